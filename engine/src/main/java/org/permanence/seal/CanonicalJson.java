package org.permanence.seal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// Canonical JSON (RFC 8785): names sorted, no spaces; our records hold whole numbers, booleans and ASCII only. The
/// reader writes what it has read and requires the same bytes, so that two readers cannot read the same file
/// differently.
final class CanonicalJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultNullHandling(_ -> JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    /// The input is malformed. The message does not quote the input.
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        private final boolean isNotCanonical;

        private UnreadableException(String message, boolean otherForm) {
            super(message);
            this.isNotCanonical = otherForm;
        }

        /// Whether the input is readable but not canonical.
        boolean isNotCanonical() {
            return isNotCanonical;
        }
    }

    private CanonicalJson() {}

    static byte[] write(Record value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static <T extends Record> T read(byte[] bytes, Class<T> type) throws UnreadableException {
        @Nullable T value;
        try {
            value = MAPPER.readValue(bytes, type);
        } catch (JacksonException bad) {
            // Jackson's message quotes the input, so only the exception's name is used.
            throw new UnreadableException(bad.getClass().getSimpleName(), false);
        }
        if (value == null) {
            throw new UnreadableException("null", false);
        }
        if (!Arrays.equals(write(value), bytes)) {
            throw new UnreadableException("not canonical", true);
        }
        return value;
    }
}
