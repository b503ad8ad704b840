package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchFixture.CALLER;
import static org.permanence.adapter.asterisk.SwitchFixture.CHANNEL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.adapter.ami.AmiAction.HangUp;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.HangupRequest;
import org.permanence.adapter.ami.AmiEvent.OriginateResponse;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

/// A caller is bridged with a line, with Asterisk's events in every order that occurs.
class BridgeTest extends ArrivedCall {

    private static final String PHONE = "Local/s@ring-leg-00000002;1";

    /// Long enough to be one.
    private static final Duration CONVERSATION = Duration.ofSeconds(3);

    private final AtomicInteger joined = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, NO_ANSWER", "3, NO_ANSWER", "5, BUSY", "0, UNREACHABLE", "8, UNREACHABLE"})
    void outcomeFollowsTheReasonOfTheOriginateResponse(int reason, BridgeOutcome outcome) throws Exception {
        var bridged = startBridge();
        var leg = fixture.nextAction(Originate.class).legId();

        fixture.asterisk().onEvent(new OriginateResponse(leg, false, reason));

        assertEquals(outcome, done(bridged));
        assertEquals(0, joined.get());
    }

    @ParameterizedTest
    @CsvSource({"17, BUSY", "21, BUSY", "19, NO_ANSWER", "16, NO_ANSWER", "20, UNREACHABLE", "34, UNREACHABLE"})
    void outcomeFollowsTheHangupCauseOfTheLeg(int cause, BridgeOutcome outcome) throws Exception {
        var bridged = startBridge();
        var leg = fixture.nextAction(Originate.class).legId();

        fixture.asterisk().onEvent(new Hangup(leg, PHONE, cause));
        fixture.asterisk().onEvent(new OriginateResponse(leg, false, 0));

        assertEquals(outcome, done(bridged), "the first outcome counts");
    }

    /// Bridge takes the first channel whose name or uniqueid has this prefix (tried on Asterisk 22.10.1), and
    /// another caller's uniqueid may begin with this one's.
    @Test
    void callerIsBridgedByChannelNameNotByUniqueid() throws Exception {
        var _ = startBridge();

        assertEquals(
                new ChannelName(CHANNEL), fixture.nextAction(Originate.class).callerChannel());
    }

