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
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;

/// SIGSTOP: the engine keeps its sockets and says nothing. The watchdog ends it, as `permanence run` has it do.
class EngineFrozenTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path WATCHDOG = Path.of("../scripts/watchdog");

    @SuppressWarnings("NullAway.Init")
    private LabHouse house;

    private @Nullable Process watchdog;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        house = LabHouse.open(work, HousePlan.small());
        watchdog = new ProcessBuilder(
                        WATCHDOG.toAbsolutePath().normalize().toString(),
                        house.beatFile().toString(),
                        Long.toString(house.engine().process().pid()))
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("watchdog.out").toFile())
                .start();
    }

    @AfterEach
    void close() {
        if (watchdog != null) {
            watchdog.destroy();
        }
        if (house != null) {
            house.close();
        }
    }

    @Test
    void newCallersOfAFrozenEngineReachTheFallbackLine() {
        var desk = house.phones().phone(HousePlan.FALLBACK).neverAnswers();
        theWatchdogHasSeenItBeat();
        Instant frozen = Instant.now();
        house.engine().freeze();

        var unlucky = dials("742"); // The engine's socket still takes this one.
        System.out.printf("engine frozen: fallback rang after %d ms (bar 3,000)%n", rings(desk, frozen));
        assertTrue(LabHouse.eventually(SOON, () -> !house.engine().isRunning()), "the watchdog has ended it");
        unlucky.hangsUp();
        assertTrue(desk.isFree(SOON), "the fallback is free again");

        Instant dialled = Instant.now();
        var next = dials("743");
        System.out.printf("engine ended: fallback rang after %d ms (bar 3,000)%n", rings(desk, dialled));
        next.hangsUp();
    }

    /// Until then it takes the engine for one that is starting.
    private void theWatchdogHasSeenItBeat() {
        for (int seen = 0; seen < 8; seen++) {
            long last = lastBeat();
            assertTrue(LabHouse.eventually(SOON, () -> lastBeat() != last), "it beats");
        }
    }

    private long lastBeat() {
        return house.beatFile().toFile().lastModified();
    }

    private Caller dials(String number) {
        return house.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + number).dials(HousePlan.NUMBER);
    }

    private static long rings(AnsweringPhone desk, Instant since) {
        return Duration.between(since, desk.rings(SOON).orElseThrow()).toMillis();
    }
}
