package org.permanence.boot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.Action;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.boot.OperationsApi.Reply;
import org.permanence.call.CallId;
import org.permanence.message.Message;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.ActiveRecordings;
import org.permanence.recording.Erasure;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingException;
import org.permanence.recording.RecordingKind;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.text.EnumWords;

/// What the running house tells of recordings and does with them on its management port, without HTTP. Who asks
/// says who they are (`by`, `role`) and why (`purpose`).
final class RecordingsApi {

    /// The first words of the paths that lead here.
    static final Set<String> PATHS = Set.of("recordings", "messages", "calls", "patients", "numbers", "keys", "audit");

    /// What somebody says of a look: it comes in a header, for paths are kept in histories.
    static final String REASON = "reason";

    private static final String DEVICE = "cli";
    private static final int MAX_LISTED = 1_000;

    /// Beyond every recording, and within what a database can say.
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    private final Optional<RecordsModule> records;
    private final String country;
    private final BiConsumer<PracticeId, PhoneNumber> onErasure;

    /// @param country in which numbers to call back are dialled
    /// @param onErasure what else knows a number: the books of calls to come
    RecordingsApi(Optional<RecordsModule> records, String country, BiConsumer<PracticeId, PhoneNumber> onErasure) {
        this.records = records;
        this.onErasure = onErasure;
        this.country = country;
    }

    /// @param body what was sent with a POST: a telephone number is in no path, for paths are kept in histories
    Reply handle(String method, List<String> path, Map<String, String> parameters, String body) {
        if (records.isEmpty()) {
            return Reply.problem(503, "recordings: closed (expected: the root key and an undamaged log; see the log)");
        }
        try {
            return switch (method + " " + String.join("/", path).replaceAll("/[^/]+/", "/_/")) {
                case "GET recordings" -> listRecordings(parameters);
                case "GET messages" -> listMessages(parameters);
                case "POST messages/_/number" -> callbackNumber(path.get(1), parameters);
                case "POST messages/_/acknowledge" -> acknowledge(path.get(1), parameters);
                case "GET audit" -> auditState();
                case "POST audit/export" -> openExport(parameters);
                case "POST recordings/_/verify" -> verify(path.get(1), parameters);
                case "POST recordings/_/hold" -> hold(path.get(1), parameters, true);
                case "POST recordings/_/release" -> hold(path.get(1), parameters, false);
                case "POST calls/_/pause" -> toJson(activeRecordings().pause(new CallId(path.get(1))));
                case "POST calls/_/resume" -> toJson(activeRecordings().resume(new CallId(path.get(1))));
                case "POST patients" -> erase(parameters, body);
                case "GET numbers" -> listBlocked(parameters);
                case "POST numbers/_/block" -> block(path.get(1), parameters, body);
                case "POST numbers/_/unblock" -> unblock(path.get(1), parameters, body);
                case "POST keys/_/rotate" -> rotateKey(path.get(1), parameters);
                default -> Reply.problem(404, "path: unknown");
            };
        } catch (IllegalArgumentException | DateTimeException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        } catch (RecordingException refused) {
            return Reply.problem(409, String.valueOf(refused.getMessage()));
        } catch (AuditException logUnavailable) {
            return Reply.problem(503, String.valueOf(logUnavailable.getMessage()));
        }
    }

    /// Gives a recording as WAV, or encrypted for those in `to`, or a message; refusals are thrown before `out` is
    /// asked for.
    void sendAudio(String collection, String id, Map<String, String> parameters, RecordingAccess.Output out) {
        RecordsModule module = records.orElseThrow(
                () -> new AuditException("recordings: closed (expected: an open log; see the log)"));
        RecordingAccess recordingAccess = module.recordingAccess();
        var recording = new RecordingId(id);
        if (collection.equals("messages")) {
            module.messageAccess().play(accessRequest(parameters), recording, out);
        } else if (parameters.containsKey("to")) {
            recordingAccess.export(
                    accessRequest(parameters),
                    recording,
                    List.of(parameters.get("to").split(",")),
                    out);
        } else {
            recordingAccess.play(accessRequest(parameters), recording, out);
        }
    }

    private RecordsModule module() {
        return records.orElseThrow();
    }

