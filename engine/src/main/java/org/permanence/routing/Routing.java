package org.permanence.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.permanence.assistant.Skill;
import org.permanence.queue.WaitingCall;

/// Who answers which call. A pure function over what a team's lock shows:
///
/// 1. A call that is offered to somebody, or for which whoever is on call is being rung, is not offered again; one that
///    is to be called back, not before its time.
/// 2. The first in the order of answering is matched first ([WaitingCall#firstAnsweredAt]): the most urgent; among
///    equals, the one whose turn came first. What callers are told of their position is this order.
/// 3. An assistant is only offered calls of practices she may serve.
/// 4. A routine caller is only offered to an assistant who speaks the caller's language: the practice's, or the one
///    the caller has chosen. Whoever is more urgent is offered to any who may serve the practice, where none who
///    speaks is ready; so is whoever was told that nobody who speaks is there ([org.permanence.queue.Spoken]).
/// 5. Among those who may, one whom the practice prefers; then one who speaks the caller's language; among these, the
///    one who spoke with the caller last, or else who has been ready longest. Nobody waits for an assistant who is not
///    ready.
/// 6. A call nobody may answer keeps its place, and holds up nobody behind it.
/// 7. An assistant is offered one call.
public final class Routing {

    private static final Comparator<Candidate> LONGEST_READY = Comparator.comparing(Candidate::readySince)
            .thenComparing(candidate -> candidate.assistant().login().value());

    private Routing() {}

    public static List<Match> match(List<WaitingCall> waiting, List<Candidate> ready, Instant now) {
        if (waiting.isEmpty() || ready.isEmpty()) {
            return List.of();
        }
        var free = new ArrayList<>(ready);
        var matches = new ArrayList<Match>();
        var unoffered = new PriorityQueue<>(WaitingCall.firstAnsweredAt(now));
        waiting.stream().filter(call -> call.isFreeAt(now)).forEach(unoffered::add);
        while (!free.isEmpty() && !unoffered.isEmpty()) {
            WaitingCall call = unoffered.remove();
            best(free, call).ifPresent(best -> {
                free.remove(best);
                matches.add(new Match(call, best.assistant()));
            });
        }
        return List.copyOf(matches);
    }

    private static Optional<Candidate> best(List<Candidate> free, WaitingCall call) {
        return free.stream()
                .filter(candidate -> call.mayBeOfferedTo(candidate.assistant()))
                .min(Comparator.comparing((Candidate candidate) -> skill(candidate, call))
                        .thenComparing(candidate -> !knows(candidate, call))
                        .thenComparing(LONGEST_READY));
    }

    private static boolean knows(Candidate candidate, WaitingCall call) {
        return call.familiar().equals(Optional.of(candidate.assistant().login()));
    }

    private static Skill skill(Candidate candidate, WaitingCall call) {
        return call.skillOf(candidate.assistant()).orElseThrow();
    }
}
