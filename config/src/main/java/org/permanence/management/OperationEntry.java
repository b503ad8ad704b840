package org.permanence.management;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /// The object's name is the practice that the data belongs to.
    private static final Set<AuditObject.Kind> KINDS_OF_ONE_PRACTICE =
            EnumSet.of(AuditObject.Kind.PRACTICE, AuditObject.Kind.JOURNAL);

    /// The entry of a request; empty if its handler writes it, or it needs none.
    ///
    /// @throws IllegalArgumentException if the person, the role, the purpose or the practice is missing or
    /// unknown
    static Optional<OperationEntry> of(ApiRoute.Match match, ApiRequest request) {
        return match.route()
                .entry()
                .map(entry -> new OperationEntry(
                        AccessRequests.person(request),
                        AccessRequests.purpose(request),
                        entry.action(),
                        entry.kind(),
                        entry.kind() == AuditObject.Kind.JOURNAL
                                ? Optional.of(request.requiredParameter("practice"))
                                : match.object(),
                        match.what()));
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
