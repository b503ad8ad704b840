package org.permanence.management;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON in the body of a request, and its texts.
final class JsonBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonBody() {}

    /// The body; an object without keys if there is none.
    ///
    /// @throws IllegalArgumentException if it is not JSON
    static JsonNode of(ApiRequest request) {
        try {
            return JSON.readTree(request.body().isEmpty() ? "{}" : request.body());
        } catch (JacksonException _) { // Its message quotes the body.
            throw new IllegalArgumentException("body: unreadable (expected: JSON)");
        }
    }

    /// A text that must be there.
    ///
    /// @throws IllegalArgumentException if it is missing or empty
    static String text(JsonNode body, String key) {
        return find(body, key).orElseThrow(() -> new IllegalArgumentException(key + ": missing (expected: a text)"));
    }

    /// A text; empty if it is missing or has no characters.
    static Optional<String> find(JsonNode body, String key) {
        return Optional.of(body.path(key).asString("")).filter(text -> !text.isEmpty());
    }
}
