package org.permanence.console.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.access.Deed;
import org.permanence.access.Purpose;
import org.permanence.approval.Approval;
import org.permanence.approval.ApprovalException;
import org.permanence.approval.ApprovalId;
import org.permanence.approval.ApprovalService;
import org.permanence.approval.ApprovalState;
import org.permanence.approval.ShownApproval;
import org.permanence.approval.Viewer;
import org.permanence.assistant.Login;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.ConsoleRoute.Nothing;
import org.permanence.console.HttpProblem;
import org.permanence.console.MaxBytes;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.Visit;
import org.permanence.practice.PracticeId;
import org.permanence.signin.SignedInPerson;

/// Lists, shows, gives and refuses requests that wait for a second person. [ApprovalService] says who sees and
/// decides what; a request that is not for this person is answered like one that does not exist.
public final class ApprovalRoutes {

    private static final String ONE = "/api/approvals/{id}";

    private final ApprovalService approvals;

    public ApprovalRoutes(ApprovalService approvals) {
        this.approvals = approvals;
    }

    /// A request, without its parameters.
    ///
    /// @param person  the login of the person concerned
    /// @param own     whether the person who looks has asked for it: then another one decides
    record Request(
            String id,
            Deed deed,
            Optional<String> practice,
            Optional<String> person,
            String askedBy,
            boolean own,
            ApprovalState state,
            Instant askedAt,
            Instant endsAt) {}

    /// The open requests that the person asked for or may approve, oldest first.
    record Requests(List<Request> requests) {}

    /// A value that the deed depends on, such as the number of a patient.
    record Value(String name, String value) {

        @Override
        public String toString() {
            return "[value]";
        }
    }

    /// @param values what is asked for; empty for a person who may not approve it
    /// @param digest of what is asked for, to approve exactly that
    record Shown(Request request, List<Value> values, String digest) {}

    /// @param digest of what the person was shown
    record Seen(@MaxBytes(64) String digest) {}

    public List<ConsoleRoute<?, ?>> rows() {
        return List.of(
                ConsoleRoute.of(
                        Method.GET,
                        "/api/approvals",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, Requests.class),
                        (visit, _) -> RouteAnswer.of(list(viewer(visit)))),
                ConsoleRoute.of(
                        Method.GET,
                        ONE,
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, Shown.class),
                        (visit, _) -> RouteAnswer.of(show(visit))),
                ConsoleRoute.of(
                        Method.POST,
                        ONE + "/give",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Seen.class, Request.class),
                        (visit, seen) ->
                                RouteAnswer.of(decide(visit, id -> approvals.give(viewer(visit), id, seen.digest())))),
                ConsoleRoute.of(
                        Method.POST,
                        ONE + "/refuse",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, Request.class),
                        (visit, _) -> RouteAnswer.of(decide(visit, id -> approvals.refuse(viewer(visit), id)))));
    }

    private Requests list(Viewer viewer) {
        return new Requests(approvals.list(viewer).stream()
                .map(approval -> request(approval, viewer))
                .toList());
    }

    private Shown show(Visit visit) {
        Viewer viewer = viewer(visit);
        ShownApproval shown = with(visit, id -> approvals.show(viewer, id));
        return new Shown(
                request(shown.approval(), viewer),
                shown.values().entrySet().stream()
                        .map(value -> new Value(value.getKey(), value.getValue()))
                        .toList(),
                shown.approval().digest());
    }

    private Request decide(Visit visit, Function<ApprovalId, Approval> decision) {
        return request(with(visit, decision), viewer(visit));
    }

    private static <A> A with(Visit visit, Function<ApprovalId, A> work) {
        try {
            return work.apply(id(visit));
        } catch (ApprovalException refused) {
            throw new ProblemException(HttpProblem.of(
                    switch (refused.refusal()) {
                        case UNKNOWN -> ProblemType.NOT_FOUND;
                        case CONFLICT -> ProblemType.CONFLICT;
                    }));
        }
    }

    private static ApprovalId id(Visit visit) {
        try {
            return new ApprovalId(visit.path().getOrDefault("id", ""));
        } catch (IllegalArgumentException _) { // No request has such an id.
            throw new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND));
        }
    }

    private static Viewer viewer(Visit visit) {
        SignedInPerson person = visit.session().orElseThrow().person();
        return new Viewer(person.as(person.highestRole()), person.rights(), Purpose.HOPERAT);
    }

    private static Request request(Approval approval, Viewer viewer) {
        return new Request(
                approval.id().value(),
                approval.deed(),
                approval.subject().practice().map(PracticeId::value),
                approval.subject().person().map(Login::value),
                approval.asker().name(),
                approval.asker().name().equals(viewer.person().name()),
                approval.state(),
                approval.askedAt(),
                approval.endsAt());
    }
}
