package org.permanence.adapter.agi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Proves that Asterisk opened a FastAGI connection: the first argument of every AGI request. The engine chooses it
/// at each start and gives it to Asterisk over AMI, so another process of the machine cannot know it. It does not
/// print itself.
public final class AgiSecret {

    /// 128 bits.
    private static final int BYTES = 16;

    private final String text;

    private AgiSecret(String text) {
        this.text = text;
    }

    /// A new secret.
    ///
    /// @param random a source that cannot be guessed
    public static AgiSecret create(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new AgiSecret(HexFormat.of().formatHex(bytes));
    }

    /// A secret that is known already.
    ///
    /// @throws IllegalArgumentException if it is not 32 lower-case hexadecimal digits
    public static AgiSecret of(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("agi secret: unreadable (expected: 32 hexadecimal digits)");
        }
        return new AgiSecret(text);
    }

    /// The secret itself, for Asterisk only.
    public String reveal() {
        return text;
    }

    /// Compares in a time that does not depend on where the two differ.
    boolean matches(String received) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), received.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
