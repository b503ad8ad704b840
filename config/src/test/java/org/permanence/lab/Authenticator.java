package org.permanence.lab;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.util.encoders.Base32;
import org.permanence.seal.TotpSeed;

/// The authenticator app of one person.
public final class Authenticator {

    private static final int STEP_SECONDS = 30;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final TotpSeed seed;
    private long lastStep;

    /// @param seed as the engine shows it, in base32
    public Authenticator(String seed) {
        this.seed = TotpSeed.of(Base32.decode(seed));
    }

    /// The code that the app shows at this time.
    public String code(Instant now) {
        return codeOf(now.getEpochSecond() / STEP_SECONDS);
    }

    /// A code that was not taken before. The engine accepts the next code 30 seconds early, so there are two of
    /// them within 30 seconds; empty after that.
    public Optional<String> takeCode(Instant now) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        long step = Math.max(current, lastStep + 1);
        if (step > current + 1) {
            return Optional.empty();
        }
        lastStep = step;
        return Optional.of(codeOf(step));
    }

    private String codeOf(long step) {
        try {
            return generator.generateOneTimePasswordString(
                    seed.key(), Instant.ofEpochSecond(step * STEP_SECONDS), java.util.Locale.ROOT);
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible); // A seed makes a key for HMAC.
        }
    }
}
