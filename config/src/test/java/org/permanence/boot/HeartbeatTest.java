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
import org.permanence.adapter.agi.AgiSecret;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiClient;
import org.permanence.adapter.ami.AmiClientSettings;
import org.permanence.adapter.ami.AmiListener;
import org.permanence.adapter.ami.AmiMetrics;
import org.permanence.adapter.ami.AmiTimeouts;
import org.permanence.adapter.ami.AmiTransport;
import org.permanence.testing.SteppedClock;

class HeartbeatTest {

    private static final AgiSecret SECRET = AgiSecret.of("0123456789abcdef0123456789abcdef");
    private static final AmiAction SET_SECRET = new AmiAction.SetGlobal("PERM_SECRET_2", SECRET.reveal());

    private final SteppedClock clock = new SteppedClock();
    private final List<AmiAction> sentActions = new ArrayList<>();

    /// A client that was never started and accepts no commands.
    private final AmiClient detachedClient = new AmiClient(
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

    private boolean asteriskDetached;
    private long nanos;
    private final Heartbeat.FlowThreads flows = new Heartbeat.FlowThreads(() -> nanos);

    @TempDir
    private Path state;

    private Heartbeat heartbeat;

    @BeforeEach
    void createSecondEngine() {
        heartbeat = new Heartbeat(
                action -> {
                    if (asteriskDetached) {
                        detachedClient.send(action);
                    }
                    sentActions.add(action);
                },
                new Heartbeat.DialplanAccess(2, SECRET),
                state.resolve("beat"),
                flows,
                clock);
    }

    @AfterEach
    void close() {
        detachedClient.close();
    }

    @Test
    void engineWhoseFlowsAreStuckShowsNoHeartbeat() {
        nanos = Heartbeat.FlowThreads.LIMIT.toNanos();
        try (var log = new CapturedLogEvents(Heartbeat.class)) {
            heartbeat.touchFile();
            heartbeat.sendToDialplan();

            assertFalse(Files.exists(state.resolve("beat")));
            assertEquals(List.of(), sentActions);
            assertEquals(List.of("ERROR heartbeat.withheld"), log.events());
        }

        flows.onRun();
        heartbeat.touchFile();
        heartbeat.sendToDialplan();

        assertTrue(Files.exists(state.resolve("beat")));
        assertEquals(2, sentActions.size(), "the secret and the heartbeat");
    }

    @Test
    void rejectedHeartbeatIsLoggedOnce() {
        try (var log = new CapturedLogEvents(Heartbeat.class)) {
            heartbeat.sendToDialplan();
            asteriskDetached = true;
            heartbeat.sendToDialplan();
            heartbeat.sendToDialplan();
            assertFalse(heartbeat.isAccepted());

            asteriskDetached = false;
            heartbeat.sendToDialplan();
            assertTrue(heartbeat.isAccepted());
            asteriskDetached = true;
            heartbeat.sendToDialplan();

            assertEquals(List.of("WARN heartbeat.rejected", "WARN heartbeat.rejected"), log.events());
        }
    }

    @Test
    void engineThatNeverSentAHeartbeatIsNotAcceptedAndLogsNothing() {
        asteriskDetached = true;
        try (var log = new CapturedLogEvents(Heartbeat.class)) {
            assertFalse(heartbeat.isAccepted());
            heartbeat.sendToDialplan();

            assertFalse(heartbeat.isAccepted());
            assertEquals(List.of(), log.events());
        }
    }

    @Test
    void stopWithoutAsteriskIsHarmless() {
        asteriskDetached = true;

        heartbeat.stop();

        assertFalse(heartbeat.isAccepted());
    }

    @Test
    void unwritableFileFailsTheTask() {
        var unwritable = new Heartbeat(
                sentActions::add, new Heartbeat.DialplanAccess(1, SECRET), state.resolve("gone/beat"), flows, clock);

        assertThrows(UncheckedIOException.class, unwritable::touchFile);
    }

    @Test
    void heartbeatCarriesItsSecondUnderTheEnginesOwnVariable() {
        heartbeat.sendToDialplan();
        clock.advance(Duration.ofSeconds(1));
        heartbeat.sendToDialplan();

        long first = SteppedClock.WEDNESDAY_MORNING.getEpochSecond();
        assertEquals(
                List.of(setGlobal(Long.toString(first)), setGlobal(Long.toString(first + 1))),
                sentActions.stream()
                        .filter(action -> !action.equals(SET_SECRET))
                        .toList());
    }

    @Test
    void secretOfTheRunGoesBeforeEachHeartbeatAndIsNotPrinted() {
        heartbeat.sendToDialplan();
        heartbeat.sendToDialplan();

        assertEquals(4, sentActions.size());
        assertEquals(SET_SECRET, sentActions.getFirst(), "before the first heartbeat");
        assertEquals(SET_SECRET, sentActions.get(2), "again, because Asterisk may have restarted");
        assertFalse(sentActions.toString().contains(SECRET.reveal()), "not printed");
    }

    @Test
    void stopSendsAnExpiredHeartbeat() {
        heartbeat.sendToDialplan();
        heartbeat.stop();

        assertEquals(setGlobal("0"), sentActions.getLast());
    }

    @Test
    void watchdogFileIsTouchedWithoutAsterisk() throws IOException {
        asteriskDetached = true;
        heartbeat.touchFile();
        clock.advance(Duration.ofMillis(250));
        heartbeat.touchFile();

        assertEquals("2026-11-18T09:30:00.250Z\n", Files.readString(state.resolve("beat")));
        assertEquals(List.of(), sentActions);
    }

    private static AmiAction setGlobal(String value) {
        return new AmiAction.SetGlobal("PERM_HEARTBEAT_2", value);
    }
}
