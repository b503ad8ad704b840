package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.lab.Watchdog;
import org.permanence.testing.Fixtures;

/// A thousand connections of each bad kind to the management port while five patients a second call. The real
/// watchdog runs.
class HostileManagementClientsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(200);
    private static final int CALLS = 30;

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    @SuppressWarnings("NullAway.Init")
    private Watchdog watchdog;

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

    @ParameterizedTest
    @EnumSource
    void misbehavingManagementClientsHaveNoEffectOnCalls(HostileManagementClients.Attack attack) {
        try (var clients = new HostileManagementClients(lab.managementPort(), attack)) {
            assertTrue(LabInstallation.eventually(SOON, () -> clients.attacks() >= 1_000), "a thousand have come");

            List<Caller> callers =
                    IntStream.range(0, CALLS).mapToObj(this::dial).toList();
            long connected =
                    callers.stream().filter(caller -> caller.connects(SOON)).count();
            long asked = System.nanoTime();
            assertTrue(lab.isReady(), "the operator is answered");
            System.out.printf(
                    "hostile management clients, %s: %d of %d calls answered among %d connections; /ready after %d ms%n",
                    attack, connected, CALLS, clients.attacks(), (System.nanoTime() - asked) / 1_000_000);
            assertEquals(CALLS, connected, lab.engine()::lastLogLines);
            assertTrue(
                    LabInstallation.eventually(SOON, () -> lab.eventCount("greeted") == CALLS),
                    lab.engine()::lastLogLines);

            callers.forEach(Caller::hangsUp);

            assertTrue(
                    LabInstallation.eventually(SOON, () -> lab.eventCount("ended") == CALLS),
                    lab.engine()::lastLogLines);
        }
        assertTrue(lab.engine().isRunning() && watchdog.isAlive(), "the watchdog left the engine alone");
        assertEquals(0, lab.metric("permanence_calls_fallback_total"), "calls sent to the fallback line");
    }

    private Caller dial(int number) {
        var caller = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (700 + number))
                .dials(LabPlan.PRACTICE_NUMBER);
        LabInstallation.eventually(BETWEEN_CALLS, () -> false); // The pace of the calls.
        return caller;
    }
}
