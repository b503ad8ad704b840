package org.permanence.adapter.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.adapter.agi.AgiCommand.Noop;
import org.permanence.adapter.agi.AgiReply.Ended;

class AgiServerTest {

    private static final Set<String> SCRIPTS = Set.of("reception");

    private final Counted counted = new Counted();
    private final AgiServer server = server(settings("127.0.0.1", false), AgiServerTest::answersTwice);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void itDoesNotServeTheNetworkUnlessATunnelIsStated(String host) {
        assertThrows(
                IllegalArgumentException.class,
                () -> server(settings(host, false), _ -> {}).start());
    }

    @Test
    void aStatedTunnelMayBeServed() {
        try (AgiServer tunnelled = server(settings("0.0.0.0", true), AgiServerTest::answersTwice)) {
            tunnelled.start();
            aCallIsServed(tunnelled);
        }
    }

    @Test
    void settingsOutsideTheirLimitsAreRefused() {
        Duration second = Duration.ofSeconds(1);
        refused(() -> new AgiSettings("", 0, false, SCRIPTS, 1, second, second));
        refused(() -> new AgiSettings("127.0.0.1", 70_000, false, SCRIPTS, 1, second, second));
        refused(() -> new AgiSettings("127.0.0.1", 0, false, Set.of(), 1, second, second));
        refused(() -> new AgiSettings("127.0.0.1", 0, false, Set.of("../x"), 1, second, second));
        refused(() -> new AgiSettings("127.0.0.1", 0, false, SCRIPTS, 0, second, second));
        refused(() -> new AgiSettings("127.0.0.1", 0, false, SCRIPTS, 1, Duration.ZERO, second));
        refused(() -> new AgiSettings("127.0.0.1", 0, false, SCRIPTS, 1, second, Duration.ofDays(1)));
    }

