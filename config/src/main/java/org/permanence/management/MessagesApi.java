package org.permanence.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.message.Message;
import org.permanence.message.MessageAccess;
import org.permanence.practice.PracticeId;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingAccess;
import org.permanence.seal.RecordingId;
import org.permanence.text.EnumWords;

/// Messages: list, play, export, read the number to call back, acknowledge.
public final class MessagesApi {

    private static final int MAX_LISTED = 1_000;

    private final MessageAccess messages;
    private final AccessRequests access;
    private final String country;

    /// @param country the ISO code of the country in which numbers are written as dialled
    public MessagesApi(MessageAccess messages, AccessRequests access, String country) {
        this.messages = messages;
        this.access = access;
        this.country = country;
    }

    Reply handle(ApiRequest request) {
        return switch (request.route()) {
            case "GET messages" -> list(request);
            case "POST messages/_/callback-number" -> callbackNumber(request);
            case "POST messages/_/acknowledge" -> acknowledge(request);
            default -> Reply.unknownPath();
        };
    }

    /// Sends a message: as WAV on the paths `audio` and `stream`, of which the table of rights permits the first as
    /// a file; on the path `export` encrypted for the age keys in `recipients`.
    void sendAudio(ApiRequest request, RecordingAccess.Output out) {
        AccessRequest asked = access.read(request);
        PracticeScope scope = AccessRequests.scope(request);
        var message = new RecordingId(request.segment(1));
        if (request.segment(2).equals("export")) {
            var recipients = List.of(request.requiredParameter("recipients").split(","));
            messages.export(asked, scope, message, recipients, out);
            return;
        }
        AccessRequests.permission(request)
                .abroad()
                .ifPresentOrElse(
                        country -> messages.playAbroad(asked, scope, message, country, out),
                        () -> messages.play(asked, scope, message, out));
    }

    private Reply list(ApiRequest request) {
        var practice = new PracticeId(request.requiredParameter("practice"));
        return Reply.ok(messages.list(access.read(request), practice, MAX_LISTED).stream()
                .map(MessagesApi::toJson)
                .toList());
    }

    private Reply callbackNumber(ApiRequest request) {
        String id = request.segment(1);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", id);
        messages.callbackNumber(access.read(request), AccessRequests.scope(request), new RecordingId(id))
                .ifPresent(number -> json.put("callback-number", number.dialledIn(country)));
        return Reply.ok(json);
    }

    private Reply acknowledge(ApiRequest request) {
        String id = request.segment(1);
        messages.acknowledge(access.read(request), AccessRequests.scope(request), new RecordingId(id));
        return Reply.ok(Map.of("message", id, "state", "acknowledged"));
    }

    private static Map<String, Object> toJson(Message message) {
        Recording recording = message.recording();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", recording.id().value());
        json.put("call", recording.call().value());
        json.put("received", recording.started().toString());
        json.put("state", EnumWords.of(message.state()));
        json.put("unread-after", message.readDeadline().toString());
        message.acceptance().ifPresent(acceptance -> {
            json.put("accepted-by", acceptance.line().name());
            json.put("accepted-at", acceptance.at().toString());
        });
        json.put("seconds", RecordingsApi.seconds(recording));
        json.put(
                "callback-number",
                recording
                        .kind()
                        .requestedCallback()
                        .map(callback -> callback.confirmed() ? "confirmed" : "unconfirmed")
                        .orElse("none"));
        json.put("retained-until", recording.keepUntil().toString());
        return json;
    }
}
