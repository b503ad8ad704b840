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

    private final CapturingAgiMetrics metrics = new CapturingAgiMetrics();
    private final AgiServer server = server(settings("127.0.0.1", false), AgiServerTest::sendTwoNoops);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void publicAddressIsRefusedWithoutADeclaredTunnel(String host) {
        assertThrows(
                IllegalArgumentException.class,
                () -> server(settings(host, false), _ -> {}).start());
    }

    @Test
    void publicAddressIsServedWithADeclaredTunnel() {
        try (AgiServer tunnelled = server(settings("0.0.0.0", true), AgiServerTest::sendTwoNoops)) {
            tunnelled.start();
            assertCallIsServed(tunnelled);
        }
    }

    @Test
    void settingsOutsideTheirLimitsAreRejected() {
        Duration second = Duration.ofSeconds(1);
        refused(() -> new AgiServerSettings("", 0, false, SCRIPTS, RecordedDialogue.SECRET, 1, second, second));
        refused(() ->
                new AgiServerSettings("127.0.0.1", 70_000, false, SCRIPTS, RecordedDialogue.SECRET, 1, second, second));
        refused(() ->
                new AgiServerSettings("127.0.0.1", 0, false, Set.of(), RecordedDialogue.SECRET, 1, second, second));
        refused(() -> new AgiServerSettings(
                "127.0.0.1", 0, false, Set.of("../x"), RecordedDialogue.SECRET, 1, second, second));
        refused(() ->
                new AgiServerSettings("127.0.0.1", 0, false, SCRIPTS, RecordedDialogue.SECRET, 0, second, second));
        refused(() -> new AgiServerSettings(
                "127.0.0.1", 0, false, SCRIPTS, RecordedDialogue.SECRET, 1, Duration.ZERO, second));
        refused(() -> new AgiServerSettings(
                "127.0.0.1", 0, false, SCRIPTS, RecordedDialogue.SECRET, 1, second, Duration.ofDays(1)));
    }

    @Test
    void addressInUseIsReported() {
        server.start();
        AgiServerSettings same = new AgiServerSettings(
                "127.0.0.1",
                server.port(),
                false,
                SCRIPTS,
                RecordedDialogue.SECRET,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));

        assertThrows(UncheckedIOException.class, () -> server(same, _ -> {}).start());
    }

    @Test
    void connectionOverTheLimitIsClosedAndOthersContinue() throws Exception {
        server.start();
        try (var first = AsteriskSocket.startCall(server.port());
                var second = AsteriskSocket.startCall(server.port())) {
            assertEquals("NOOP", first.receive());
            assertEquals("NOOP", second.receive());
            try (var third = new AsteriskSocket(server.port())) {
                assertNull(third.receive());
                metrics.next(AgiRefusal.SESSION_LIMIT);
            }
            first.send("200 result=0\n");
            assertEquals("NOOP", first.receive());
        }
        metrics.next(AgiEndReason.SOCKET_ENDED);
        metrics.next(AgiEndReason.SOCKET_ENDED);
        assertCallIsServed(server);
    }

    @Test
    void connectionClosedEarlyIsCountedAndReleased() throws Exception {
        var settings = new AgiServerSettings(
                "127.0.0.1",
                0,
                false,
                SCRIPTS,
                RecordedDialogue.SECRET,
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
        try (AgiServer patient = server(settings, AgiServerTest::sendTwoNoops)) {
            patient.start();
            for (int i = 0; i < 100; i++) {
                new AsteriskSocket(patient.port()).close();
                metrics.next(AgiRefusal.CLOSED_EARLY);
            }
            assertCallIsServed(patient);
        }
    }

    @Test
    void silentConnectionTimesOut() throws Exception {
        server.start();
        try (var silent = new AsteriskSocket(server.port())) {
            assertNull(silent.receive());
            metrics.next(AgiRefusal.ENVIRONMENT_TOO_SLOW);
        }
        assertCallIsServed(server);
    }

    @Test
    void slowEnvironmentDoesNotExtendTheTimeout() throws Exception {
        server.start();
        String environment = RecordedDialogue.dialogue("reception").environment();
        try (var slow = new AsteriskSocket(server.port())) {
            // Each byte waits for a whole call that is served at the same time: the server stays quick, and this
            // connection is not closed before its deadline.
            for (int i = 0; i < environment.length() - 1 && slow.trySend(environment.substring(i, i + 1)); i++) {
                assertCallIsServed(server);
            }
            assertNull(slow.receive());
        }
        metrics.eventually(AgiRefusal.ENVIRONMENT_TOO_SLOW);
    }

    @Test
    void garbageIsRefusedWithoutAffectingOtherSessions() throws Exception {
        server.start();
        SplittableRandom random = new SplittableRandom(4573);
        try (var active = AsteriskSocket.startCall(server.port())) {
            for (int i = 0; i < 50; i++) {
                try (var hostile = new AsteriskSocket(server.port())) {
                    StringBuilder garbage = new StringBuilder("\n");
                    random.ints(9000, 0, 0x500).forEach(c -> garbage.append((char) c));
                    hostile.trySend(garbage.toString());
                    assertNull(hostile.receive());
                    metrics.next(AgiRefusal.ENVIRONMENT_UNREADABLE);
                }
            }
            assertEquals("NOOP", active.receive());
        }
    }

    @Test
    void unknownScriptIsCounted() throws Exception {
        server.start();
        try (var unknown = new AsteriskSocket(server.port())) {
            unknown.send(RecordedDialogue.dialogue("reception").environment().replace("reception", "admin"));

            assertNull(unknown.receive());
            metrics.next(AgiRefusal.UNKNOWN_SCRIPT);
        }
    }

    @Test
    void unexpectedDataAfterTheEnvironmentEndsTheSession() throws Exception {
        server.start();
        // A caller who forges a whole environment cannot remove Asterisk's own lines, which follow.
        try (var forged = new AsteriskSocket(server.port())) {
            forged.send(RecordedDialogue.dialogue("reception").environment() + "agi_calleridname: Canari\n");

            assertNull(forged.receive());
            metrics.next(AgiEndReason.PROTOCOL_BROKEN);
        }
    }

    @Test
    void failingHandlerClosesTheSession() throws Exception {
        try (AgiServer failing = server(settings("127.0.0.1", false), _ -> {
            throw new IllegalStateException("full");
        })) {
            failing.start();
            try (var asterisk = AsteriskSocket.startCall(failing.port())) {
                assertNull(asterisk.receive());
                metrics.next(AgiEndReason.CLOSED);
            }
        }
    }

    @Test
    void benchScriptSendsTenCommandsEndingWithSetVariable() {
        try (AgiBenchServer bench = new AgiBenchServer(0)) {
            bench.start();
            try (var asterisk = new AsteriskSocket(bench.port())) {
                asterisk.send(
                        RecordedDialogue.dialogue("reception").environment().replace("reception", "bench"));
                List<String> commands = new ArrayList<>();
                for (String line = asterisk.receive(); line != null; line = asterisk.receive()) {
                    commands.add(line);
                    asterisk.send("200 result=0\n");
                }
                assertEquals(10, commands.size());
                assertTrue(commands.getLast().startsWith("SET VARIABLE "));
            }
        }
    }

    private static void assertCallIsServed(AgiServer server) {
        try (var asterisk = AsteriskSocket.startCall(server.port())) {
            for (int i = 0; i < 2; i++) {
                assertEquals("NOOP", asterisk.receive());
                asterisk.send("200 result=0\n");
            }
            assertNull(asterisk.receive());
        }
    }

    private static void sendTwoNoops(AgiSession session) {
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

    private AgiServer server(AgiServerSettings settings, AgiHandler handler) {
        return new AgiServer(settings, handler, metrics);
    }

    private static AgiServerSettings settings(String host, boolean tunnelled) {
        return new AgiServerSettings(
                host,
                0,
                tunnelled,
                SCRIPTS,
                RecordedDialogue.SECRET,
                2,
                Duration.ofMillis(500),
                Duration.ofSeconds(30));
    }
}
