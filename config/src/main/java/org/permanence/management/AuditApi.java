package org.permanence.management;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditReadings;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.FhirAuditExport.Selection;
import org.permanence.audit.OwnEntries.OwnEntry;
import org.permanence.audit.RefusedRequests;
import org.permanence.practice.PracticeId;
import org.permanence.seal.AuditedKeys;

/// The audit log's state, what people may read of it, and the rotation of practices' keys.
public final class AuditApi {

    private static final int USUAL_OWN = 50;

    private final AuditLog auditLog;
    private final RefusedRequests refusedRequests;
    private final AuditReadings readings;
    private final AuditedKeys keys;
    private final AccessRequests access;

    public AuditApi(
            AuditLog auditLog,
            RefusedRequests refusedRequests,
            AuditReadings readings,
            AuditedKeys keys,
            AccessRequests access) {
        this.auditLog = auditLog;
        this.refusedRequests = refusedRequests;
        this.readings = readings;
        this.keys = keys;
        this.access = access;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "GET audit/state" -> state();
            case "POST audit/verify" -> Reply.ok(Map.of()); // The command reads the files; the server enters it.
            case "GET audit/own" -> own(request);
            case "GET audit/certificate" -> certificate(request);
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

    /// The entries of the person who asks, newest first.
    private Reply own(ApiRequest request) {
        int last = request.parameter("last").map(AuditApi::number).orElse(USUAL_OWN);
        return Reply.ok(readings.own(AccessRequests.person(request), AccessRequests.purpose(request), last).stream()
                .map(AuditApi::toJson)
                .toList());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("last: no number (expected: 1 to " + AuditReadings.MAX_OWN + ")");
        }
    }

    private Reply certificate(ApiRequest request) {
        var practice = new PracticeId(request.requiredParameter("practice"));
        return Reply.ok(readings.certify(access.read(request), practice, from(request), until(request)));
    }

    /// Sends FHIR AuditEvents, one a line. With `practice` those of that practice's entries only, with
    /// `transfers=true` only the transfers to a country outside the EEA.
    void sendExport(ApiRequest request, AuditReadings.Output out) {
        Optional<PracticeId> practice = request.parameter("practice").map(PracticeId::new);
        if (practice.isEmpty() && request.reason().isPresent()) {
            throw new IllegalArgumentException("reason: needs a practice (expected: practice=…)");
        }
        boolean transfers = request.parameter("transfers").equals(Optional.of("true"));
        readings.export(access.read(request), new Selection(from(request), until(request), practice, transfers), out);
    }

    private static Instant from(ApiRequest request) {
        return Instant.parse(request.requiredParameter("from"));
    }

    private static Instant until(ApiRequest request) {
        return Instant.parse(request.requiredParameter("until"));
    }

    private static Map<String, Object> toJson(OwnEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entry", entry.number());
        json.put("time", entry.time());
        json.put("action", entry.action());
        json.put("kind", entry.kind());
        json.put("object", entry.object());
        entry.practice().ifPresent(practice -> json.put("practice", practice));
        json.put("purpose", entry.purpose());
        json.put("role", entry.role());
        json.put("device-name", entry.device());
        json.put("session-id", entry.session());
        entry.outcome().ifPresent(outcome -> json.put("outcome", outcome));
        return json;
    }

    private Reply rotateKey(ApiRequest request) {
        var practice = new PracticeId(request.segment(1));
        return Reply.ok(
                Map.of("practice", practice.value(), "audit-entry", keys.rotate(access.read(request), practice)));
    }
}
