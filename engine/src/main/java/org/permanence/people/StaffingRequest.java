package org.permanence.people;

import static org.permanence.people.PeopleException.Refusal.CONFLICT;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.permanence.assistant.Staffing;
import org.permanence.call.Line;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// A change of the calls that a person takes.
///
/// @param practices empty: as before
/// @param preferred empty: as before, as far as the person still serves them
/// @param languages empty: as before; all languages for a person who took no calls before
public record StaffingRequest(
        TeamId team,
        Line line,
        Optional<Set<PracticeId>> practices,
        Optional<Set<PracticeId>> preferred,
        Optional<Set<Language>> languages) {

    /// The staffing after the change.
    ///
    /// @throws PeopleException if it names no practices for a person who had none, or prefers one that is not
    /// served
    Staffing completed(Account known) {
        Set<PracticeId> served = practices
                .or(() -> known.staffing().map(Staffing::practices))
                .orElseThrow(() -> new PeopleException(
                        CONFLICT,
                        "practices: missing (expected: at least one, for a person who took no calls before)"));
        Set<PracticeId> wanted = preferred.orElseGet(() -> stillServed(known, served));
        try {
            return new Staffing(
                    team,
                    line,
                    served,
                    wanted,
                    languages
                            .or(() -> known.staffing().map(Staffing::languages))
                            .orElse(Set.of(Language.values())));
        } catch (IllegalArgumentException invalid) {
            throw new PeopleException(CONFLICT, String.valueOf(invalid.getMessage()));
        }
    }

    private static Set<PracticeId> stillServed(Account known, Set<PracticeId> served) {
        Set<PracticeId> kept =
                new LinkedHashSet<>(known.staffing().map(Staffing::preferred).orElse(Set.of()));
        kept.retainAll(served);
        return kept;
    }
}
