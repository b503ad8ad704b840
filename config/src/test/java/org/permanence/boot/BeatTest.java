package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiClientSettings;
import org.permanence.adapter.ami.AmiListener;
import org.permanence.adapter.ami.AmiMetrics;
import org.permanence.adapter.ami.AmiTimeouts;
import org.permanence.adapter.ami.AmiTransport;
import org.permanence.testing.SteppedClock;

class BeatTest {

    private final SteppedClock clock = new SteppedClock();
    private final List<AmiAction> orders = new ArrayList<>();

    /// A client that nobody started: it takes no order.
    private final AmiClient away = new AmiClient(
            new AmiClientSettings(
                    "127.0.0.1",
                    5038,
                    "engine",
                    () -> new char[0],
                    new AmiTransport.Plain(),
                    Optional.empty(),
                    AmiTimeouts.DEFAULTS),
            mock(AmiListener.class),
            AmiMetrics.NONE,
            System::nanoTime,
            new Random(1));

    private boolean isAway;

    @TempDir
    private Path state;

    private Beat beat;

    @BeforeEach
    void theSecondEngine() {
        beat = new Beat(
                action -> {
                    if (isAway) {
                        away.send(action);
                    }
                    orders.add(action);
                },
                2,
                state.resolve("beat"),
                clock);
    }

    @AfterEach
    void close() {
        away.close();
    }

    @Test
    void aBeatThatAsteriskDoesNotTakeIsNotTakenAndToldOnce() {
        try (var log = new LogLines(Beat.class)) {
            beat.toDialplan();
            isAway = true;
            beat.toDialplan();
            beat.toDialplan();
            assertFalse(beat.isTaken());

            isAway = false;
            beat.toDialplan();
            assertTrue(beat.isTaken());
            isAway = true;
            beat.toDialplan();

            assertEquals(List.of("WARN beat.not-taken", "WARN beat.not-taken"), log.heard());
        }
    }

    @Test
    void anEngineThatNeverBeatIsNotTakenAndSaysNothing() {
        isAway = true;
        try (var log = new LogLines(Beat.class)) {
            assertFalse(beat.isTaken());
            beat.toDialplan();

            assertFalse(beat.isTaken());
            assertEquals(List.of(), log.heard());
        }
    }

    @Test
    void aHouseThatClosesWithoutAsteriskIsNotHurt() {
        isAway = true;

        beat.stop();

        assertFalse(beat.isTaken());
    }

    @Test
    void aFileThatCannotBeWrittenIsAFaultOfTheRound() {
        var nowhere = new Beat(orders::add, 1, state.resolve("gone/beat"), clock);

        assertThrows(UncheckedIOException.class, nowhere::touch);
    }

    @Test
    void eachBeatIsTheSecondItWasGivenUnderTheEnginesOwnName() {
        beat.toDialplan();
        clock.advance(Duration.ofSeconds(1));
        beat.toDialplan();

        long first = SteppedClock.WEDNESDAY_MORNING.getEpochSecond();
        assertEquals(List.of(global(Long.toString(first)), global(Long.toString(first + 1))), orders);
    }

    @Test
    void stoppedItIsOlderThanAnyBeat() {
        beat.toDialplan();
        beat.stop();

        assertEquals(global("0"), orders.getLast());
    }

    @Test
    void theWatchdogSeesAnEngineThatLivesWhateverAsteriskDoes() throws IOException {
        isAway = true;
        beat.touch();
        clock.advance(Duration.ofMillis(250));
        beat.touch();

        assertEquals("2026-11-18T09:30:00.250Z\n", Files.readString(state.resolve("beat")));
        assertEquals(List.of(), orders);
    }

    private static AmiAction global(String value) {
        return new AmiAction.SetGlobal("PERM_BEAT_2", value);
    }
}
