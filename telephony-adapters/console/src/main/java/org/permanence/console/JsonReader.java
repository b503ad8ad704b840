package org.permanence.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads the content or the query of a request into its type. What does not fit is refused with the place and what
/// was expected there, never with what was sent.
final class JsonReader {

    /// Levels of objects and lists.
    static final int DEPTH = 32;

    /// Length of a text in UTF-8, unless its component has [MaxBytes].
    static final int TEXT_BYTES = 4 * 1024;

    private final JsonMapper mapper = JsonMappers.strict();
    private final JsonScan scan = new JsonScan();

    /// @throws ProblemException if the content is not as expected
    <Q> Q read(byte[] content, Class<Q> type) {
        String json = decode(content);
        scan.check(json);
        try {
            return present(mapper.readValue(json, type));
        } catch (JacksonException fault) {
            throw new ProblemException(JsonMismatch.problem(fault));
        }
    }

    /// Reads the parameters of a query, each given once. All their values are text.
    ///
    /// @throws ProblemException if the query is not as expected
    <Q> Q readQuery(Map<String, List<String>> parameters, Class<Q> type) {
        ObjectNode json = mapper.createObjectNode();
        parameters.forEach((key, values) -> {
            if (values.size() != 1) {
                throw new ProblemException(HttpProblem.invalid(JsonMismatch.pointer(List.of(key)), "each key once"));
            }
            json.put(key, values.getFirst());
        });
        String text = json.toString();
        scan.check(text);
        try {
            return present(mapper.readValue(text, type));
        } catch (JacksonException fault) {
            throw new ProblemException(JsonMismatch.problem(fault));
        }
    }

    byte[] write(Object content) {
        return mapper.writeValueAsBytes(content);
    }

    /// The JSON `null` is no content.
    private static <Q> Q present(Q content) {
        if (Objects.isNull(content)) {
            throw new ProblemException(HttpProblem.invalid("", "an object"));
        }
        return content;
    }

    private static String decode(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new ProblemException(HttpProblem.invalid("", "UTF-8"));
        }
    }
}
