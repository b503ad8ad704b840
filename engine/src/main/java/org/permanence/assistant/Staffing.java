package org.permanence.assistant;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// Which calls a person takes as an assistant, and on which telephone.
///
/// @param team      the team whose calls the person takes
/// @param line      the person's telephone
/// @param practices the practices that the person may serve: those of the team, and those that overflow to it
/// @param preferred the practices whose calls the person is offered before other assistants
/// @param languages the languages that the person speaks
@RecordBuilder
public record Staffing(
        TeamId team, Line line, Set<PracticeId> practices, Set<PracticeId> preferred, Set<Language> languages)
        implements StaffingBuilder.With {

    /// @throws IllegalArgumentException without a practice or a language, or if a preferred practice is not served
    public Staffing {
        practices = ordered(practices);
        preferred = ordered(preferred);
        languages = Set.copyOf(languages);
        if (practices.isEmpty()) {
            throw new IllegalArgumentException("practices: none (expected: at least one)");
        }
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("languages: none (expected: at least one)");
        }
        if (!practices.containsAll(preferred)) {
            throw new IllegalArgumentException(
                    "preferred: a practice that is not served (expected: some of practices)");
        }
    }

    // Not Set.copyOf: names that differ only in a trailing number collide in it, which makes look-ups linear.
    private static Set<PracticeId> ordered(Collection<PracticeId> practices) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(practices));
    }
}