    @Test
    void lineIsRungBeforeHoldMusicStarts() throws Exception {
        var bridged =
                fixture.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), joined::incrementAndGet));

        var leg = fixture.nextAction(Originate.class).legId();
        assertEquals("EXEC StartMusicOnHold \"hold\"", session.receive());
        session.send("200 result=0\n");
        fixture.asterisk().onEvent(new Hangup(leg, PHONE, 17));

        assertEquals(BridgeOutcome.BUSY, done(bridged));
    }

    @Test
    void announcementContinuesWhileLinesAreRungInTurn() throws Exception {
        var announced = fixture.flow(() -> {
            call.announce(new Prompt("fr.ringing-emergency"));
            return true;
        });
        assertEquals("EXEC StartMusicOnHold \"fr.ringing-emergency\"", session.receiveAndConfirm());
        assertTrue(announced.get(10, TimeUnit.SECONDS));

        for (String line : List.of("doctor", "second-doctor")) {
            var bridged =
                    fixture.flow(() -> call.bridge(new Line(line), Duration.ofSeconds(30), joined::incrementAndGet));
            var leg = fixture.nextAction(Originate.class).legId();
            fixture.asterisk().onEvent(new Hangup(leg, PHONE, 17));
            assertEquals(BridgeOutcome.BUSY, done(bridged));
        }
        var next = fixture.flow(() -> {
            call.play(new Prompt("fr.dial-emergency"));
            return true;
        });

        assertEquals(
                "STREAM FILE \"/sounds/fr.dial-emergency\" \"\"",
                session.receiveAndConfirm(),
                "no music was started in between");
        assertTrue(next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void answerBeforeMusicStartsIsBridgedWithoutMusic() throws Exception {
        fixture.onOriginate(order -> {
            fixture.asterisk().onEvent(new ChannelNew(order.legId(), PHONE, order.legId(), ChannelPhase.DOWN));
            fixture.asterisk().onEvent(new BridgeEnter("b", order.legId(), PHONE, CALLER, 1));
            fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 2));
            session.close();
            fixture.passes(CONVERSATION);
            fixture.asterisk().onEvent(new BridgeLeave("b", order.legId(), PHONE, 1));
            fixture.asterisk().onEvent(new Hangup(order.legId(), PHONE, 16));
        });

        var bridged =
                fixture.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), joined::incrementAndGet));

        assertEquals(BridgeOutcome.CONNECTED, done(bridged));
        assertEquals(1, joined.get());
    }

    @Test
    void legMissingFromTheNextChannelListWasNotRung() throws Exception {
        var bridged = startBridge();
        fixture.nextAction(Originate.class);

        fixture.attachWithCaller();

        assertEquals(BridgeOutcome.FAILED, done(bridged));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOST", "TIMED_OUT"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusedOriginateFailsAndTheNextLineCanBeRung(AmiException.Reason reason) throws Exception {
        fixture.failOriginates(Optional.of(reason));
        assertEquals(BridgeOutcome.FAILED, done(startBridge()));
        fixture.nextAction(Originate.class);

        fixture.failOriginates(Optional.empty());
        var bridged = startBridge();
        fixture.asterisk()
                .onEvent(new OriginateResponse(
                        fixture.nextAction(Originate.class).legId(), false, 5));

        assertEquals(BridgeOutcome.BUSY, done(bridged), "the next line can be rung");
        assertEquals(0, joined.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "TIMED_OUT"})
    void originateLostInTransitMayStillRing(AmiException.Reason reason) throws Exception {
        fixture.failOriginates(Optional.of(reason));
        fixture.onOriginate(ringing -> {
            String leg = ringing.legId();
            fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));
            fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 1));
            fixture.asterisk().onEvent(new BridgeEnter("b", leg, PHONE, CALLER, 2));
            fixture.passes(CONVERSATION);
            fixture.asterisk().onEvent(new BridgeLeave("b", leg, PHONE, 1));
        });

        assertEquals(BridgeOutcome.CONNECTED, done(startBridge()));
        assertEquals(1, joined.get());
    }

    @Test
    void legIsHungUpWhenTheCallerLeavesWhileItRings() throws Exception {
        var bridged = startBridge();
        var leg = fixture.nextAction(Originate.class).legId();
        fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));

        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        assertCallEnded(bridged);
        assertEquals(leg, fixture.nextAction(HangUp.class).channel().value());
        assertEquals(0, joined.get());
    }

    @Test
    void callerAndLegAreConnectedUntilOneLeavesTheBridge() throws Exception {
        var bridged = startBridge();
        var leg = fixture.nextAction(Originate.class).legId();
        fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new BridgeEnter("b", leg, PHONE, CALLER, 1));
        assertEquals(0, joined.get(), "a caller alone in a bridge is not connected");

        fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 2));
        fixture.passes(CONVERSATION);
        fixture.asterisk().onEvent(new BridgeLeave("b", leg, PHONE, 1));

        assertEquals(BridgeOutcome.CONNECTED, done(bridged));
        assertEquals(1, joined.get());
    }

    @Test
    void legThatJoinsAndLeavesBeforeTheFlowLooksWasConnected() throws Exception {
        fixture.onOriginate(ringing -> {
            String leg = ringing.legId();
            fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));
            fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 1));
            fixture.asterisk().onEvent(new BridgeEnter("b", leg, PHONE, CALLER, 2));
            fixture.passes(CONVERSATION);
            fixture.asterisk().onEvent(new BridgeLeave("b", leg, PHONE, 1));
            fixture.asterisk().onEvent(new Hangup(leg, PHONE, 17));
        });

        assertEquals(BridgeOutcome.CONNECTED, done(startBridge()));
        assertEquals(1, joined.get());
    }

    @Test
    void callerWhoHangsUpFirstWasConnected() throws Exception {
        fixture.onOriginate(ringing -> {
            String leg = ringing.legId();
            fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));
            fixture.asterisk().onEvent(new BridgeEnter("b", leg, PHONE, CALLER, 1));
            fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 2));
            fixture.asterisk().onEvent(new HangupRequest(CALLER, CHANNEL));
            fixture.asterisk().onEvent(new BridgeLeave("b", CALLER, CHANNEL, 1));
            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
        });

        assertEquals(BridgeOutcome.CONNECTED, done(startBridge()));
        assertEquals(1, joined.get());
    }

    /// The line answers and hangs up within two seconds: the caller is on the call and may be offered to the next.
    @Test
    void lineThatHangsUpAtOnceHasNotAnswered() throws Exception {
        fixture.onOriginate(ringing -> {
            joins(ringing.legId());
            fixture.passes(Duration.ofMillis(1_500));
            fixture.asterisk().onEvent(new BridgeLeave("b", ringing.legId(), PHONE, 1));
            fixture.asterisk().onEvent(new Hangup(ringing.legId(), PHONE, 16));
        });

        assertEquals(BridgeOutcome.DROPPED, done(startBridge()));
        assertEquals(1, joined.get());
    }

    /// Bridge takes a caller who has just hung up out of AGI, and Asterisk forgets the hang-up. AMI reports it
    /// first.
    @Test
    void callerWhoHungUpBeforeTheBridgeIsHungUpAgainAndWasNotConnected() throws Exception {
        var bridged = startBridge();
        var leg = fixture.nextAction(Originate.class).legId();
        fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));

        fixture.asterisk().onEvent(new HangupRequest(CALLER, CHANNEL));
        fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 1));
        fixture.asterisk().onEvent(new BridgeEnter("b", leg, PHONE, CALLER, 2));
        assertEquals(CALLER, fixture.nextAction(HangUp.class).channel().value());
        fixture.asterisk().onEvent(new BridgeLeave("b", CALLER, CHANNEL, 1));
        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        assertCallEnded(bridged);
        assertEquals(0, joined.get());
    }

    @Test
    void callerWhoHungUpAndComesBackInASessionIsHungUpAgain() throws Exception {
        fixture.asterisk().onEvent(new HangupRequest(CALLER, CHANNEL));
        session.close(); // The bridge has taken the caller out of it.

        try (var _ = fixture.session()) {
            assertEquals(CALLER, fixture.nextAction(HangUp.class).channel().value());
        }
    }

    /// The line answers a caller who has just hung up: Asterisk clears it with the cause of a normal end.
    @Test
    void lineThatAnswersACallerWhoHasHungUpIsNotAtFault() throws Exception {
        var bridged = startBridge();
        var leg = fixture.nextAction(Originate.class).legId();
        fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));

        fixture.asterisk().onEvent(new HangupRequest(CALLER, CHANNEL));
        fixture.asterisk().onEvent(new Hangup(leg, PHONE, 16));
        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        assertCallEnded(bridged);
    }

    @Test
    void hungUpCallersAreForgottenWithTheirChannels() throws Exception {
        fixture.asterisk().onEvent(new HangupRequest(CALLER, CHANNEL));
        fixture.asterisk().onAttached(List.of());

        fixture.attachWithCaller();

        assertEquals(0, fixture.unreadActions(HangUp.class));
    }

    @Test
    void callerWhoseHangUpWasForgottenWhileDetachedIsHungUpAtTheNextAttachment() throws Exception {
        fixture.asterisk().onEvent(new HangupRequest(CALLER, CHANNEL));

        fixture.attachWithCaller();

        assertEquals(CALLER, fixture.nextAction(HangUp.class).channel().value());
    }

    private void joins(String leg) {
        fixture.asterisk().onEvent(new ChannelNew(leg, PHONE, leg, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 1));
        fixture.asterisk().onEvent(new BridgeEnter("b", leg, PHONE, CALLER, 2));
    }

    private static void assertCallEnded(Future<BridgeOutcome> bridged) {
        var failed = assertThrows(ExecutionException.class, () -> bridged.get(10, TimeUnit.SECONDS));
        assertInstanceOf(CallEnded.class, failed.getCause());
    }

    private Future<BridgeOutcome> startBridge() {
        var bridged =
                fixture.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), joined::incrementAndGet));
        var _ = fixture.flow(session::receiveAndConfirm); // The music, which is not tested here.
        return bridged;
    }

    private static BridgeOutcome done(Future<BridgeOutcome> bridged) throws Exception {
        return bridged.get(10, TimeUnit.SECONDS);
    }
}
