package org.permanence.management;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.assistant.Staffing;
import org.permanence.call.Line;
import org.permanence.people.StaffingRequest;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.text.EnumWords;
import tools.jackson.databind.JsonNode;

/// The calls that a person takes, as JSON: `team`, `line`, and lists `practices`, `preferred` and `languages`.
final class StaffingJson {

    private StaffingJson() {}

    static Map<String, Object> toJson(Staffing staffing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("team", staffing.team().value());
        json.put("line", staffing.line().name());
        json.put("practices", sorted(staffing.practices()));
        json.put("preferred", sorted(staffing.preferred()));
        json.put(
                "languages",
                staffing.languages().stream().sorted().map(EnumWords::of).toList());
        return json;
    }

    private static List<String> sorted(Collection<PracticeId> practices) {
        return practices.stream().map(PracticeId::value).sorted().toList();
    }

    /// A list that is missing stays as it was.
    ///
    /// @throws IllegalArgumentException if a word is not valid
    static StaffingRequest request(JsonNode body) {
        return new StaffingRequest(
                new TeamId(body.path("team").asString("")),
                new Line(body.path("line").asString("")),
                words(body, "practices", PracticeId::new),
                words(body, "preferred", PracticeId::new),
                words(body, "languages", StaffingJson::language));
    }

    private static Language language(String word) {
        return EnumWords.parse(Language.class, word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "languages: unknown (expected: some of " + EnumWords.all(Language.class) + ")"));
    }

    private static <T> Optional<Set<T>> words(JsonNode body, String key, Function<String, T> parser) {
        if (!body.has(key)) {
            return Optional.empty();
        }
        return Optional.of(body.path(key)
                .valueStream()
                .map(word -> parser.apply(word.asString("")))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}
