package org.permanence.signin;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A code that replaces the one-time code once, for a person who has lost their authenticator app: 112 random bits,
/// as seven groups of four hex digits. Never prints itself; the store has its SHA-256.
public final class RecoveryCode {

    /// How many a person gets.
    public static final int COUNT = 10;

    private static final int BYTES = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String digits;

    private RecoveryCode(String digits) {
        this.digits = digits;
    }

    /// The ten codes of a person.
    static List<RecoveryCode> generateAll() {
        return Stream.generate(RecoveryCode::generate).limit(COUNT).toList();
    }

    private static RecoveryCode generate() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new RecoveryCode(HexFormat.of().formatHex(random));
    }

    /// Reads a code as a person types it: spaces, hyphens and letter case do not matter. Empty if it is none.
    static Optional<RecoveryCode> read(String typed) {
        String digits = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return digits.matches("[0-9a-f]{28}") ? Optional.of(new RecoveryCode(digits)) : Optional.empty();
    }

    /// The code to write down. Show it once.
    public String text() {
        return String.join("-", digits.split("(?<=\\G.{4})"));
    }

    /// What the store keeps. The code is random, so that a fast hash is enough.
    SecretDigest digest() {
        return SecretDigest.of(digits);
    }

    @Override
    public String toString() {
        return "[recovery code]";
    }
}
