package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.ConsoleBrowser;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// A stranger who guesses at the console of a running engine.
@Tag("unhurried")
class GuessedSignInsOnAsteriskTest {

    private static final int WRONG = 401;
    private static final int TOO_FAST = 429;

    /// Attempts of one network.
    private static final int ATTEMPTS = 50;

    /// A network gets one attempt back each two seconds, and counts of the last second may be lost.
    private static final Duration REFILL = Duration.ofSeconds(2);

    private static final int LOST = 10;

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    @BeforeEach
    void open(@TempDir Path work) {
        lab = LabInstallation.open(work, LabPlan.minimal().withConsole());
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void killedEngineGivesAStrangerNoFreshAttempts() throws InterruptedException {
        assertTrue(guess("before") >= ATTEMPTS);
        long spent = System.nanoTime();
        Thread.sleep(2_000); // Counts are stored each second.
        lab.engine().kill();
        lab.startEngine();

        int fresh = guess("after");
        long refilled = Duration.ofNanos(System.nanoTime() - spent).dividedBy(REFILL);
        assertTrue(fresh <= refilled + LOST, fresh + " attempts, of which " + refilled + " refilled");
    }

    /// Tries one login after the other.
    ///
    /// @return how many attempts were checked until one was too fast
    private int guess(String logins) {
        try (ConsoleBrowser stranger = lab.browser()) {
            for (int attempt = 0; attempt < 4 * ATTEMPTS; attempt++) {
                int status = stranger.post(
                                "/api/sign-in",
                                Map.of("login", logins + "-" + attempt, "password", "a guess", "code", "000000"))
                        .status();
                if (status == TOO_FAST) {
                    return attempt;
                }
                assertEquals(WRONG, status);
            }
        }
        throw new AssertionError("no attempt was too fast");
    }
}
