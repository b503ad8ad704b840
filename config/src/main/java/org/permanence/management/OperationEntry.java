package org.permanence.management;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;

/// The audit entry of a request of daily operation: one that reads or changes something, but releases no key. It is
/// entered when the request is done and never waits for the log, so an assistant can sign in while no disk accepts
/// entries.
///
/// Handlers of recordings, messages, patients, keys and exports write their entries themselves, before they act.
/// `GET channels`, `GET audit/state`, readiness and metrics show no person and leave no entry.
///
/// @param object the name of what was read or changed; empty: all of its kind
/// @param what   what was done to it; empty if the action says it
record OperationEntry(
        Principal.Person person,
        Purpose purpose,
        Action action,
        AuditObject.Kind kind,
        Optional<String> object,
        Optional<String> what) {

    /// A kind of request and its entry.
    ///
    /// @param request method and path; the groups are the object's name and what is done to it
    private record Route(Pattern request, Action action, AuditObject.Kind kind) {

        static Route of(String request, Action action, AuditObject.Kind kind) {
            return new Route(Pattern.compile(request.replace("NAME", "(?<object>[^/ ]+)")), action, kind);
        }
    }

    private static final List<Route> ROUTES = List.of(
            Route.of("GET journal", Action.JOURNAL_READ, AuditObject.Kind.JOURNAL),
            Route.of("GET assistants", Action.ASSISTANTS_LISTED, AuditObject.Kind.ASSISTANT),
            Route.of(
                    "POST assistants/NAME/(?<what>login|logout|pause|ready|transfer)",
                    Action.ASSISTANT_CHANGED,
                    AuditObject.Kind.ASSISTANT),
            Route.of("GET practices/NAME(/versions(/\\d+)?)?", Action.PRACTICE_READ, AuditObject.Kind.PRACTICE),
            Route.of("POST practices/NAME/(?<what>apply|rollback)", Action.PRACTICE_CHANGED, AuditObject.Kind.PRACTICE),
            Route.of(
                    "GET on-call/(practices|groups)/NAME/(?<what>lines|overrides)",
                    Action.ROTA_READ,
                    AuditObject.Kind.ROTA),
            Route.of(
                    "POST on-call/(practices|groups)/NAME/(?<what>overrides)",
                    Action.ROTA_OVERRIDDEN,
                    AuditObject.Kind.ROTA),
            Route.of("POST on-call/overrides/NAME/(?<what>cancel)", Action.ROTA_OVERRIDDEN, AuditObject.Kind.ROTA),
            Route.of("POST calls/NAME/recording/pause", Action.RECORDING_PAUSED, AuditObject.Kind.CALL),
            Route.of("POST calls/NAME/recording/resume", Action.RECORDING_RESUMED, AuditObject.Kind.CALL),
            Route.of("POST audit/verify", Action.LOG_VERIFIED, AuditObject.Kind.LOG));

    /// The object's name is the practice that the data belongs to.
    private static final Set<AuditObject.Kind> KINDS_OF_ONE_PRACTICE =
            EnumSet.of(AuditObject.Kind.PRACTICE, AuditObject.Kind.JOURNAL);

    /// The entry of a request; empty if its handler writes it, or it needs none.
    ///
    /// @throws IllegalArgumentException if the person, the role, the purpose or the practice is missing or
    /// unknown
    static Optional<OperationEntry> of(ApiRequest request) {
        String methodAndPath = request.method() + " " + String.join("/", request.path());
        for (Route route : ROUTES) {
            Matcher matcher = route.request().matcher(methodAndPath);
            if (matcher.matches()) {
                return Optional.of(new OperationEntry(
                        AccessRequests.person(request),
                        AccessRequests.purpose(request),
                        route.action(),
                        route.kind(),
                        route.kind() == AuditObject.Kind.JOURNAL
                                ? Optional.of(request.requiredParameter("practice"))
                                : group(matcher, "object"),
                        group(matcher, "what")));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> group(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name) ? Optional.of(matcher.group(name)) : Optional.empty();
    }

    /// The entry as the log takes it. Call only for a request that was done: its names are known to be valid then.
    AuditRequest toAuditRequest() {
        String all = kind.name().toLowerCase(Locale.ROOT);
        return new AuditRequest(
                person,
                KINDS_OF_ONE_PRACTICE.contains(kind) ? object.map(PracticeId::new) : Optional.empty(),
                action,
                new AuditObject(kind, object.orElse(all)),
                purpose,
                what.map(word -> new TreeMap<>(Map.of("what", word))).orElseGet(TreeMap::new),
                Optional.empty());
    }
}
