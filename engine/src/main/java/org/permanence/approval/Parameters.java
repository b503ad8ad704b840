package org.permanence.approval;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.permanence.access.Deed;
import org.permanence.text.EnumWords;
import org.permanence.text.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The deed that a person asks for, with everything that decides what it does. Never prints its values: they may be
/// personal, such as the number of a patient.
///
/// The canonical form is JSON as in RFC 8785: names in order, no spaces, nothing escaped but `"` and `\`. Its
/// SHA-256 stands for the request in the audit log. The salt keeps anyone from finding a phone number by trying
/// all of them.
///
/// @param values by name, such as `recording`
/// @param salt 32 hex digits
public record Parameters(Deed deed, SortedMap<String, String> values, String salt) {

    /// The longest canonical form, in characters.
    public static final int MAX_LENGTH = 2_500;

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /// @throws IllegalArgumentException if a name or a value cannot be written canonically; the message never
    /// contains a value
    public Parameters {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach(Parameters::check);
        if (!salt.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("salt: unreadable (expected: 32 hex digits)");
        }
        if (canonical(deed, values, salt).length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "request: too long for a second person (expected: at most " + MAX_LENGTH + " characters)");
        }
    }

    /// Parameters with a new salt.
    static Parameters of(Deed deed, Map<String, String> values) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Parameters(deed, new TreeMap<>(values), HexFormat.of().formatHex(salt));
    }

    /// Reads the canonical form.
    ///
    /// @throws IllegalArgumentException for any other text, also for the same parameters in another form
    static Parameters parse(String canonical) {
        try {
            JsonNode json = JSON.readTree(canonical);
            SortedMap<String, String> values = new TreeMap<>();
            json.path("parameters")
                    .propertyStream()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().stringValue()));
            var read = new Parameters(
                    EnumWords.parse(Deed.class, json.path("deed").asString("")).orElseThrow(Parameters::unreadable),
                    values,
                    json.path("salt").asString(""));
            if (!read.canonical().equals(canonical)) {
                throw unreadable();
            }
            return read;
        } catch (JacksonException _) {
            throw unreadable(); // The exception message quotes the input.
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("parameters: unreadable (expected: their canonical form)");
    }

    private static void check(String name, String value) {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("parameter: unreadable (expected: a word of small letters)");
        }
        boolean isWritable = value.codePoints()
                .noneMatch(sign -> Character.isISOControl(sign) || Character.getType(sign) == Character.SURROGATE);
        if (!isWritable) {
            throw new IllegalArgumentException(name + ": not one line of text (expected: no control characters)");
        }
    }

    /// The canonical form.
    String canonical() {
        return canonical(deed, values, salt);
    }

    private static String canonical(Deed deed, SortedMap<String, String> values, String salt) {
        return JSON.writeValueAsString(
                new TreeMap<>(Map.of("deed", EnumWords.of(deed), "parameters", values, "salt", salt)));
    }

    /// The SHA-256 of the canonical form, in lower-case hex.
    public String digest() {
        return Sha256.hex(canonical());
    }

    /// Whether the other parameters ask for the same.
    boolean asksFor(Deed otherDeed, Map<String, String> otherValues) {
        return deed == otherDeed && values.equals(otherValues);
    }

    @Override
    public String toString() {
        return "[parameters of " + EnumWords.of(deed) + "]";
    }
}
