package org.permanence.assistant;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// A tele-secretary who may serve practices. The name is not here: no call needs it.
///
/// @param skills the practices that the assistant may serve, and how well
/// @param languages the languages that the assistant speaks
/// @param ringTimeout how long the assistant's telephone rings before another assistant is tried
/// @param wrapUp how long after a call the assistant is assigned no other call
@RecordBuilder
public record Assistant(
        Login login,
        Line line,
        TeamId team,
        Map<PracticeId, Skill> skills,
        Set<Language> languages,
        Duration ringTimeout,
        Duration wrapUp)
        implements AssistantBuilder.With {

    public Assistant {
        skills = Map.copyOf(skills);
        languages = Set.copyOf(languages);
    }

    /// How well the assistant fits a caller of the practice in that language; empty if they may not serve the
    /// practice.
    public Optional<Skill> skillFor(PracticeId practice, Language chosen) {
        return skillFor(practice).map(skill -> {
            if (!languages.contains(chosen)) {
                return Skill.WITHOUT_LANGUAGE;
            }
            return skill == Skill.PREFERRED ? skill : Skill.FLUENT;
        });
    }

    /// How well the assistant fits a caller of the practice; empty if they may not serve it.
    public Optional<Skill> skillFor(PracticeId practice) {
        return Optional.ofNullable(skills.get(practice));
    }
}
