package org.permanence.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.boot.OperationsApi.Reply;
import org.permanence.boot.PracticePublisher.Outcome;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.yaml.Name;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the running house tells of its practices' files and does with them on its management port, without HTTP.
final class PracticeApi {

    /// The first word of the paths that lead here.
    static final String PATH = "practices";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PracticePublisher publisher;

    PracticeApi(PracticePublisher publisher) {
        this.publisher = publisher;
    }

    /// @param body of a POST, JSON: `author`, `reason`, and `text` to apply or the `version` to go back to; a text
    /// is in no path
    Reply handle(String method, List<String> path, String body) {
        Optional<Name> parsedName = path.size() > 1 ? practiceName(path.get(1)) : Optional.empty();
        if (parsedName.isEmpty()) {
            return Reply.problem(404, "path: unknown");
        }
        Name practice = parsedName.get();
        try {
            return switch (method + " " + String.join(" ", path.subList(2, path.size()))) {
                case "GET " -> text(practice, publisher.text(practice));
                case "GET versions" -> versions(practice);
                case "POST apply" -> apply(practice, JSON.readTree(body));
                case "POST rollback" -> rollback(practice, JSON.readTree(body));
                case String other
                when other.matches("GET versions [1-9][0-9]{0,8}") ->
                    text(practice, publisher.text(practice, Integer.parseInt(path.getLast())));
                default -> Reply.problem(404, "path: unknown");
            };
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        } catch (JacksonException _) {
            return Reply.problem(400, "body: unreadable (expected: JSON)"); // What it says quotes the text.
        }
    }

    private static Optional<Name> practiceName(String word) {
        try {
            return Optional.of(new Name(word));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // No practice has such a name.
        }
    }

    private static Reply text(Name practice, Optional<PracticeSource> text) {
        return text.map(PracticeApi::toJson).orElseGet(() -> unknown(practice));
    }

    private static Reply toJson(PracticeSource source) {
        return Reply.ok(Map.of("text", source.text()));
    }

    private Reply versions(Name practice) {
        List<PracticeVersion> versions = publisher.versions(practice);
        return versions.isEmpty()
                ? unknown(practice)
                : Reply.ok(versions.stream().map(PracticeApi::toJson).toList());
    }

    private static Map<String, Object> toJson(PracticeVersion version) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", version.number());
        json.put("at", version.at().toString());
        json.put("author", version.change().author());
        json.put("reason", version.change().reason());
        json.put("sha256", version.sha256());
        return json;
    }

    private Reply apply(Name practice, JsonNode body) {
        return toJson(publisher.apply(practice, new PracticeSource(stringField(body, "text")), change(body)));
    }

    private Reply rollback(Name practice, JsonNode body) {
        PracticeChange change = change(body);
        return publisher
                .text(practice, body.path("version").asInt(0))
                .map(source -> toJson(publisher.apply(practice, source, change)))
                .orElseGet(() -> unknown(practice));
    }

    private static Reply toJson(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(var version) -> Reply.ok(Map.of("version", version));
            case Outcome.Refused(var reason) -> Reply.problem(409, reason);
        };
    }

    private static PracticeChange change(JsonNode body) {
        return new PracticeChange(stringField(body, "author"), stringField(body, "reason"));
    }

    private static String stringField(JsonNode body, String key) {
        return body.path(key).asString("");
    }

    private static Reply unknown(Name practice) {
        return Reply.problem(
                404,
                "practice " + practice + ": no such practice or version (expected: permanence practice history NAME)");
    }
}
