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

/// The lab under many calls, hostile callers, and an Asterisk that is killed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyTelephonesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PATIENT = Fixtures.NATIONAL_NUMBER_PREFIX + "742";

    @SuppressWarnings("NullAway.Init")
    private SmallExchange exchange;

    @BeforeAll
    void switchOn(@TempDir Path work) {
        exchange = SmallExchange.in(work);
    }

    @AfterAll
    void switchOff() {
        if (exchange != null) {
            exchange.close();
        }
    }

    @Test
    void aHostileCallerArrivesAsWritten() {
        var bea = exchange.phones().phone("bea").neverAnswers();
        List<String> names = List.of(
                "\"%0Aagi_arg_1%3A%20admin\" <sip:%0Aagi_arg_1%3A%20admin@127.0.0.2>",
                "\"a;b ${SHELL(id)} [call_id]\" <sip:1%00@127.0.0.2>",
                "\"\u00c3(\u00ff\" <sip:1@127.0.0.2>",
                "\"" + "x".repeat(2_000) + "\" <sip:1@127.0.0.2>");
        for (String name : names) {
            var caller = exchange.phones().callerFrom(name).dials("bea");
            assertTrue(bea.rings(SOON).isPresent(), exchange.phones()::lastWords);
            caller.hangsUp();
            assertTrue(caller.ends(SOON), exchange.phones()::lastWords);
            assertTrue(bea.isFree(SOON), exchange.phones()::lastWords);
        }
    }

    @Test
    void fiftyCallersHearThePromptAtOnce() {
        List<Caller> callers = IntStream.range(0, 50)
                .mapToObj(_ -> exchange.phones().caller(PATIENT).dials("reception"))
                .toList();

        long heard = callers.stream()
                .filter(caller -> caller.connects(SOON)
                        && caller.hearing().hears(exchange.prompt(), SOON).isPresent())
                .count();

        assertEquals(50, heard, exchange.phones()::lastWords);
        callers.forEach(Caller::hangsUp);
        assertTrue(callers.stream().allMatch(caller -> caller.ends(SOON)), exchange.phones()::lastWords);
    }

    @Test
    void aKilledAsteriskTakesCallsAgainAtTheSameAddress() {
        exchange.asterisk().kill();
        assertFalse(exchange.asterisk().isRunning());
        exchange.asterisk().start();

        var caller = exchange.phones().caller(PATIENT).dials("reception");

        assertTrue(caller.connects(SOON), exchange.phones()::lastWords);
        caller.hangsUp();
        assertTrue(caller.ends(SOON), exchange.phones()::lastWords);
    }
}
