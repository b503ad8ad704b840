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

    private static final AmiAction BEAT = new AmiAction.SetGlobal("PERM_BEAT", "1");

    private final ScriptedAsterisk asterisk = new ScriptedAsterisk();
    private final HeardEvents heard = new HeardEvents();
    private final AmiClient client = client(heard, AmiPace.USUAL, () -> "s3cret".toCharArray());

    private AmiClient client(AmiListener listener, AmiPace pace, java.util.function.Supplier<char[]> secret) {
        var settings = new AmiSettings(
                "127.0.0.1", asterisk.port(), "engine", secret, new AmiTransport.Plain(), Optional.empty(), pace);
        return new AmiClient(settings, listener, AmiWatch.NONE, System::nanoTime, new Random(7));
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
    void aRefusedPasswordIsToldOnceAndNeverTriedAgain() {
        client.start();
        var line = asterisk.accept();
        line.refuses("Login", "Authentication failed");
        line.hearsTheEnd();

        heard.next("refused login: refused (expected: the AMI account's name and secret)");
        client.close(); // No try is left over: a second connection would be in the backlog.
        assertThrows(java.io.UncheckedIOException.class, () -> {
            asterisk.close();
            asterisk.accept();
        });
    }

    @Test
    void anAccountThatMayNotReadTheChannelsIsRefused() {
        client.start();
        var line = asterisk.accept();
        line.answers("Login", "Success");
        line.refuses("Status", "Permission denied");

        heard.next("refused channels: not told (expected: an AMI account with write=call,originate)");
        line.hearsTheEnd();
    }

    @Test
    void aSecretThatCannotBeReadOrSentIsToldWithoutItsText() {
        for (String bad : new String[] {"", "s3cret\r\nAction: Command"}) {
            var ears = new HeardEvents();
            try (var other = client(ears, AmiPace.USUAL, bad::toCharArray)) {
                other.start();
                asterisk.accept().hearsTheEnd();

                ears.next("refused secret: unusable (expected: a readable file with 1..128 printable characters)");
            }
        }
    }

    @Test
    void anActionWithoutConnectionFailsAtOnce() {
        var fault = assertThrows(AmiException.class, () -> client.send(BEAT));

        assertEquals(AmiException.Reason.NOT_ATTACHED, fault.reason());
        assertFalse(client.isAttached());
    }

    @Test
    void anActionIsAnsweredByItsIdWhateverTheOrder() throws Exception {
        client.start();
        var line = asterisk.attach();
        heard.next("attached");

        var first = client.sendAsync(BEAT);
        var second = client.sendAsync(new AmiAction.HangUp(new ChannelName("PJSIP/a-1"), 16));
        String beat = line.hears("Setvar");
        String hangUp = line.hears("Hangup");
        line.say("Response: Error\r\nActionID: " + hangUp + "\r\nMessage: No such channel\r\n\r\n");
        line.say("Response: Success\r\nActionID: somebody-else\r\n\r\n");
        assertEquals(AmiException.Reason.NO_SUCH_CHANNEL, reasonOf(second));
        assertFalse(first.isDone());
        line.say("Response: Success\r\nActionID: " + beat + "\r\n\r\n");

        first.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedActionThrowsItsReasonWhereItWasSent() throws Exception {
        client.start();
        var line = asterisk.attach();
        heard.next("attached");

        var fault = CompletableFuture.supplyAsync(() -> assertThrows(AmiException.class, () -> client.send(BEAT)));
        line.refuses("Setvar", "Permission denied");

        assertEquals(
                AmiException.Reason.NOT_PERMITTED,
                fault.get(10, TimeUnit.SECONDS).reason());
    }

    @Test
    void anActionThatIsNotAnsweredTimesOut() {
        var hasty = new AmiPace(
                Duration.ofMillis(300),
                Duration.ofMinutes(1),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                100,
                AmiPace.Picture.CHANNELS);
        var ears = new HeardEvents();
        try (var other = client(ears, hasty, () -> "s3cret".toCharArray())) {
            other.start();
            var line = asterisk.attach();
            ears.next("attached");

            var answer = other.sendAsync(BEAT);
            line.hears("Setvar");

            assertEquals(AmiException.Reason.TIMED_OUT, reasonOf(answer));
        }
    }

    @Test
    void whatWaitsForAnAnswerFailsWhenTheConnectionIsLost() {
        client.start();
        var line = asterisk.attach();
        heard.next("attached");

        var answer = client.sendAsync(BEAT);
        line.hears("Setvar");
        line.hangUp();

        assertEquals(AmiException.Reason.LOST, reasonOf(answer));
        heard.next("detached CLOSED");
    }

    @Test
    void theChannelsAreToldBeforeAnyEventAndNoneIsLost() {
        client.start();
        var line = asterisk.accept();
        String login = line.hears("Login");
        line.say("Response: Success\r\nActionID: " + login + "\r\n\r\n").event("before");
        String status = line.hears("Status");
        line.startsList(status).tellsChannel(status, "a").event("between").tellsChannel(status, "b");
        line.endsList(status, 2).event("after");

        heard.next("attached a b", "before", "between", "after");
    }

    @Test
    void channelsOfAListNobodyAskedForAreNotBelieved() {
        client.start();
        var line = asterisk.accept();
        line.answers("Login", "Success");
        String status = line.hears("Status");
        line.startsList(status).tellsChannel("forged", "x").endsList("forged", 1);
        line.tellsChannel(status, "a").endsList(status, 1);

        heard.next("attached a");
    }

    @Test
    void theStateIsReadAnewAfterEachReconnect() {
        client.start();
        for (int i = 0; i < 10; i++) {
            var line = asterisk.accept();
            line.answers("Login", "Success");
            line.tellsChannels("a" + i);
            heard.next("attached a" + i);
            line.event("e" + i);
            heard.next("e" + i);
            line.hangUp();
            heard.next("detached CLOSED");
        }
    }

    @Test
    void anAsteriskThatIsAwayIsTriedUntilItIsBack() {
        int port = asterisk.port();
        asterisk.close();
        client.start();
        try (var back = new ScriptedAsterisk(port)) {
            back.attach();
            heard.next("attached");
        }
    }

    @Test
    void aPeerThatIsNotAsteriskIsLeft() {
        client.start();
        var line = asterisk.attach();
        heard.next("attached");
        line.say("Event: Hangup\r\n" + "X: y\r\n".repeat(100_000));

        heard.next("detached PROTOCOL");
        line.hearsTheEnd();
        asterisk.attach();
        heard.next("attached");
    }

    @Test
    void aConnectionThatFallsSilentIsLeft() {
        var wary = new AmiPace(
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                100,
                AmiPace.Picture.CHANNELS);
        var ears = new HeardEvents();
        try (var other = client(ears, wary, () -> "s3cret".toCharArray())) {
            other.start();
            var line = asterisk.attach();
            ears.next("attached", "detached SILENT");
            line.hearsTheEnd();
        }
    }

    @Test
    void aListenerThatIsTooSlowLosesTheConnectionAndReadsTheStateAnew() throws Exception {
        var small = new AmiPace(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(10),
                Duration.ofSeconds(1),
                50,
                AmiPace.Picture.CHANNELS);
        var hold = new CountDownLatch(1);
        var events = new AtomicInteger();
        var slow = new AmiListener() {
            @Override
            public void attached(java.util.List<ChannelStatus> channels) {
                heard.attached(channels);
            }

            @Override
            public void event(AmiEvent event) {
                assertDoesNotThrow(() -> hold.await(10, TimeUnit.SECONDS));
                events.incrementAndGet();
            }

            @Override
            public void detached(DetachCause cause) {
                heard.detached(cause);
            }

            @Override
            public void refused(String message) {
                heard.refused(message);
            }
        };
        try (var other = client(slow, small, () -> "s3cret".toCharArray())) {
            other.start();
            var line = asterisk.attach();
            heard.next("attached");
            for (int i = 0; i < 200; i++) {
                try {
                    line.event("flood");
                } catch (java.io.UncheckedIOException _) {
                    break; // Dropped in the middle of the flood: that is the rule under test.
                }
            }
            line.hearsTheEnd();
            asterisk.attach();
            hold.countDown();

            heard.next("detached OVERFLOW", "attached");
            assertEquals(true, events.get() > 0 && events.get() <= 200);
        }
    }

    @Test
    void aListenerThatFailsHearsTheNextEvent() {
        var failing = new AmiListener() {
            @Override
            public void attached(java.util.List<ChannelStatus> channels) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void event(AmiEvent event) {
                heard.event(event);
            }

            @Override
            public void detached(DetachCause cause) {
                heard.detached(cause);
            }

            @Override
            public void refused(String message) {
                heard.refused(message);
            }
        };
        try (var other = client(failing, AmiPace.USUAL, () -> "s3cret".toCharArray())) {
            other.start();
            asterisk.attach().event("heard");

            heard.next("heard");
        }
    }

    @Test
    void closingSaysGoodbye() {
        client.start();
        var line = asterisk.attach();
        heard.next("attached");
        client.close();

        line.hears("Logoff");
        line.hearsTheEnd();
    }

    @Test
    void aLegMustCarryTheHousesName() {
        var settings = new AmiSettings(
                "127.0.0.1",
                asterisk.port(),
                "engine",
                () -> "s3cret".toCharArray(),
                new AmiTransport.Plain(),
                Optional.of(Dialogue.MARK),
                AmiPace.USUAL);
        try (var marked = new AmiClient(settings, heard, AmiWatch.NONE, System::nanoTime, new Random(7))) {
            marked.start();
            asterisk.attach();
            heard.next("attached");
            var target = new DialTarget.Endpoint("e1");
            var waiting = new ChannelName("PJSIP/trunk-1");
            var stray = new AmiAction.Originate(
                    target,
                    "leg-1",
                    waiting,
                    Duration.ofSeconds(15),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

            assertThrows(IllegalArgumentException.class, () -> marked.send(stray));
            assertEquals("4f9c2a71d0be-leg-1", settings.legId("1"));
        }
    }
}
