package org.permanence.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Deed;

class ParametersTest {

    private static final String SALT = "00112233445566778899aabbccddeeff";
    private static final int ROUNDS = 2_000;

    /// Characters that other writers of JSON escape, and those outside of the first plane.
    private static final String SIGNS = "ab9-,/<>&'\"\\é€\u2028\u2029\ufeff😀\ud83d\udcde+";

    private final Random random = new Random(38);

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\0b", "a\u007fb", "a\u0085b", "\ud83d", "\udcde"})
    void valueThatHasMoreThanOneCanonicalFormIsRefusedWithoutQuotingIt(String value) {
        var refused = assertThrows(IllegalArgumentException.class, () -> parameters(Map.of("body", value)));

        assertFalse(String.valueOf(refused.getMessage()).contains(value));
    }

    @Test
    void longRequestIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> parameters(Map.of("body", "a".repeat(Parameters.MAX_LENGTH))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"deed\":\"erase-patient\",\"parameters\":{},\"salt\":1}",
                "{\"deed\":\"erase-patient\",\"parameters\":{},\"salt\":\"" + SALT + "\"} ",
                "{\"deed\": \"erase-patient\",\"parameters\":{},\"salt\":\"" + SALT + "\"}",
                "{\"salt\":\"" + SALT + "\",\"deed\":\"erase-patient\",\"parameters\":{}}",
                "{\"deed\":\"erase-patient\",\"parameters\":{\"a\":\"1\",\"a\":\"1\"},\"salt\":\"" + SALT + "\"}",
                "{\"deed\":\"erase-patient\",\"parameters\":{\"a\":1},\"salt\":\"" + SALT + "\"}",
                "{\"deed\":\"no-deed\",\"parameters\":{},\"salt\":\"" + SALT + "\"}"
            })
    void anotherFormOfTheSameParametersIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Parameters.parse(text));
    }

    @Test
    void canonicalFormIsThatOfRfc8785() {
        assertEquals(
                "{\"deed\":\"export-recording\",\"parameters\":{\"a\":\"é\\\"\\\\/\",\"b\":\"\u2028\"},\"salt\":\""
                        + SALT + "\"}",
                new Parameters(Deed.EXPORT_RECORDING, new TreeMap<>(Map.of("b", "\u2028", "a", "é\"\\/")), SALT)
                        .canonical());
    }

    @Test
    void parametersAreReadFromTheirCanonicalFormInWhateverOrderTheyWereGiven() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> values = values();
            Parameters parameters = parameters(values);

            assertEquals(parameters, Parameters.parse(parameters.canonical()));
            assertEquals(parameters.digest(), parameters(shuffled(values)).digest());
        }
    }

    @Test
    void everyOtherValueNameDeedOrSaltHasAnotherDigest() {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> values = values();
            Parameters parameters = parameters(values);
            Map<String, String> changed = new LinkedHashMap<>(values);
            String name = names().get(random.nextInt(names().size()));
            String value = changed.remove(name);
            if (value == null || random.nextBoolean()) {
                changed.put(name, value == null ? sign() : value + sign());
            }

            assertNotEquals(parameters.digest(), parameters(changed).digest());
            assertNotEquals(
                    parameters.digest(), new Parameters(Deed.EXPORT_RECORDING, new TreeMap<>(values), SALT).digest());
            assertNotEquals(
                    parameters.digest(),
                    Parameters.of(Deed.ERASE_PATIENT, values).digest());
        }
    }

    @Test
    void valuesAreNeverPrinted() {
        assertFalse(parameters(Map.of("body", "+33199000001")).toString().contains("33199"));
    }

    private static Parameters parameters(Map<String, String> values) {
        return new Parameters(Deed.ERASE_PATIENT, new TreeMap<>(values), SALT);
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        names().stream().filter(_ -> random.nextBoolean()).forEach(name -> values.put(name, text()));
        return values;
    }

    private static List<String> names() {
        return List.of("object", "practice", "body", "recipients", "purpose", "a", "a-b", "a1");
    }

    private String text() {
        var text = new StringBuilder();
        random.ints(random.nextInt(12), 0, 1).forEach(_ -> text.append(sign()));
        return text.toString();
    }

    private String sign() {
        int[] signs = SIGNS.codePoints().toArray();
        return Character.toString(signs[random.nextInt(signs.length)]);
    }

    private Map<String, String> shuffled(Map<String, String> values) {
        List<String> names = new ArrayList<>(values.keySet());
        Collections.shuffle(names, random);
        Map<String, String> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, values.get(name)));
        return shuffled;
    }
}
