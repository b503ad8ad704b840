package org.permanence.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.Fixtures;

/// The lab under many calls, with hostile callers, and with an Asterisk that is killed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabUnderLoadTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PATIENT = Fixtures.NATIONAL_NUMBER_PREFIX + "742";

    @SuppressWarnings("NullAway.Init")
    private MinimalPbx pbx;

    @BeforeAll
    void start(@TempDir Path work) {
        pbx = MinimalPbx.startIn(work);
    }

    @AfterAll
    void stop() {
        if (pbx != null) {
            pbx.close();
        }
    }

    @Test
    void hostileCallerIdArrivesAsSent() {
        var bea = pbx.phones().phone("bea").neverAnswers();
        List<String> names = List.of(
                "\"%0Aagi_arg_1%3A%20admin\" <sip:%0Aagi_arg_1%3A%20admin@127.0.0.2>",
                "\"a;b ${SHELL(id)} [call_id]\" <sip:1%00@127.0.0.2>",
                "\"\u00c3(\u00ff\" <sip:1@127.0.0.2>",
                "\"" + "x".repeat(2_000) + "\" <sip:1@127.0.0.2>");
        for (String name : names) {
            var caller = pbx.phones().callerFrom(name).dials("bea");
            assertTrue(bea.rings(SOON).isPresent(), pbx.phones()::lastSippOutput);
            caller.hangsUp();
            assertTrue(caller.ends(SOON), pbx.phones()::lastSippOutput);
            assertTrue(bea.isFree(SOON), pbx.phones()::lastSippOutput);
        }
    }

    @Test
    void fiftyConcurrentCallersHearThePrompt() {
        List<Caller> callers = IntStream.range(0, 50)
                .mapToObj(_ -> pbx.phones().caller(PATIENT).dials("reception"))
                .toList();

        long heard = callers.stream()
                .filter(caller -> caller.connects(SOON)
                        && caller.audio().findPrompt(pbx.prompt(), SOON).isPresent())
                .count();

        assertEquals(50, heard, pbx.phones()::lastSippOutput);
        callers.forEach(Caller::hangsUp);
        assertTrue(callers.stream().allMatch(caller -> caller.ends(SOON)), pbx.phones()::lastSippOutput);
    }

    @Test
    void restartedAsteriskTakesCallsAtTheSameAddress() {
        pbx.asterisk().kill();
        assertFalse(pbx.asterisk().isRunning());
        pbx.asterisk().start();

        var caller = pbx.phones().caller(PATIENT).dials("reception");

        assertTrue(caller.connects(SOON), pbx.phones()::lastSippOutput);
        caller.hangsUp();
        assertTrue(caller.ends(SOON), pbx.phones()::lastSippOutput);
    }
}