    @Test
    void anAddressInUseIsAClearError() {
        server.start();
        AgiSettings same = new AgiSettings(
                "127.0.0.1", server.port(), false, SCRIPTS, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThrows(UncheckedIOException.class, () -> server(same, _ -> {}).start());
    }

    @Test
    void aConnectionBeyondTheLimitIsClosedAtOnceAndTheOthersGoOn() throws Exception {
        server.start();
        try (var first = AsteriskSocket.calling(server.port());
                var second = AsteriskSocket.calling(server.port())) {
            assertEquals("NOOP", first.hears());
            assertEquals("NOOP", second.hears());
            try (var third = new AsteriskSocket(server.port())) {
                assertNull(third.hears());
                counted.next(AgiRefusal.SESSION_LIMIT);
            }
            first.says("200 result=0\n");
            assertEquals("NOOP", first.hears());
        }
        counted.next(AgiEnding.SOCKET_ENDED);
        counted.next(AgiEnding.SOCKET_ENDED);
        aCallIsServed(server);
    }

    @Test
    void whoClosesAtOnceIsCountedAndForgotten() throws Exception {
        var settings =
                new AgiSettings("127.0.0.1", 0, false, SCRIPTS, 2, Duration.ofSeconds(10), Duration.ofSeconds(30));
        try (AgiServer patient = server(settings, AgiServerTest::answersTwice)) {
            patient.start();
            for (int i = 0; i < 100; i++) {
                new AsteriskSocket(patient.port()).close();
                counted.next(AgiRefusal.CLOSED_EARLY);
            }
            aCallIsServed(patient);
        }
    }

    @Test
    void whoSaysNothingIsClosedInTime() throws Exception {
        server.start();
        try (var silent = new AsteriskSocket(server.port())) {
            assertNull(silent.hears());
            counted.next(AgiRefusal.ENVIRONMENT_TOO_SLOW);
        }
        aCallIsServed(server);
    }

    @Test
    void oneByteAtATimeDoesNotBuyTime() throws Exception {
        server.start();
        String environment = Recorded.dialogue("reception").environment();
        try (var slow = new AsteriskSocket(server.port())) {
            // Each byte waits for a whole call served beside it: the server is as quick as ever, and never finished
            // with this one before its time.
            for (int i = 0; i < environment.length() - 1 && slow.isHeard(environment.substring(i, i + 1)); i++) {
                aCallIsServed(server);
            }
            assertNull(slow.hears());
        }
        counted.comes(AgiRefusal.ENVIRONMENT_TOO_SLOW);
    }

    @Test
    void garbageIsRefusedWithNoEffectOnOthers() throws Exception {
        server.start();
        SplittableRandom random = new SplittableRandom(4573);
        try (var talking = AsteriskSocket.calling(server.port())) {
            for (int i = 0; i < 50; i++) {
                try (var hostile = new AsteriskSocket(server.port())) {
                    StringBuilder garbage = new StringBuilder("\n");
                    random.ints(9000, 0, 0x500).forEach(c -> garbage.append((char) c));
                    hostile.isHeard(garbage.toString());
                    assertNull(hostile.hears());
                    counted.next(AgiRefusal.ENVIRONMENT_UNREADABLE);
                }
            }
            assertEquals("NOOP", talking.hears());
        }
    }

    @Test
    void aPathThatIsNotServedIsCounted() throws Exception {
        server.start();
        try (var unknown = new AsteriskSocket(server.port())) {
            unknown.says(Recorded.dialogue("reception").environment().replace("reception", "admin"));

            assertNull(unknown.hears());
            counted.next(AgiRefusal.UNKNOWN_SCRIPT);
        }
    }

    @Test
    void whatFollowsTheEnvironmentUnaskedEndsTheSession() throws Exception {
        server.start();
        // A caller who forged a whole environment cannot take back Asterisk's own lines, which follow.
        try (var forged = new AsteriskSocket(server.port())) {
            forged.says(Recorded.dialogue("reception").environment() + "agi_calleridname: Canari\n");

            assertNull(forged.hears());
            counted.next(AgiEnding.PROTOCOL_BROKEN);
        }
    }

    @Test
    void aHandlerThatFailsSendsTheCallToItsFallback() throws Exception {
        try (AgiServer failing = server(settings("127.0.0.1", false), _ -> {
            throw new IllegalStateException("full");
        })) {
            failing.start();
            try (var asterisk = AsteriskSocket.calling(failing.port())) {
                assertNull(asterisk.hears());
                counted.next(AgiEnding.CLOSED);
            }
        }
    }

    @Test
    void theBenchPathGetsTenCommandsTheLastASetVariable() {
        try (AgiBenchServer bench = new AgiBenchServer(0)) {
            bench.start();
            try (var asterisk = new AsteriskSocket(bench.port())) {
                asterisk.says(Recorded.dialogue("reception").environment().replace("reception", "bench"));
                List<String> commands = new ArrayList<>();
                for (String line = asterisk.hears(); line != null; line = asterisk.hears()) {
                    commands.add(line);
                    asterisk.says("200 result=0\n");
                }
                assertEquals(10, commands.size());
                assertTrue(commands.getLast().startsWith("SET VARIABLE "));
            }
        }
    }

    private static void aCallIsServed(AgiServer server) {
        try (var asterisk = AsteriskSocket.calling(server.port())) {
            for (int i = 0; i < 2; i++) {
                assertEquals("NOOP", asterisk.hears());
                asterisk.says("200 result=0\n");
            }
            assertNull(asterisk.hears());
        }
    }

    private static void answersTwice(AgiSession session) {
        Thread.ofVirtual().start(() -> {
            if (!(session.send(new Noop()) instanceof Ended)) {
                session.send(new Noop());
            }
            session.close();
        });
    }

    private static void refused(Runnable settings) {
        assertThrows(IllegalArgumentException.class, settings::run);
    }

    private AgiServer server(AgiSettings settings, AgiHandler handler) {
        return new AgiServer(settings, handler, counted);
    }

    private static AgiSettings settings(String host, boolean tunnelled) {
        return new AgiSettings(host, 0, tunnelled, SCRIPTS, 2, Duration.ofMillis(500), Duration.ofSeconds(30));
    }
}
