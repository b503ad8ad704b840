package org.permanence.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.signin.PasswordHasher.Verdict;

class PasswordHasherTest {

    private static final HashCost CHEAP = new HashCost(64, 1, 1);
    private static final HashCost YESTERDAY = new HashCost(32, 1, 1);
    private static final Password RIGHT = Password.of("k7#vQ2!xL9$z");
    private static final Password WRONG = Password.of("k7#vQ2!xL9$y");

    private final PasswordHasher hasher = new PasswordHasher(CHEAP, PasswordHasher.AT_ONCE, Duration.ofSeconds(2));

    @Test
    void unknownLoginIsWrongWithEveryPassword() {
        assertEquals(Verdict.WRONG, hasher.check(RIGHT, Optional.empty()));
        assertEquals(Verdict.WRONG, hasher.check(Password.of(""), Optional.empty()));
    }

    @Test
    void passwordIsChecked() {
        Optional<PasswordHash> stored = hasher.hash(RIGHT);

        assertEquals(Verdict.RIGHT, hasher.check(RIGHT, stored));
        assertEquals(Verdict.WRONG, hasher.check(WRONG, stored));
    }

    @Test
    void hashOfAnotherCostIsRightAndOutdated() {
        Optional<PasswordHash> stored = Optional.of(PasswordHash.of(RIGHT, YESTERDAY));

        assertEquals(Verdict.RIGHT_AND_OUTDATED, hasher.check(RIGHT, stored));
        assertEquals(Verdict.WRONG, hasher.check(WRONG, stored));
    }

    @Test
    void oneTooManyIsBusyAndNothingIsChecked() {
        var full = new PasswordHasher(CHEAP, 0, Duration.ofMillis(1));

        assertEquals(Verdict.BUSY, full.check(RIGHT, Optional.of(PasswordHash.of(RIGHT, CHEAP))));
        assertEquals(Optional.empty(), full.hash(RIGHT));
    }

    @Test
    void everyPermitIsGivenBack() {
        var one = new PasswordHasher(CHEAP, 1, Duration.ofMillis(1));
        Optional<PasswordHash> stored = one.hash(RIGHT);

        for (int attempt = 0; attempt < 20; attempt++) {
            assertEquals(Verdict.WRONG, one.check(WRONG, stored));
        }
        assertEquals(Verdict.RIGHT, one.check(RIGHT, stored));
    }

    @Test
    void interruptedWaitIsBusyAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertEquals(Verdict.BUSY, hasher.check(RIGHT, Optional.empty()));
        assertTrue(Thread.interrupted());
    }

    @Test
    void passwordsCostWhatTheRecommendationSays() {
        assertEquals(new HashCost(65_536, 3, 1), HashCost.CURRENT);
    }
}
