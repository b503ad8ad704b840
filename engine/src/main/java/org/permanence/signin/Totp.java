package org.permanence.signin;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.permanence.seal.TotpSeed;

/// One-time codes by time (RFC 6238): six digits, a new code each 30 seconds. The code before and the one after are
/// accepted too, because clocks differ.
///
/// Which steps were used is the store's business: [FactorStore#useTotpStep].
final class Totp {

    static final int DIGITS = 6;
    static final Duration STEP = Duration.ofSeconds(30);

    private static final int TOLERANCE = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);

    /// The step whose code this is: the number of 30-second periods since 1970. Empty if it is no code of now. The
    /// earliest step wins, so that a code that equals the next one is used up once.
    OptionalLong stepOf(String code, TotpSeed seed, Instant now) {
        long current = now.getEpochSecond() / STEP.toSeconds();
        OptionalLong found = OptionalLong.empty();
        for (long step = current + TOLERANCE; step >= current - TOLERANCE; step--) {
            if (isEqual(code, codeAt(step, seed))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private String codeAt(long step, TotpSeed seed) {
        try {
            return generator.generateOneTimePasswordString(
                    seed.key(), Instant.ofEpochSecond(step * STEP.toSeconds()), java.util.Locale.ROOT);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible); // A seed makes a key for HMAC.
        }
    }

    private static boolean isEqual(String typed, String expected) {
        return MessageDigest.isEqual(typed.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
