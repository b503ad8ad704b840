package org.permanence.management;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.access.Principal;
import org.permanence.access.Rights;
import org.permanence.access.Subject;
import org.permanence.approval.Approval;
import org.permanence.approval.ApprovalException;
import org.permanence.approval.ApprovalId;
import org.permanence.approval.ApprovalService;
import org.permanence.approval.AskedDeed;
import org.permanence.approval.Clearance;
import org.permanence.approval.ShownApproval;
import org.permanence.approval.Viewer;
import org.permanence.assistant.Login;
import org.permanence.text.EnumWords;

/// Requests for a second person: makes a request wait for one, and lists, shows, gives and refuses what waits. The
/// table of rights decides about each request by the row of its deed.
public final class ApprovalsApi {

    /// The first segment of the API's paths.
    static final String PATH = "approvals";

    private final ApprovalService approvals;
    private final Function<Login, Rights> rights;

    /// @param rights what a person may do now
    public ApprovalsApi(ApprovalService approvals, Function<Login, Rights> rights) {
        this.approvals = approvals;
        this.rights = rights;
    }

    Reply handle(ApiRequest request) {
        try {
            return switch (request.method() + " " + request.segment(2)) {
                case "GET " -> request.path().size() == 1 ? list(request) : show(request);
                case "POST give" ->
                    Reply.ok(toJson(approvals.give(
                            viewer(request), id(request), request.body().strip())));
                case "POST refuse" -> Reply.ok(toJson(approvals.refuse(viewer(request), id(request))));
                default -> Reply.unknownPath();
            };
        } catch (ApprovalException refused) {
            return problem(refused);
        }
    }

    /// Asks a second person about a request. Every parameter, the reason and the body count: only the same request
    /// is done once it is approved.
    ///
    /// @param content what the body says, by name
    /// @return the answer to the person who has to wait; empty if the request is to be done now
    /// @throws IllegalArgumentException if a parameter has a name or a value that no request needs
    Optional<Reply> ask(ApiRoute.Match match, ApiRequest request, Map<String, String> content) {
        Map<String, String> values = new LinkedHashMap<>(request.parameters());
        match.object().ifPresent(object -> put(values, "object", object));
        request.reason().ifPresent(reason -> put(values, "reason", reason));
        content.forEach((name, value) -> put(values, name, value));
        Subject subject = AccessRequests.scope(request).practices().stream()
                .findFirst()
                .map(Subject::ofPractice)
                .orElseThrow();
        return ask(
                AccessRequests.person(request),
                new AskedDeed(match.route().deed(), subject, AccessRequests.purpose(request), values));
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (values.put(name, value) != null) {
            throw new IllegalArgumentException(name + ": twice (expected: no such parameter)");
        }
    }

    /// Asks a second person about a deed.
    ///
    /// @return as the other [#ask]
    Optional<Reply> ask(Principal.Person asker, AskedDeed asked) {
        try {
            return switch (approvals.clear(asker, asked)) {
                case Clearance.Approved _ -> Optional.empty();
                case Clearance.Waits(Approval waiting) -> Optional.of(waits(waiting));
            };
        } catch (ApprovalException refused) {
            return Optional.of(problem(refused));
        }
    }

    private static Reply waits(Approval waiting) {
        Map<String, Object> json = toJson(waiting);
        json.put(
                "problem",
                "waits for a second person: request " + waiting.id() + " (approve with: permanence approval give "
                        + waiting.id() + ")");
        return new Reply(Reply.WAITS, json);
    }

    private Reply list(ApiRequest request) {
        return Reply.ok(approvals.list(viewer(request)).stream()
                .map(ApprovalsApi::toJson)
                .toList());
    }

    private Reply show(ApiRequest request) {
        ShownApproval shown = approvals.show(viewer(request), id(request));
        Map<String, Object> json = toJson(shown.approval());
        shown.words().ifPresent(words -> json.put("words", words));
        return Reply.ok(json);
    }

    private Viewer viewer(ApiRequest request) {
        Principal.Person person = AccessRequests.person(request);
        return new Viewer(person, rights.apply(new Login(person.name())), AccessRequests.purpose(request));
    }

    private static ApprovalId id(ApiRequest request) {
        return new ApprovalId(request.segment(1));
    }

    private static Reply problem(ApprovalException refused) {
        return Reply.problem(
                switch (refused.refusal()) {
                    case UNKNOWN -> 404;
                    case CONFLICT -> 409;
                },
                String.valueOf(refused.getMessage()));
    }

    private static Map<String, Object> toJson(Approval approval) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("request", approval.id().value());
        json.put("deed", EnumWords.of(approval.deed()));
        approval.subject().practice().ifPresent(practice -> json.put("practice", practice.value()));
        approval.subject().person().ifPresent(person -> json.put("person", person.value()));
        json.put("asked-by", approval.asker().name());
        json.put("state", EnumWords.of(approval.state()));
        json.put("asked-at", approval.askedAt().toString());
        json.put("ends-at", approval.endsAt().toString());
        json.put("digest", approval.digest());
        approval.decidedBy().ifPresent(login -> json.put("decided-by", login));
        return json;
    }
}
