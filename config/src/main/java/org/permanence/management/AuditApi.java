package org.permanence.management;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.RefusedRequests;
import org.permanence.practice.PracticeId;
import org.permanence.seal.AuditedKeys;

/// The audit log's state and exports, and the rotation of practices' keys.
public final class AuditApi {

    private final AuditLog auditLog;
    private final RefusedRequests refusedRequests;
    private final AuditedKeys keys;
    private final AccessRequests access;

    public AuditApi(AuditLog auditLog, RefusedRequests refusedRequests, AuditedKeys keys, AccessRequests access) {
        this.auditLog = auditLog;
        this.refusedRequests = refusedRequests;
        this.keys = keys;
        this.access = access;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "GET audit/state" -> state();
            case "POST audit/verify" -> Reply.ok(Map.of()); // The command reads the files; the server enters it.
            case "POST audit/export" -> openExport(request);
            case "POST keys/_/rotate" -> rotateKey(request);
            default -> Reply.unknownPath();
        };
    }

    /// Enters a request of daily operation. Never waits.
    void enter(AuditRequest done) {
        auditLog.note(done);
    }

    /// Enters or counts a refused request. Never waits.
    void enterRefused(AuditRequest refused) {
        refusedRequests.enter(refused);
    }

    private Reply state() {
        var state = auditLog.state();
        return Reply.ok(Map.of(
                "entries", state.entries(),
                "durable", state.durable(),
                "replicas", state.replicas(),
                "replicas-up", state.replicasUp(),
                "failures", state.failures(),
                "pending-notes", state.pendingNotes(),
                "lost-notes", state.lostNotes()));
    }

    /// Enters the export in the log and returns the entry's number, which allows the client to read the log's
    /// files. With `practice` it is an export of that practice's entries only.
    private Reply openExport(ApiRequest request) {
        AccessRequest asked = access.read(request);
        Map<String, String> span = Map.of(
                "from", Instant.parse(request.requiredParameter("from")).toString(),
                "to", Instant.parse(request.requiredParameter("to")).toString());
        var object = new AuditObject(AuditObject.Kind.LOG, "audit");
        Optional<PracticeId> practice = request.parameter("practice").map(PracticeId::new);
        if (practice.isEmpty() && request.reason().isPresent()) {
            throw new IllegalArgumentException("reason: needs a practice (expected: practice=…)");
        }
        var auditRequest = new AuditRequest(
                asked.principal(),
                practice,
                Action.LOG_EXPORTED,
                object,
                asked.purpose(),
                new TreeMap<>(span),
                practice.flatMap(asked.reason()::sealedFor));
        return Reply.ok(Map.of("audit-entry", auditLog.open(auditRequest).entry()));
    }

    private Reply rotateKey(ApiRequest request) {
        var practice = new PracticeId(request.segment(1));
        return Reply.ok(
                Map.of("practice", practice.value(), "audit-entry", keys.rotate(access.read(request), practice)));
    }
}
