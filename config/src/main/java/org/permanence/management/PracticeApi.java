package org.permanence.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Need;
import org.permanence.approval.BodyParameters;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticePublishing;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.practice.PublishOutcome;
import tools.jackson.databind.JsonNode;

/// Practices' files: read, list versions, apply, roll back.
public final class PracticeApi {

    /// The first segment of the API's paths.
    static final String PATH = "practices";

    private final PracticePublishing publishing;

    public PracticeApi(PracticePublishing publishing) {
        this.publishing = publishing;
    }

    /// The body of a POST is JSON: `reason`, and the `text` to apply or the `version` to roll back to.
    Reply handle(ApiRequest request) {
        List<String> path = request.path();
        Optional<PracticeId> parsedId = practiceId(request.segment(1));
        if (parsedId.isEmpty()) {
            return Reply.unknownPath();
        }
        PracticeId practice = parsedId.get();
        try {
            return switch (request.method() + " " + String.join(" ", path.subList(2, path.size()))) {
                case "GET " -> text(practice, publishing.source(practice));
                case "GET versions" -> versions(practice);
                case "POST apply", "POST rollback" -> publish(practice, request);
                case String other
                when other.matches("GET versions [1-9][0-9]{0,8}") ->
                    text(practice, publishing.source(practice, Integer.parseInt(path.getLast())));
                default -> Reply.unknownPath();
            };
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        }
    }

    private static Optional<PracticeId> practiceId(String word) {
        try {
            return Optional.of(new PracticeId(word));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // No practice can have such a name.
        }
    }

    private static Reply text(PracticeId practice, Optional<PracticeSource> text) {
        return text.map(PracticeApi::toJson).orElseGet(() -> unknown(practice));
    }

    private static Reply toJson(PracticeSource source) {
        return Reply.ok(Map.of("text", source.text()));
    }

    private Reply versions(PracticeId practice) {
        List<PracticeVersion> versions = publishing.versions(practice);
        return versions.isEmpty()
                ? unknown(practice)
                : Reply.ok(versions.stream().map(PracticeApi::toJson).toList());
    }

    private static Map<String, Object> toJson(PracticeVersion version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", version.number());
        json.put("at", version.at().toString());
        json.put("author", version.change().author());
        json.put("reason", version.change().reason());
        json.put("sha256", version.sha256());
        return json;
    }

    /// What a second person approves if a request shortens the retention, by name; empty for every other request,
    /// also for one that cannot be read.
    Optional<Map<String, String>> shorterRetention(ApiRequest request) {
        if (!request.segment(0).equals(PATH) || !request.method().equals("POST")) {
            return Optional.empty();
        }
        try {
            var practice = new PracticeId(request.segment(1));
            JsonNode body = JsonBody.of(request);
            String reason = change(request, body).reason();
            return submitted(practice, request, body)
                    .flatMap(source -> publishing
                            .shorterRetention(practice, source)
                            .map(shorter -> BodyParameters.of(source, shorter, reason)));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // The answer to the request says what is wrong.
        }
    }

    private Reply publish(PracticeId practice, ApiRequest request) {
        JsonNode body = JsonBody.of(request);
        PracticeChange change = change(request, body);
        boolean isApproved = AccessRequests.permission(request).needs().contains(Need.SECOND_PERSON);
        return submitted(practice, request, body)
                .map(source -> toJson(
                        isApproved
                                ? publishing.publishApproved(practice, source, change)
                                : publishing.publish(practice, source, change)))
                .orElseGet(() -> unknown(practice));
    }

    /// The text to publish; empty if it is an earlier version that does not exist.
    private Optional<PracticeSource> submitted(PracticeId practice, ApiRequest request, JsonNode body) {
        return request.segment(2).equals("rollback")
                ? publishing.source(practice, body.path("version").asInt(0))
                : Optional.of(new PracticeSource(stringField(body, "text")));
    }

    private static Reply toJson(PublishOutcome outcome) {
        return switch (outcome) {
            case PublishOutcome.Applied(var version, var warnings) ->
                Reply.ok(Map.of("version", version, "warnings", warnings));
            case PublishOutcome.Refused(var reason) -> Reply.problem(409, reason);
        };
    }

    /// The change, by the person who asks; `reason` is in the body.
    static PracticeChange change(ApiRequest request, JsonNode body) {
        return new PracticeChange(AccessRequests.person(request).name(), stringField(body, "reason"));
    }

    private static String stringField(JsonNode body, String key) {
        return body.path(key).asString("");
    }

    private static Reply unknown(PracticeId practice) {
        return Reply.problem(
                404,
                "practice " + practice + ": no such practice or version (expected: permanence practice history NAME)");
    }
}
