package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.lab.Watchdog;
import org.permanence.testing.Fixtures;

/// SIGSTOP: the engine keeps its sockets and does nothing. The watchdog ends it, as in `permanence run`.
class EngineFrozenTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration RING_BAR = Duration.ofSeconds(3);

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    private @Nullable Watchdog watchdog;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        lab = LabInstallation.open(work, LabPlan.minimal());
        watchdog = Watchdog.start(lab, work.resolve("watchdog.out"));
    }

    @AfterEach
    void close() {
        if (watchdog != null) {
            watchdog.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void newCallersOfAFrozenEngineReachTheFallbackLine() {
        var fallback = lab.phones().phone(LabPlan.FALLBACK).neverAnswers();
        awaitHeartbeats();
        Instant frozen = Instant.now();
        lab.engine().freeze();

        var caller = dial("742"); // The frozen engine's socket still accepts this connection.
        assertRings(fallback, "engine frozen: the fallback line rings", frozen);
        assertTrue(LabInstallation.eventually(SOON, () -> !lab.engine().isRunning()), "the watchdog ended the engine");
        caller.hangsUp();
        assertTrue(fallback.isFree(SOON), "the fallback line is free again");

        Instant dialled = Instant.now();
        var next = dial("743");
        assertRings(fallback, "engine ended: the fallback line rings", dialled);
        next.hangsUp();
    }

    /// Waits for eight heartbeats. Without heartbeats, the watchdog assumes that the engine is still starting.
    private void awaitHeartbeats() {
        for (int seen = 0; seen < 8; seen++) {
            long last = lastHeartbeat();
            assertTrue(
                    LabInstallation.eventually(SOON, () -> lastHeartbeat() != last), "the heartbeat file is touched");
        }
    }

    private long lastHeartbeat() {
        return lab.heartbeatFile().toFile().lastModified();
    }

    private Caller dial(String lastDigits) {
        return lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits).dials(LabPlan.PRACTICE_NUMBER);
    }

    private void assertRings(AnsweringPhone fallback, String what, Instant since) {
        lab.stalls().assertWithin(RING_BAR, what, since, fallback.rings(SOON).orElseThrow());
    }
}
