package org.permanence.adapter.ami;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AmiClientTest {

    private static final AmiAction HEARTBEAT = new AmiAction.SetGlobal("PERM_HEARTBEAT", "1");

    private final ScriptedAsterisk asterisk = new ScriptedAsterisk();
    private final CapturingAmiListener listener = new CapturingAmiListener();
    private final AmiClient client = client(listener, AmiTimeouts.DEFAULTS, () -> "s3cret".toCharArray());

    private AmiClient client(AmiListener listener, AmiTimeouts timeouts, java.util.function.Supplier<char[]> secret) {
        var settings = new AmiClientSettings(
                "127.0.0.1", asterisk.port(), "engine", secret, new AmiTransport.Plain(), Optional.empty(), timeouts);
        return new AmiClient(settings, listener, AmiMetrics.NONE, System::nanoTime, new Random(7));
    }

    @AfterEach
    void close() {
        client.close();
        asterisk.close();
    }

    private static AmiException.Reason reasonOf(CompletableFuture<Void> answer) {
        var fault = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        return assertDoesNotThrow(() -> (AmiException) fault.getCause()).reason();
    }

    @Test
    void refusedPasswordIsReportedOnceAndNotRetried() {
        client.start();
        var connection = asterisk.accept();
        connection.respondError("Login", "Authentication failed");
        connection.awaitClose();

        listener.next("refused login: refused (expected: the AMI account's name and secret)");
        client.close(); // No attempt is left over: a second connection would be in the backlog.
        assertThrows(java.io.UncheckedIOException.class, () -> {
            asterisk.close();
            asterisk.accept();
        });
    }

    @Test
    void accountWithoutChannelRightsIsRefused() {
        client.start();
        var connection = asterisk.accept();
        connection.respond("Login", "Success");
        connection.respondError("Status", "Permission denied");

        listener.next("refused channels: not listed (expected: an AMI account with write=call,originate)");
        connection.awaitClose();
    }

    @Test
    void unusableSecretIsReportedWithoutItsText() {
        for (String bad : new String[] {"", "s3cret\r\nAction: Command"}) {
            var otherListener = new CapturingAmiListener();
            try (var other = client(otherListener, AmiTimeouts.DEFAULTS, bad::toCharArray)) {
                other.start();
                asterisk.accept().awaitClose();

                otherListener.next(
                        "refused secret: unusable (expected: a readable file with 1..128 printable characters)");
            }
        }
    }

    @Test
    void actionWithoutConnectionFailsAtOnce() {
        var fault = assertThrows(AmiException.class, () -> client.send(HEARTBEAT));

        assertEquals(AmiException.Reason.NOT_ATTACHED, fault.reason());
        assertFalse(client.isAttached());
    }

    @Test
    void variableIsReadFromTheResponseOfItsOwnAction() throws Exception {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");

        var read = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> read.complete(client.read("VERSION()")));
        String id = connection.expectAction("Getvar");
        connection.send("Response: Success\r\nActionID: another-id\r\nVariable: VERSION()\r\nValue: 1\r\n\r\n");
        connection.send("Response: Success\r\nActionID: " + id + "\r\nVariable: VERSION()\r\nValue: 22.10.1\r\n\r\n");

        assertEquals("22.10.1", read.get(10, TimeUnit.SECONDS));
    }

    @Test
    void responsesAreMatchedByActionId() throws Exception {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");

        var first = client.sendAsync(HEARTBEAT);
        var second = client.sendAsync(new AmiAction.HangUp(new ChannelName("PJSIP/a-1"), 16));
        String heartbeatId = connection.expectAction("Setvar");
        String hangUp = connection.expectAction("Hangup");
        connection.send("Response: Error\r\nActionID: " + hangUp + "\r\nMessage: No such channel\r\n\r\n");
        connection.send("Response: Success\r\nActionID: another-id\r\n\r\n");
        assertEquals(AmiException.Reason.NO_SUCH_CHANNEL, reasonOf(second));
        assertFalse(first.isDone());
        connection.send("Response: Success\r\nActionID: " + heartbeatId + "\r\n\r\n");

        first.get(10, TimeUnit.SECONDS);
    }

    @Test
    void refusedActionThrowsItsReasonInTheSender() throws Exception {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");

        var fault = CompletableFuture.supplyAsync(() -> assertThrows(AmiException.class, () -> client.send(HEARTBEAT)));
        connection.respondError("Setvar", "Permission denied");

        assertEquals(
                AmiException.Reason.NOT_PERMITTED,
                fault.get(10, TimeUnit.SECONDS).reason());
    }

    @Test
    void actionWithoutResponseTimesOut() {
        var shortTimeouts = new AmiTimeouts(
                Duration.ofMillis(300),
                Duration.ofMinutes(1),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                100,
                AmiTimeouts.InitialSync.CHANNELS);
        var otherListener = new CapturingAmiListener();
        try (var other = client(otherListener, shortTimeouts, () -> "s3cret".toCharArray())) {
            other.start();
            var connection = asterisk.attach();
            otherListener.next("attached");

            var answer = other.sendAsync(HEARTBEAT);
            connection.expectAction("Setvar");

            assertEquals(AmiException.Reason.TIMED_OUT, reasonOf(answer));
        }
    }

    @Test
    void pendingActionsFailWhenTheConnectionIsLost() {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");

        var answer = client.sendAsync(HEARTBEAT);
        connection.expectAction("Setvar");
        connection.close();

        assertEquals(AmiException.Reason.LOST, reasonOf(answer));
        listener.next("detached CLOSED");
    }

    @Test
    void channelListComesBeforeAllEventsAndNoneIsLost() {
        client.start();
        var connection = asterisk.accept();
        String login = connection.expectAction("Login");
        connection.send("Response: Success\r\nActionID: " + login + "\r\n\r\n").sendUserEvent("before");
        String status = connection.expectAction("Status");
        connection
                .startList(status)
                .sendChannel(status, "a")
                .sendUserEvent("between")
                .sendChannel(status, "b");
        connection.endList(status, 2).sendUserEvent("after");

        listener.next("attached a b", "before", "between", "after");
    }

    @Test
    void unrequestedChannelListIsIgnored() {
        client.start();
        var connection = asterisk.accept();
        connection.respond("Login", "Success");
        String status = connection.expectAction("Status");
        connection.startList(status).sendChannel("forged", "x").endList("forged", 1);
        connection.sendChannel(status, "a").endList(status, 1);

        listener.next("attached a");
    }

    @Test
    void channelListIsReadAgainAfterEachReconnect() {
        client.start();
        for (int i = 0; i < 10; i++) {
            var connection = asterisk.accept();
            connection.respond("Login", "Success");
            connection.sendChannelList("a" + i);
            listener.next("attached a" + i);
            connection.sendUserEvent("e" + i);
            listener.next("e" + i);
            connection.close();
            listener.next("detached CLOSED");
        }
    }

    @Test
    void connectionIsRetriedUntilAsteriskIsBack() {
        int port = asterisk.port();
        asterisk.close();
        client.start();
        try (var back = new ScriptedAsterisk(port)) {
            back.attach();
            listener.next("attached");
        }
    }

    @Test
    void connectionToANonAsteriskPeerIsClosed() {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");
        connection.send("Event: Hangup\r\n" + "X: y\r\n".repeat(100_000));

        listener.next("detached PROTOCOL");
        connection.awaitClose();
        asterisk.attach();
        listener.next("attached");
    }

    @Test
    void silentConnectionIsClosed() {
        var shortTimeouts = new AmiTimeouts(
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                100,
                AmiTimeouts.InitialSync.CHANNELS);
        var otherListener = new CapturingAmiListener();
        try (var other = client(otherListener, shortTimeouts, () -> "s3cret".toCharArray())) {
            other.start();
            var connection = asterisk.attach();
            otherListener.next("attached", "detached NO_ANSWER");
            connection.awaitClose();
        }
    }

    @Test
    void slowListenerOverflowsAndReconnects() throws Exception {
        var smallBuffer = new AmiTimeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                50,
                AmiTimeouts.InitialSync.CHANNELS);
        var release = new CountDownLatch(1);
        var events = new AtomicInteger();
        var slow = new AmiListener() {
            @Override
            public void onAttached(java.util.List<ChannelStatus> channels) {
                listener.onAttached(channels);
            }

            @Override
            public void onEvent(AmiEvent event) {
                assertDoesNotThrow(() -> release.await(10, TimeUnit.SECONDS));
                events.incrementAndGet();
            }

            @Override
            public void onDetached(DetachCause cause) {
                listener.onDetached(cause);
            }

            @Override
            public void onAccountRefused(String message) {
                listener.onAccountRefused(message);
            }
        };
        try (var other = client(slow, smallBuffer, () -> "s3cret".toCharArray())) {
            other.start();
            var connection = asterisk.attach();
            listener.next("attached");
            for (int i = 0; i < 200; i++) {
                try {
                    connection.sendUserEvent("flood");
                } catch (java.io.UncheckedIOException _) {
                    break; // Closed during the flood, as expected.
                }
            }
            connection.awaitClose();
            asterisk.attach();
            release.countDown();

            listener.next("detached OVERFLOW", "attached");
            assertEquals(true, events.get() > 0 && events.get() <= 200);
        }
    }

    @Test
    void failingListenerGetsTheNextEvent() {
        var failing = new AmiListener() {
            @Override
            public void onAttached(java.util.List<ChannelStatus> channels) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void onEvent(AmiEvent event) {
                listener.onEvent(event);
            }

            @Override
            public void onDetached(DetachCause cause) {
                listener.onDetached(cause);
            }

            @Override
            public void onAccountRefused(String message) {
                listener.onAccountRefused(message);
            }
        };
        try (var other = client(failing, AmiTimeouts.DEFAULTS, () -> "s3cret".toCharArray())) {
            other.start();
            asterisk.attach().sendUserEvent("heard");

            listener.next("heard");
        }
    }

    @Test
    void closeLogsOff() {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");
        client.close();

        connection.expectAction("Logoff");
        connection.awaitClose();
    }

    /// Asterisk reports a second Originate with the id of a living channel to all connections, under that channel's
    /// uniqueid.
    @Test
    void outcomeOfAnOriginateIsMatchedByActionIdNotByUniqueid() {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");
        var _ = client.sendAsync(originate("leg-1"));
        String actionId = connection.expectAction("Originate");
        connection.send("Response: Success\r\nActionID: " + actionId + "\r\n\r\n");

        connection.send(originateResponse("another-connection", "leg-1", 0));
        connection.send(originateResponse(actionId, "<unknown>", 5));
        connection.send(originateResponse(actionId, "leg-1", 8));
        connection.send("Event: UserEvent\r\nUserEvent: Last\r\nUniqueid: c\r\n\r\n");

        listener.next("OriginateResponse[legId=leg-1, success=false, reason=5]");
        listener.next("Last");
    }

    @Test
    void refusedOriginateHasNoOutcomeLater() {
        client.start();
        var connection = asterisk.attach();
        listener.next("attached");
        var refused = client.sendAsync(originate("leg-1"));
        String actionId = connection.expectAction("Originate");

        connection.send("Response: Error\r\nActionID: " + actionId + "\r\nMessage: Permission denied\r\n\r\n");
        connection.send(originateResponse(actionId, "leg-1", 5));
        connection.send("Event: UserEvent\r\nUserEvent: Last\r\nUniqueid: c\r\n\r\n");

        assertEquals(AmiException.Reason.NOT_PERMITTED, reasonOf(refused));
        listener.next("Last");
    }

    private static AmiAction originate(String legId) {
        return new AmiAction.Originate(
                new DialTarget.Endpoint("e1"),
                legId,
                new ChannelName("PJSIP/trunk-1"),
                AmiAction.Codec.ALAW,
                Duration.ofSeconds(15),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String originateResponse(String actionId, String uniqueid, int reason) {
        return "Event: OriginateResponse\r\nActionID: %s\r\nResponse: Failure\r\nReason: %d\r\nUniqueid: %s\r\n\r\n"
                .formatted(actionId, reason, uniqueid);
    }

    @Test
    void legIdMustCarryTheSystemName() {
        var settings = new AmiClientSettings(
                "127.0.0.1",
                asterisk.port(),
                "engine",
                () -> "s3cret".toCharArray(),
                new AmiTransport.Plain(),
                Optional.of(DecoderHarness.SYSTEM_NAME),
                AmiTimeouts.DEFAULTS);
        try (var marked = new AmiClient(settings, listener, AmiMetrics.NONE, System::nanoTime, new Random(7))) {
            marked.start();
            asterisk.attach();
            listener.next("attached");
            AmiAction stray = originate("leg-1");

            assertThrows(IllegalArgumentException.class, () -> marked.send(stray));
            assertEquals("4f9c2a71d0be-leg-1", settings.legId("1"));
        }
    }
}
