package org.permanence.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.permanence.queue.WaitingCall;

/// Who answers which call. A pure function over what a team's lock shows:
///
/// 1. A call that is offered to somebody is not offered again.
/// 2. The most urgent call is matched first; among equals, the one that has waited longest.
/// 3. An assistant is only offered calls of practices she may serve.
/// 4. Among those who may, the one who has been ready longest.
/// 5. A call nobody may answer keeps its place, and holds up nobody behind it.
/// 6. An assistant is offered one call.
public final class Routing {

    private Routing() {}

    public static List<Match> match(List<WaitingCall> waiting, List<Candidate> ready) {
        var free = new ArrayList<>(ready);
        free.sort(Comparator.comparing(Candidate::readySince)
                .thenComparing(candidate -> candidate.assistant().login().value()));
        var matches = new ArrayList<Match>();
        var unoffered = waiting.stream()
                .filter(call -> call.offeredTo().isEmpty())
                .sorted(WaitingCall.FIRST_TO_BE_ANSWERED)
                .iterator();
        while (unoffered.hasNext() && !free.isEmpty()) {
            WaitingCall call = unoffered.next();
            free.stream()
                    .filter(candidate -> candidate.assistant().mayServe(call.practice()))
                    .findFirst()
                    .ifPresent(best -> {
                        free.remove(best);
                        matches.add(new Match(call, best.assistant()));
                    });
        }
        return List.copyOf(matches);
    }
}
