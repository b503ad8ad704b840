package org.permanence.signin;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.matchers.Match;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which new passwords are accepted. No kind of character is required.
///
/// 1. 12 to 128 characters, none of which is a control character.
/// 2. Not one of the 30,000 common passwords, in any letter case.
/// 3. Not only names of the installation, with little added.
/// 4. Not below 10^10 guesses, as zxcvbn estimates them.
/// 5. Not two words or less with five other characters or less. Years, dates, sequences, repetitions, neighbouring
///    keys, names of the installation, and a little punctuation do not count. zxcvbn alone accepts some of these,
///    such as `dongle-dongle`.
///
/// Thread-safe.
public final class PasswordRules {

    public static final int MIN_LENGTH = 12;
    public static final int MAX_LENGTH = 128;

    private static final double MIN_GUESSES = 1e10;
    private static final int MIN_WORDS = 3;
    private static final int MIN_OTHER_CHARACTERS = 6;

    /// The estimate of random text takes as long as the cube of its length. The rest of a password cannot make it
    /// weaker than its beginning.
    private static final int ESTIMATED_BEGINNING = 40;

    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");
    private static final int MIN_NAME_LENGTH = 3;

    private final Supplier<Set<String>> installationNames;

    /// @param installationNames the names of practices, doctors, logins and the product, as they are now
    public PasswordRules(Supplier<Set<String>> installationNames) {
        this.installationNames = installationNames;
    }

    /// Why the password is refused; empty if it is accepted. Takes up to 0.3 seconds of CPU.
    public Optional<PasswordRefusal> refusal(Password password) {
        String text = password.text();
        int length = text.codePointCount(0, text.length());
        if (length < MIN_LENGTH) {
            return Optional.of(PasswordRefusal.TOO_SHORT);
        }
        if (length > MAX_LENGTH) {
            return Optional.of(PasswordRefusal.TOO_LONG);
        }
        if (text.codePoints().anyMatch(PasswordRules::isNotTypeable)) {
            return Optional.of(PasswordRefusal.NOT_TYPEABLE);
        }
        if (PasswordEstimator.isCommon(text.toLowerCase(Locale.ROOT))) {
            return Optional.of(PasswordRefusal.COMMON);
        }
        return guessable(text);
    }

    private static boolean isNotTypeable(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE || type == Character.UNASSIGNED;
    }

    private Optional<PasswordRefusal> guessable(String text) {
        List<String> names = namesAndTheirParts();
        if (text.length() > ESTIMATED_BEGINNING && !isWeak(text.substring(0, ESTIMATED_BEGINNING), names)) {
            return Optional.empty();
        }
        if (!isWeak(text, names) && !isWeakWithoutPunctuationAndYears(text, names)) {
            return Optional.empty();
        }
        String lowerCase = text.toLowerCase(Locale.ROOT);
        return Optional.of(
                names.stream().anyMatch(lowerCase::contains)
                        ? PasswordRefusal.INSTALLATION_NAMES
                        : PasswordRefusal.EASY_TO_GUESS);
    }

    private boolean isWeak(String text, List<String> names) {
        Strength strength = PasswordEstimator.measure(text, names);
        return strength.getGuesses() < MIN_GUESSES || hasTooFewWords(strength, names);
    }

    /// The estimator knows the years to 2029 only, and takes punctuation for random.
    private boolean isWeakWithoutPunctuationAndYears(String text, List<String> names) {
        String rest = PUNCTUATION.matcher(text).replaceAll("");
        return text.length() - rest.length() < MIN_OTHER_CHARACTERS
                && hasTooFewWords(PasswordEstimator.measure(YEAR.matcher(rest).replaceAll(""), names), names);
    }

    private static boolean hasTooFewWords(Strength strength, List<String> names) {
        long words = parts(strength)
                .filter(part -> part.matchedWord != null)
                .map(part -> part.matchedWord.toString())
                .filter(word -> !names.contains(word))
                .distinct()
                .count();
        int others = strength.getSequence().stream()
                .filter(part -> part.pattern == com.nulabinc.zxcvbn.Pattern.Bruteforce)
                .mapToInt(Match::tokenLength)
                .sum();
        return words < MIN_WORDS && others < MIN_OTHER_CHARACTERS;
    }

    /// The parts that the estimator found, and those of which a repeated part consists.
    private static Stream<Match> parts(Strength strength) {
        return strength.getSequence().stream()
                .flatMap(part -> part.baseMatches == null
                        ? Stream.of(part)
                        : Stream.concat(Stream.of(part), part.baseMatches.stream()));
    }

    /// Each name as it is, without the characters between its words, and each of its words.
    private List<String> namesAndTheirParts() {
        return installationNames.get().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .flatMap(name -> Stream.concat(
                        Stream.of(name, PUNCTUATION.matcher(name).replaceAll("")), PUNCTUATION.splitAsStream(name)))
                .filter(word -> word.length() >= MIN_NAME_LENGTH)
                .distinct()
                .toList();
    }
}
