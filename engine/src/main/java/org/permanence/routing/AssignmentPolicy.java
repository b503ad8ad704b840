package org.permanence.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.permanence.assistant.Skill;
import org.permanence.queue.AnswerOrder;
import org.permanence.queue.QueueEntry;

/// Which assistant gets which queue entry. A pure function over what a team's lock shows:
///
/// 1. An entry with a reserved assistant is not assigned again, nor one for which the on-call lines ring. A
///    callback is not assigned before its time.
/// 2. Entries are assigned in the order of answering ([AnswerOrder]): the most urgent first, and among
///    equals by their effective arrival. The position that callers hear follows this order.
/// 3. An assistant gets only calls of practices that they may serve.
/// 4. A routine caller gets only an assistant who speaks their language: the practice's, or the one the caller has
///    chosen. A more urgent caller gets any assistant who may serve the practice, if none who speaks it is ready.
///    So does a caller who was told that no assistant speaks it ([org.permanence.queue.LanguagePreference]).
/// 5. Of the eligible assistants, one that the practice prefers is first, then one who speaks the caller's
///    language. Among equals, the caller's last assistant is first, then the one who has been ready longest. No
///    caller waits for an assistant who is not ready.
/// 6. An entry that no ready assistant may answer keeps its place, and the entries behind it are assigned.
/// 7. An assistant gets one call.
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
        var assignable = new PriorityQueue<>(AnswerOrder.at(now));
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
                .filter(candidate -> entry.mayBeAnsweredBy(candidate.assistant()))
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
