package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final Set<String> NAMES =
            Set.of("les-lilas", "Cabinet médical Port-Royal", "Dr Okonkwo-Beaulieu", "claire", "Permanence");
    private static final PasswordRules RULES = new PasswordRules(() -> NAMES);

    private static final List<String> WALKS = List.of(
            "qwertyuiop", "azertyuiop", "qsdfghjklm", "wxcvbn", "asdfghjkl", "1qaz2wsx", "1234567890", "poiuytreza");

    @Test
    void elevenCharactersAreTooFewAndHundredAndTwentyNineTooMany() {
        assertEquals(Optional.of(PasswordRefusal.TOO_SHORT), refusal("k7#vQ2!xL9$"));
        assertEquals(Optional.of(PasswordRefusal.TOO_LONG), refusal("k7#vQ2!xL9$z".repeat(11)));
        assertEquals(Optional.empty(), refusal("k7#vQ2!xL9$z"));
    }

    @Test
    void lengthCountsComposedCharacters() {
        assertEquals(
                Optional.of(PasswordRefusal.TOO_SHORT),
                refusal("k7#e\u0301vQ2!xL9"),
                "a letter and its accent are one");
        assertEquals(Optional.empty(), refusal("🐢k7#vQ2!xL9$"), "a character beyond 16 bits is one");
        assertEquals(Optional.of(PasswordRefusal.TOO_SHORT), refusal("🐢k7#vQ2!xL9"));
    }

    @Test
    void composedAndDecomposedLettersAreTheSamePassword() {
        assertEquals(
                Password.of("d\u00e9j\u00e0").text(),
                Password.of("de\u0301ja\u0300").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"k7#vQ2!xL9$\u0000", "k7#vQ2!xL9$\ud800", "k7#vQ2!\nxL9$z"})
    void characterThatCannotBeTypedIsRefused(String text) {
        assertEquals(Optional.of(PasswordRefusal.NOT_TYPEABLE), refusal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "les-lilas-2026",
                "cabinet port royal",
                "Okonkwo-Beaulieu",
                "claireclaire",
                "Permanence2026!",
                "claire-les-lilas"
            })
    void namesOfTheInstallationWithLittleAddedAreRefused(String text) {
        assertEquals(Optional.of(PasswordRefusal.INSTALLATION_NAMES), refusal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k7#vQ2!xL9$z",
                "tasse lundi pluie escalier",
                "correct horse battery staple",
                "Lilas fanés sur le quai numéro 9",
                "ключ дождь лестница среда"
            })
    void longOrRandomPasswordIsAcceptedWithoutAnyRequiredCharacter(String text) {
        assertEquals(Optional.empty(), refusal(text));
    }

    @Test
    void longestPasswordIsEstimatedInTime() {
        var random = new Random(14);
        var text = new StringBuilder();
        random.ints(PasswordRules.MAX_LENGTH, '!', '~').forEach(text::appendCodePoint);

        assertEquals(Optional.empty(), refusal(text.toString()));
        assertEquals(Optional.of(PasswordRefusal.EASY_TO_GUESS), refusal("monkey12".repeat(16)));
        assertEquals(
                Optional.empty(), refusal("a".repeat(60) + text.substring(0, 60)), "only the end is hard to guess");
    }

    @Test
    void threeThousandCommonPasswordsAreRefused() throws IOException {
        List<String> common = commonPasswords();
        Set<String> tried = new TreeSet<>();
        common.stream()
                .filter(word -> word.length() >= PasswordRules.MIN_LENGTH)
                .forEach(tried::add);
        assertTrue(tried.size() > 100, "some are long enough as they are");
        for (int index = 0; tried.size() < 3_000; index += 7) {
            String word = common.get(index);
            tried.add(word.length() < PasswordRules.MIN_LENGTH ? madeLonger(word) : word);
        }

        assertAllRefused(tried);
    }

    @Test
    void tenThousandVariantsOfCommonPasswordsAreRefused() throws IOException {
        List<String> common = commonPasswords();
        var random = new Random(14);
        Set<String> tried = new TreeSet<>();
        while (tried.size() < 10_000) {
            String variant = variant(common.get(random.nextInt(common.size())), random);
            if (variant.length() >= PasswordRules.MIN_LENGTH) {
                tried.add(variant);
            }
        }

        assertAllRefused(tried);
    }

    private static void assertAllRefused(Set<String> tried) {
        List<String> accepted = tried.stream()
                .parallel()
                .filter(text -> refusal(text).isEmpty())
                .sorted()
                .toList();
        assertEquals(List.of(), accepted);
    }

    private static String madeLonger(String word) {
        String digits = "123456789012";
        return word + digits.substring(0, PasswordRules.MIN_LENGTH - word.length());
    }

    private static String variant(String word, Random random) {
        int year = 1940 + random.nextInt(100);
        String walk = WALKS.get(random.nextInt(WALKS.size()));
        String capitalised = Character.toUpperCase(word.charAt(0)) + word.substring(1);
        return switch (random.nextInt(9)) {
            case 0 -> word + year;
            case 1 -> word + year + (year + 1);
            case 2 -> capitalised + year + "!";
            case 3 -> year + word + year;
            case 4 -> word + word;
            case 5 -> word + "-" + word;
            case 6 -> capitalised + capitalised + year;
            case 7 -> word + walk;
            default -> walk + capitalised;
        };
    }

    private static List<String> commonPasswords() throws IOException {
        return new ArrayList<>(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
    }

    private static Optional<PasswordRefusal> refusal(String text) {
        return RULES.refusal(Password.of(text));
    }
}