    private ActiveRecordings activeRecordings() {
        return module().activeRecordings();
    }

    private Reply listRecordings(Map<String, String> parameters) {
        Instant to = parameters.containsKey("to") ? Instant.parse(parameters.get("to")) : FAR_FUTURE;
        Instant from = parameters.containsKey("from") ? Instant.parse(parameters.get("from")) : Instant.EPOCH;
        var practice = new PracticeId(requiredParameter(parameters, "practice"));
        return Reply.ok(
                module().recordingAccess().list(accessRequest(parameters), practice, from, to, MAX_LISTED).stream()
                        .map(RecordingsApi::toJson)
                        .toList());
    }

    private Reply listMessages(Map<String, String> parameters) {
        var practice = new PracticeId(requiredParameter(parameters, "practice"));
        return Reply.ok(module().messageAccess().list(accessRequest(parameters), practice, MAX_LISTED).stream()
                .map(RecordingsApi::toJson)
                .toList());
    }

    private Reply callbackNumber(String id, Map<String, String> parameters) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", id);
        module().messageAccess()
                .callbackNumber(accessRequest(parameters), new RecordingId(id))
                .ifPresent(number -> json.put("number", number.dialledIn(country)));
        return Reply.ok(json);
    }

    private Reply acknowledge(String id, Map<String, String> parameters) {
        module().messageAccess().acknowledge(accessRequest(parameters), new RecordingId(id));
        return Reply.ok(Map.of("message", id, "state", "acknowledged"));
    }

    private Reply verify(String id, Map<String, String> parameters) {
        var verdict = module().recordingAccess().verify(accessRequest(parameters), new RecordingId(id));
        return Reply.ok(
                Map.of("recording", id, "as-sealed", verdict.matchesSealed(), "seconds", verdict.frames() / 8_000.0));
    }

    private Reply hold(String id, Map<String, String> parameters, boolean held) {
        return Reply.ok(
                toJson(module().recordingAccess().setHold(accessRequest(parameters), new RecordingId(id), held)));
    }

    private Reply erase(Map<String, String> parameters, String number) {
        var practice = new PracticeId(requiredParameter(parameters, "practice"));
        PhoneNumber patient = PhoneNumber.parse(number.strip());
        Erasure.Certificate certificate = module().erasure().erase(accessRequest(parameters), practice, patient);
        onErasure.accept(practice, patient);
        boolean unblocked = module().blocking().remove(practice, patient);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("practice", certificate.practice().value());
        json.put("at", certificate.at().toString());
        json.put("audit-entry", certificate.entry());
        json.put("recordings-erased", certificate.recordings());
        json.put("kept-by-hold", certificate.held());
        json.put("unblocked", unblocked);
        json.put(
                "keys-destroyed",
                certificate.keys().stream().map(BucketKeyId::toString).sorted().toList());
        return Reply.ok(json);
    }

    private Reply listBlocked(Map<String, String> parameters) {
        var practice = new PracticeId(requiredParameter(parameters, "practice"));
        return Reply.ok(module().blocking().list(accessRequest(parameters), practice).stream()
                .map(entry -> Map.of(
                        "pseudonym", entry.pseudonym(), "at", entry.blockedAt().toString(), "by", entry.blockedBy()))
                .toList());
    }

    private Reply block(String practice, Map<String, String> parameters, String number) {
        var practiceId = new PracticeId(practice);
        String pseudonym =
                module().blocking().block(accessRequest(parameters), practiceId, PhoneNumber.parse(number.strip()));
        return Reply.ok(Map.of("practice", practiceId.value(), "blocked", pseudonym));
    }

    private Reply unblock(String practice, Map<String, String> parameters, String number) {
        var practiceId = new PracticeId(practice);
        return module().blocking().unblock(accessRequest(parameters), practiceId, PhoneNumber.parse(number.strip()))
                ? Reply.ok(Map.of("practice", practiceId.value(), "unblocked", true))
                : Reply.problem(404, "number: not blocked (expected: one that is)");
    }

    private Reply rotateKey(String practice, Map<String, String> parameters) {
        var practiceId = new PracticeId(practice);
        return Reply.ok(Map.of(
                "practice",
                practiceId.value(),
                "audit-entry",
                module().auditedKeys().rotate(accessRequest(parameters), practiceId)));
    }

    private Reply auditState() {
        var state = module().auditLog().state();
        return Reply.ok(Map.of(
                "entries", state.entries(),
                "durable", state.durable(),
                "sinks", state.replicasUp(),
                "late", state.pendingNotes(),
                "lost", state.lostNotes()));
    }

    /// Who has been told the entry's number may read the log's files: the export is in the log they hold. With
    /// `practice` it is an export of what the log tells of that one, and an entry of its own.
    private Reply openExport(Map<String, String> parameters) {
        AccessRequest access = accessRequest(parameters);
        Map<String, String> span = Map.of(
                "from", Instant.parse(requiredParameter(parameters, "from")).toString(),
                "to", Instant.parse(requiredParameter(parameters, "to")).toString());
        var object = new AuditObject(AuditObject.Kind.LOG, "audit");
        Optional<PracticeId> practice =
                Optional.ofNullable(parameters.get("practice")).map(PracticeId::new);
        if (practice.isEmpty() && parameters.containsKey(REASON)) {
            throw new IllegalArgumentException("reason: of no practice (expected: with --practice)");
        }
        var request = new AuditRequest(
                access.principal(),
                practice,
                Action.LOG_EXPORTED,
                object,
                access.purpose(),
                new TreeMap<>(span),
                practice.flatMap(access.reason()::sealedFor));
        return Reply.ok(Map.of("audit-entry", module().auditLog().open(request).entry()));
    }

    private static Reply toJson(boolean done) {
        return done
                ? Reply.ok(Map.of("done", true))
                : Reply.problem(409, "recording: none (expected: a call that is being recorded)");
    }

    private static Map<String, Object> toJson(Message message) {
        Recording recording = message.recording();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", recording.id().value());
        json.put("call", recording.call().value());
        json.put("left", recording.started().toString());
        json.put("state", EnumWords.of(message.state()));
        json.put("read-by", message.readDeadline().toString());
        message.acceptance().ifPresent(acceptance -> {
            json.put("accepted-by", acceptance.line().name());
            json.put("accepted-at", acceptance.at().toString());
        });
        json.put("seconds", recording.sealed().map(Sealed::frames).orElse(0L) / 8_000.0);
        json.put(
                "number",
                recording
                        .kind()
                        .requestedCallback()
                        .map(callback -> callback.confirmed() ? "confirmed" : "unconfirmed")
                        .orElse("none"));
        json.put("keep-until", recording.keepUntil().toString());
        return json;
    }

    private static Map<String, Object> toJson(Recording recording) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("recording", recording.id().value());
        json.put("call", recording.call().value());
        json.put("started", recording.started().toString());
        json.put(
                "kind",
                switch (recording.kind()) {
                    case RecordingKind.Conversation() -> "conversation";
                    case RecordingKind.Message _ -> "message";
                });
        json.put("state", EnumWords.of(recording.state()));
        json.put("seconds", recording.sealed().map(Sealed::frames).orElse(0L) / 8_000.0);
        json.put("keep-until", recording.keepUntil().toString());
        json.put("held", recording.held());
        recording.assistant().ifPresent(assistant -> json.put("assistant", assistant.value()));
        return json;
    }

    private AccessRequest accessRequest(Map<String, String> parameters) {
        var actor = new Principal.Person(
                requiredParameter(parameters, "by"), enumValue(Role.class, parameters, "role"), DEVICE);
        AccessRequest.Reason reason = Optional.ofNullable(parameters.get(REASON))
                .map(text -> module().sealReason(new PersonalText(text)))
                .orElse(AccessRequest.Reason.NONE);
        return new AccessRequest(actor, enumValue(Purpose.class, parameters, "purpose"), reason);
    }

    private static <E extends Enum<E>> E enumValue(Class<E> type, Map<String, String> parameters, String name) {
        return EnumWords.parse(type, requiredParameter(parameters, name).toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": unknown (expected: one of " + EnumWords.all(type) + ")"));
    }

    private static String requiredParameter(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + ": missing (expected: a word)"));
    }
}
