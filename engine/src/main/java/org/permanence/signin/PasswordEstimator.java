package org.permanence.signin;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import com.nulabinc.zxcvbn.matchers.SlantedKeyboardLoader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// The estimator of passwords: zxcvbn with its own words and keyboards, and the French keyboard. Its 100,000 words
/// are read when the first password is set, not when the engine starts.
final class PasswordEstimator {

    private static final String FRENCH_KEYBOARD = "azerty.txt";

    /// Read at first use.
    private static final class Loaded {
        private static final Zxcvbn ESTIMATOR = create();
        private static final Set<String> COMMON = words(StandardDictionaries.PASSWORDS_LOADER);
    }

    private PasswordEstimator() {}

    /// Estimates how many guesses a password takes.
    ///
    /// @param names that an attacker tries first
    static Strength measure(String text, List<String> names) {
        return Loaded.ESTIMATOR.measure(text, names);
    }

    /// Whether it is one of the 30,000 common passwords.
    static boolean isCommon(String lowerCase) {
        return Loaded.COMMON.contains(lowerCase);
    }

    private static Zxcvbn create() {
        try {
            return new ZxcvbnBuilder()
                    .dictionaries(StandardDictionaries.loadAllDictionaries())
                    .keyboards(StandardKeyboards.loadAllKeyboards())
                    .keyboard(new SlantedKeyboardLoader("azerty", PasswordEstimator::openFrenchKeyboard).load())
                    .build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> words(DictionaryLoader dictionary) {
        try {
            return Set.copyOf(dictionary.load().getFrequencies());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream openFrenchKeyboard() throws IOException {
        InputStream resource = PasswordEstimator.class.getResourceAsStream(FRENCH_KEYBOARD);
        if (resource == null) {
            throw new FileNotFoundException(FRENCH_KEYBOARD);
        }
        return resource;
    }
}
