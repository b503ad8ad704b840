package org.permanence.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.permanence.access.Cell.Part;
import org.permanence.access.Decision.Refused;
import org.permanence.practice.PracticeId;

/// Decides whether a person or a machine may do a deed. A pure function over [PolicyTable].
///
/// 1. A deed for which no role of the person has a cell is refused.
/// 2. A cell allows the deed only within its reach: the person's own data, the team, the practice, the
///   installation.
/// 3. A cell that approves does not allow the deed itself.
/// 4. A cell of the last 24 hours refuses a request that reaches further back, or does not say how far.
/// 5. A person outside the EEA is refused exports, and plays sound as a stream only.
/// 6. A machine is refused what its list does not have.
/// 7. Of several cells that allow, the one with the fewest needs counts. Of several refusals, the one nearest to
/// being allowed is given.
public final class Policy {

    private static final Duration LAST_DAY = Duration.ofHours(24);

    /// Before a cell that allows the deed was found.
    private static final Cell.OfRole NOTHING = Cell.NONE.of(Role.ASSISTANT);

    private Policy() {}

    /// Decides by the roles that the person holds now.
    ///
    /// @param now the time of the request
    public static Decision decide(Rights rights, Deed deed, Subject subject, Instant now) {
        if (rights.only().isPresent() && !rights.only().get().contains(deed)) {
            return new Refused(Why.NOT_LISTED);
        }
        Cell.OfRole best = NOTHING;
        Why why = Why.NO_CELL;
        for (int i = 0; i < rights.roles().size(); i++) { // An iterator would be garbage of each decision.
            RoleAt held = rights.roles().get(i);
            Cell.OfRole ofRole = PolicyTable.cell(deed, held.role());
            Cell cell = ofRole.cell();
            boolean reaches = cell.reach().includes(rights, held.place(), subject);
            if (reaches && cell.part() == Part.ACTS && (!cell.isLastDay() || isOfLastDay(subject, now))) {
                best = fewerNeeds(best, ofRole);
            } else {
                why = nearest(why, whyNot(cell, reaches));
            }
        }
        return best.cell().part() == Part.NONE ? new Refused(why) : answer(best, deed, rights.isInEea());
    }

    /// Decides on a request that is about several subjects, such as a practice with each team that takes its calls:
    /// it is allowed if it is for one of them. Rule 7 holds for the answers too.
    public static Decision decide(Rights rights, Deed deed, Collection<Subject> subjects, Instant now) {
        return subjects.stream()
                .map(subject -> decide(rights, deed, subject, now))
                .reduce(new Refused(Why.NO_CELL), Policy::better);
    }

    /// Of two answers, the one that counts by rule 7.
    public static Decision better(Decision one, Decision other) {
        return switch (one) {
            case Refused(var why) ->
                other instanceof Refused(var otherWhy) ? new Refused(nearest(why, otherWhy)) : other;
            case Decision.Allowed(var needs, var _) ->
                other instanceof Decision.Allowed(var fewer, var _) && fewer.size() < needs.size() ? other : one;
        };
    }

    /// The role in which the person may approve the deed when another asks for it: its cell approves the deed and
    /// reaches the subject. A deed that no role approves is approved by a second person who may ask for it
    /// themselves. Empty if they may not, and for a machine: it is no second person.
    public static Optional<Role> approvingRole(Rights rights, Deed deed, Subject subject) {
        if (rights.only().isPresent()) {
            return Optional.empty();
        }
        return rights.roles().stream()
                .filter(held -> {
                    Cell cell = PolicyTable.cell(deed, held.role()).cell();
                    return approves(cell, PolicyTable.hasApprovers(deed))
                            && cell.reach().includes(rights, held.place(), subject);
                })
                .map(RoleAt::role)
                .findFirst();
    }

    private static boolean approves(Cell cell, boolean hasApprovers) {
        return hasApprovers ? cell.part() == Part.APPROVES : cell.needs().contains(Need.SECOND_PERSON);
    }

    /// The practice whose rows the person may touch for this deed: that of the subject, if the deed is allowed.
    public static Optional<PracticeScope> scope(Rights rights, Deed deed, Subject subject, Instant now) {
        return decide(rights, deed, subject, now) instanceof Decision.Allowed
                ? subject.practice().map(PracticeScope::of)
                : Optional.empty();
    }

    /// The scope of the engine's own work on a practice's rows, such as sealing and retention. Not for requests.
    public static PracticeScope scopeOfEngine(PracticeId practice) {
        return PracticeScope.of(practice);
    }

    private static Decision answer(Cell.OfRole cell, Deed deed, boolean isInEea) {
        if (isInEea) {
            return cell.answer();
        }
        if (deed.isExport()) {
            return new Refused(Why.OUTSIDE_EEA);
        }
        return deed.isStreamedAbroad() ? cell.streamed() : cell.answer();
    }

    private static boolean isOfLastDay(Subject subject, Instant now) {
        return subject.since().isPresent() && !subject.since().get().isBefore(now.minus(LAST_DAY));
    }

    private static Cell.OfRole fewerNeeds(Cell.OfRole one, Cell.OfRole other) {
        return one.cell().part() != Part.NONE
                        && one.cell().needs().size() <= other.cell().needs().size()
                ? one
                : other;
    }

    private static Why whyNot(Cell cell, boolean reaches) {
        if (cell.part() == Part.NONE) {
            return Why.NO_CELL;
        }
        if (!reaches) {
            return Why.ELSEWHERE;
        }
        return cell.part() == Part.APPROVES ? Why.APPROVES_ONLY : Why.TOO_OLD;
    }

    private static Why nearest(Why one, Why other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
