package org.permanence.management;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.assistant.Login;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.recording.ActiveRecordings;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingKind;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Sealed;
import org.permanence.text.EnumWords;

/// Recordings: list, play, export, verify, hold; and pause or resume the recording of a call.
public final class RecordingsApi {

    private static final int MAX_LISTED = 1_000;
    private static final double FRAMES_PER_SECOND = 8_000.0;

    /// Later than every recording, and accepted by every database.
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    private final ActiveRecordings active;
    private final RecordingAccess recordings;
    private final AccessRequests access;

    public RecordingsApi(ActiveRecordings active, RecordingAccess recordings, AccessRequests access) {
        this.active = active;
        this.recordings = recordings;
        this.access = access;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "GET recordings" -> list(request);
            case "POST recordings/_/verify" -> verify(request);
            case "POST recordings/_/hold" -> hold(request, true);
            case "POST recordings/_/release" -> hold(request, false);
            case "POST calls/_/recording/pause" -> change(request, active::pause);
            case "POST calls/_/recording/resume" -> change(request, active::resume);
            default -> Reply.unknownPath();
        };
    }

    /// Sends a recording: as WAV, or on the path `export` encrypted for the age keys in `recipients`. The paths
    /// `audio` and `stream` send the same: the table of rights permits the first as a file.
    void sendAudio(ApiRequest request, RecordingAccess.Output out) {
        var recording = new RecordingId(request.segment(1));
        AccessRequest asked = access.read(request);
        PracticeScope scope = AccessRequests.scope(request);
        if (request.segment(2).equals("export")) {
            var recipients = List.of(request.requiredParameter("recipients").split(","));
            recordings.export(asked, scope, recording, recipients, out);
        } else {
            AccessRequests.permission(request)
                    .abroad()
                    .ifPresentOrElse(
                            country -> recordings.playAbroad(asked, scope, recording, country, out),
                            () -> recordings.play(asked, scope, recording, out));
        }
    }

    private Reply list(ApiRequest request) {
        Instant to = request.parameter("to").map(Instant::parse).orElse(FAR_FUTURE);
        Instant from = request.parameter("from").map(Instant::parse).orElse(Instant.EPOCH);
        var practice = new PracticeId(request.requiredParameter("practice"));
        return Reply.ok(recordings.list(access.read(request), practice, from, to, MAX_LISTED).stream()
                .map(RecordingsApi::toJson)
                .toList());
    }

    private Reply verify(ApiRequest request) {
        String id = request.segment(1);
        var verdict = recordings.verify(access.read(request), AccessRequests.scope(request), new RecordingId(id));
        return Reply.ok(
                Map.of("recording", id, "unchanged", verdict.matchesSealed(), "seconds", seconds(verdict.frames())));
    }

    private Reply hold(ApiRequest request, boolean held) {
        return Reply.ok(toJson(recordings.setHold(
                access.read(request), AccessRequests.scope(request), new RecordingId(request.segment(1)), held)));
    }

    /// Pauses or resumes the recording of the assistant's own call. The call of another is refused like a call that
    /// does not exist.
    private static Reply change(ApiRequest request, BiPredicate<CallId, Login> change) {
        var call = new CallId(request.segment(1));
        var assistant = new Login(AccessRequests.person(request).name());
        return change.test(call, assistant)
                ? Reply.ok(Map.of("done", true))
                : Reply.problem(
                        409,
                        "call: not recorded, or of another assistant (expected: the assistant's own recorded call)");
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
        json.put("seconds", seconds(recording));
        json.put("retained-until", recording.keepUntil().toString());
        json.put("legal-hold", recording.held());
        recording.assistant().ifPresent(assistant -> json.put("assistant", assistant.value()));
        return json;
    }

    /// The length of the sealed audio; 0 before it is sealed.
    static double seconds(Recording recording) {
        return seconds(recording.sealed().map(Sealed::frames).orElse(0L));
    }

    private static double seconds(long frames) {
        return frames / FRAMES_PER_SECOND;
    }
}
