package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepeatedKeysTest {

    private static final Instant FIRST = Instant.parse("2026-11-30T09:00:00Z");
    private static final Duration LIMIT = RepeatedKeys.LIMIT;

    private final RepeatedKeys keys = new RepeatedKeys();

    @Test
    void sameKeyWithinTheLimitIsARepetitionHoweverOftenItComes() {
        assertTrue(keys.accept('2', FIRST));

        assertFalse(keys.accept('2', FIRST));
        assertFalse(keys.accept('2', FIRST.plusMillis(120)));
        assertFalse(keys.accept('2', FIRST.plus(LIMIT).minusNanos(1)));
    }

    @Test
    void sameKeyCountsAgainAfterTheLimit() {
        assertTrue(keys.accept('2', FIRST));

        assertFalse(keys.accept('2', FIRST.plusMillis(200)));
        assertTrue(keys.accept('2', FIRST.plus(LIMIT)), "the limit counts from the key that counted");
    }

    @Test
    void anotherKeyCountsAtOnce() {
        assertTrue(keys.accept('2', FIRST));

        assertTrue(keys.accept('1', FIRST.plusMillis(40)));
    }

    @Test
    void clockThatIsSetBackHidesNoKey() {
        assertTrue(keys.accept('2', FIRST));

        assertTrue(keys.accept('2', FIRST.minusMillis(40)));
    }
}
