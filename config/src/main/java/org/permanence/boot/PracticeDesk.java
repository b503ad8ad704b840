package org.permanence.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.boot.ManagementDesk.Reply;
import org.permanence.boot.RunningPractices.Outcome;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.settings.Name;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the running house tells of its practices' files and does with them on its management port, without HTTP.
final class PracticeDesk {

    /// The first word of the paths that lead here.
    static final String ROOM = "practices";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningPractices practices;

    PracticeDesk(RunningPractices practices) {
        this.practices = practices;
    }

    /// @param body of a POST, JSON: `author`, `reason`, and `text` to apply or the `version` to go back to; a text
    /// is in no path
    Reply reply(String method, List<String> path, String body) {
        Optional<Name> named = path.size() > 1 ? name(path.get(1)) : Optional.empty();
        if (named.isEmpty()) {
            return Reply.problem(404, "path: unknown");
        }
        Name practice = named.get();
        try {
            return switch (method + " " + String.join(" ", path.subList(2, path.size()))) {
                case "GET " -> text(practice, practices.text(practice));
                case "GET versions" -> versions(practice);
                case "POST apply" -> apply(practice, JSON.readTree(body));
                case "POST rollback" -> rollback(practice, JSON.readTree(body));
                case String other
                when other.matches("GET versions [1-9][0-9]{0,8}") ->
                    text(practice, practices.text(practice, Integer.parseInt(path.getLast())));
                default -> Reply.problem(404, "path: unknown");
            };
        } catch (IllegalArgumentException bad) {
            return Reply.problem(400, String.valueOf(bad.getMessage()));
        } catch (JacksonException _) {
            return Reply.problem(400, "body: unreadable (expected: JSON)"); // What it says quotes the text.
        }
    }

    private static Optional<Name> name(String word) {
        try {
            return Optional.of(new Name(word));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // No practice has such a name.
        }
    }

    private static Reply text(Name practice, Optional<PracticeSource> text) {
        return text.map(PracticeDesk::told).orElseGet(() -> unknown(practice));
    }

    private static Reply told(PracticeSource source) {
        return Reply.ok(Map.of("text", source.text()));
    }

    private Reply versions(Name practice) {
        List<PracticeVersion> versions = practices.versions(practice);
        return versions.isEmpty()
                ? unknown(practice)
                : Reply.ok(versions.stream().map(PracticeDesk::told).toList());
    }

    private static Map<String, Object> told(PracticeVersion version) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("number", version.number());
        told.put("at", version.at().toString());
        told.put("author", version.change().author());
        told.put("reason", version.change().reason());
        told.put("sha256", version.sha256());
        return told;
    }

    private Reply apply(Name practice, JsonNode body) {
        return told(practices.apply(practice, new PracticeSource(word(body, "text")), change(body)));
    }

    private Reply rollback(Name practice, JsonNode body) {
        PracticeChange change = change(body);
        return practices
                .text(practice, body.path("version").asInt(0))
                .map(source -> told(practices.apply(practice, source, change)))
                .orElseGet(() -> unknown(practice));
    }

    private static Reply told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied(var version) -> Reply.ok(Map.of("version", version));
            case Outcome.Refused(var why) -> Reply.problem(409, why);
        };
    }

    private static PracticeChange change(JsonNode body) {
        return new PracticeChange(word(body, "author"), word(body, "reason"));
    }

    private static String word(JsonNode body, String key) {
        return body.path(key).asString("");
    }

    private static Reply unknown(Name practice) {
        return Reply.problem(
                404,
                "practice " + practice + ": no such practice or version (expected: permanence practice history NAME)");
    }
}
