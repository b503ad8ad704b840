package org.permanence.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.permanence.assistant.Skill;
import org.permanence.queue.QueueEntry;

/// Who answers which call. A pure function over what a team's lock shows:
///
/// 1. A call that is offered to somebody, or for which whoever is on call is being rung, is not offered again; one
///    that is to be called back, not before its time.
/// 2. The first in the order of answering is matched first ([QueueEntry#answerOrderAt]): the most urgent; among
///    equals, the one whose turn came first. What callers are told of their position is this order.
/// 3. An assistant is only offered calls of practices she may serve.
/// 4. A routine caller is only offered to an assistant who speaks the caller's language: the practice's, or the one
///    the caller has chosen. Whoever is more urgent is offered to any who may serve the practice, where none who
///    speaks is ready; so is whoever was told that nobody who speaks is there
/// ([org.permanence.queue.LanguagePreference]).
/// 5. Among those who may, one whom the practice prefers; then one who speaks the caller's language; among these,
///    the one who spoke with the caller last, or else who has been ready longest. Nobody waits for an assistant who
///    is not ready.
/// 6. A call nobody may answer keeps its place, and holds up nobody behind it.
/// 7. An assistant is offered one call.
public final class AssignmentPolicy {

    private static final Comparator<Candidate> LONGEST_READY = Comparator.comparing(Candidate::readySince)
            .thenComparing(candidate -> candidate.assistant().login().value());

    private AssignmentPolicy() {}

    public static List<Assignment> assign(List<QueueEntry> entries, List<Candidate> ready, Instant now) {
        if (entries.isEmpty() || ready.isEmpty()) {
            return List.of();
        }
        var free = new ArrayList<>(ready);
        var assignments = new ArrayList<Assignment>();
        var assignable = new PriorityQueue<>(QueueEntry.answerOrderAt(now));
        entries.stream().filter(entry -> entry.isAssignableAt(now)).forEach(assignable::add);
        while (!free.isEmpty() && !assignable.isEmpty()) {
            QueueEntry entry = assignable.remove();
            best(free, entry).ifPresent(best -> {
                free.remove(best);
                assignments.add(new Assignment(entry, best.assistant()));
            });
        }
        return List.copyOf(assignments);
    }

    private static Optional<Candidate> best(List<Candidate> free, QueueEntry entry) {
        return free.stream()
                .filter(candidate -> entry.mayBeOfferedTo(candidate.assistant()))
                .min(Comparator.comparing((Candidate candidate) -> skillFor(candidate, entry))
                        .thenComparing(candidate -> !isLastAssistant(candidate, entry))
                        .thenComparing(LONGEST_READY));
    }

    private static boolean isLastAssistant(Candidate candidate, QueueEntry entry) {
        return entry.lastAssistant().equals(Optional.of(candidate.assistant().login()));
    }

    private static Skill skillFor(Candidate candidate, QueueEntry entry) {
        return entry.skillOf(candidate.assistant()).orElseThrow();
    }
}
