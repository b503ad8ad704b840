package org.permanence.assistant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;

/// A tele-secretary, as the configuration describes her or him.
///
/// @param skills the practices she may serve, and how well
/// @param languages what she speaks
/// @param ringTimeout how long her telephone rings before the next assistant is tried
/// @param wrapUp how long after a call she is left to write
public record Assistant(
        Login login,
        PersonalText name,
        Line line,
        TeamId team,
        Map<PracticeId, Skill> skills,
        Set<Language> languages,
        Duration ringTimeout,
        Duration wrapUp) {

    public Assistant {
        skills = Map.copyOf(skills);
        languages = Set.copyOf(languages);
    }

    /// How well she fits a caller of the practice who has chosen that language; nothing where she may not serve it.
    public Optional<Skill> skillFor(PracticeId practice, Language chosen) {
        return skillFor(practice).map(skill -> {
            if (!languages.contains(chosen)) {
                return Skill.WITHOUT_LANGUAGE;
            }
            return skill == Skill.PREFERRED ? skill : Skill.FLUENT;
        });
    }

    /// Nothing where she may not serve the practice.
    public Optional<Skill> skillFor(PracticeId practice) {
        return Optional.ofNullable(skills.get(practice));
    }
}
