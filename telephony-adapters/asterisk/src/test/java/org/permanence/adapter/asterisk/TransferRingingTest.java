package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.adapter.asterisk.SwitchFixture.CALLER;
import static org.permanence.adapter.asterisk.SwitchFixture.CHANNEL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.ami.AmiAction.HangUp;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.OriginateResponse;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

/// The doctor's line rings while the caller talks to Ines.
class TransferRingingTest extends ArrivedCall {

    private static final String PHONE = "Local/s@ring-leg-00000002;1";
    private static final String DOCTORS = "Local/s@ring-leg-00000003;1";
    private static final Line DOCTOR = new Line("doctor");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Boolean> joined = new LinkedBlockingQueue<>();
    /// Long enough to be one.
    private static final Duration CONVERSATION = Duration.ofSeconds(3);

    private final BlockingQueue<BridgeOutcome> unanswered = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init")
    private Future<BridgeOutcome> conversation;

    @SuppressWarnings("NullAway.Init")
    private String assistantLeg;

    @BeforeEach
    void connectCallerWithInes() throws InterruptedException {
        fixture.onOriginate(order -> {
            bridgeCallerWith("b", order.legId(), PHONE);
            session.close();
        });
        conversation = fixture.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> joined.add(true)));
        assistantLeg = fixture.nextAction(Originate.class).legId();
        assertEquals(true, joined.poll(10, TimeUnit.SECONDS));
        fixture.onOriginate(_ -> {});
    }

    @Test
    void nothingIsRungWhileTheChannelTableIsUnknown() throws InterruptedException {
        fixture.asterisk().onDetached(DetachCause.CLOSED);

        ringDoctor();

        assertEquals(BridgeOutcome.FAILED, unanswered.poll(10, TimeUnit.SECONDS));
        assertEquals(0, fixture.unreadActions(Originate.class));
    }

    @Test
    void unansweredLineDoesNotEndTheConversation() throws InterruptedException {
        String doctor = ringDoctor();

        fixture.asterisk().onEvent(new OriginateResponse(doctor, false, 3));

        assertEquals(BridgeOutcome.NO_ANSWER, unanswered.poll(10, TimeUnit.SECONDS));
        assertNotEquals(true, conversation.isDone());
    }

    @Test
    void lineMissingFromTheChannelListIsReportedFailed() throws InterruptedException {
        ringDoctor();

        fixture.attachWithCaller();

        assertEquals(BridgeOutcome.FAILED, unanswered.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void answeringLineTakesOverTheCallerAndIsNotRungAgain() throws Exception {
        String doctor = ringDoctor();
        fixture.asterisk().onEvent(new ChannelNew(doctor, DOCTORS, doctor, ChannelPhase.DOWN));

        moveCaller("b", "c", doctor);
        assertEquals(BridgeOutcome.CONNECTED, done(conversation), "the conversation with Ines");
        var next = fixture.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> joined.add(true)));
        assertEquals(true, joined.poll(10, TimeUnit.SECONDS));
        assertEquals(0, fixture.unreadActions(Originate.class));
        fixture.passes(CONVERSATION);
        fixture.asterisk().onEvent(new BridgeLeave("c", doctor, DOCTORS, 1));

        assertEquals(BridgeOutcome.CONNECTED, done(next), "the conversation with the doctor");
        assertEquals(List.of(), List.copyOf(unanswered));
    }

    @Test
    void lineThatTakesOverTheCallerAndHangsUpAtOnceHasNotAnswered() throws Exception {
        String doctor = ringDoctor();
        fixture.asterisk().onEvent(new ChannelNew(doctor, DOCTORS, doctor, ChannelPhase.DOWN));

        moveCaller("b", "c", doctor);
        assertEquals(BridgeOutcome.CONNECTED, done(conversation), "the conversation with Ines");
        fixture.asterisk().onEvent(new BridgeLeave("c", doctor, DOCTORS, 1));

        assertEquals(BridgeOutcome.DROPPED, done(fixture.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {}))));
    }

    @Test
    void leavingTheOldBridgeLateDoesNotEndTheNewConversation() throws Exception {
        String doctor = ringDoctor();
        fixture.asterisk().onEvent(new ChannelNew(doctor, DOCTORS, doctor, ChannelPhase.DOWN));

        fixture.asterisk().onEvent(new BridgeEnter("c", doctor, DOCTORS, CALLER, 1));
        fixture.asterisk().onEvent(new BridgeEnter("c", CALLER, CHANNEL, CALLER, 2));
        fixture.asterisk().onEvent(new BridgeLeave("b", CALLER, CHANNEL, 1));

        assertEquals(BridgeOutcome.CONNECTED, done(conversation), "the conversation with Ines");
        var next = fixture.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {}));
        fixture.passes(CONVERSATION);
        fixture.asterisk().onEvent(new Hangup(doctor, DOCTORS, 16));
        assertEquals(BridgeOutcome.CONNECTED, done(next), "the conversation with the doctor");
    }

    @Test
    void callerHearsMusicWhenTheAssistantHangsUpBeforeTheLineAnswers() throws Exception {
        String doctor = ringDoctor();
        fixture.asterisk().onEvent(new ChannelNew(doctor, DOCTORS, doctor, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new BridgeLeave("b", assistantLeg, PHONE, 1));
        assertEquals(BridgeOutcome.CONNECTED, done(conversation));
        session = fixture.session();

        var next = fixture.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {}));
        assertEquals("EXEC StartMusicOnHold \"hold\"", session.receiveAndConfirm());
        fixture.asterisk().onEvent(new Hangup(doctor, DOCTORS, 17));

        assertEquals(BridgeOutcome.BUSY, done(next));
        assertEquals(List.of(), List.copyOf(unanswered), "only the flow reports the outcome");
    }

    @Test
    void lineIsHungUpWhenTheCallerLeaves() throws InterruptedException {
        String doctor = ringDoctor();
        fixture.asterisk().onEvent(new ChannelNew(doctor, DOCTORS, doctor, ChannelPhase.DOWN));

        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        awaitHungUp(doctor);
        assertEquals(List.of(), List.copyOf(unanswered));
    }

    @Test
    void lineIsHungUpWhenTheFlowEnds() throws Exception {
        String doctor = ringDoctor();
        fixture.asterisk().onEvent(new ChannelNew(doctor, DOCTORS, doctor, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new BridgeLeave("b", assistantLeg, PHONE, 1));
        done(conversation);
        session = fixture.session();

        var _ = fixture.flow(() -> {
            call.hangUp();
            return true;
        });
        session.receiveAndConfirm();

        awaitHungUp(doctor);
    }

    @Test
    void transferLegHearsTheNotice() throws InterruptedException {
        call.ringTransferTarget(
                DOCTOR,
                PATIENCE,
                new Call.BeforeBridge(Optional.of(new Prompt("fr.recorded")), Optional.empty()),
                unanswered::add);

        assertEquals(
                Optional.of("/sounds/fr.recorded"),
                fixture.nextAction(Originate.class).notice());
    }

    @Test
    void noLineIsRungForACallerWhoHasLeft() throws Exception {
        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
        assertThrows(ExecutionException.class, () -> {
            done(conversation);
            done(fixture.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {})));
        });

        call.ringTransferTarget(
                DOCTOR, PATIENCE, new Call.BeforeBridge(Optional.empty(), Optional.empty()), unanswered::add);

        assertEquals(BridgeOutcome.FAILED, unanswered.poll(10, TimeUnit.SECONDS));
    }

    /// Waits until this leg is hung up; the call's other leg may be hung up before it.
    private void awaitHungUp(String leg) throws InterruptedException {
        HangUp order = fixture.nextAction(HangUp.class);
        while (!order.channel().value().equals(leg)) {
            order = fixture.nextAction(HangUp.class);
        }
    }

    /// Rings the doctor and returns the leg's id.
    private String ringDoctor() throws InterruptedException {
        call.ringTransferTarget(
                DOCTOR, PATIENCE, new Call.BeforeBridge(Optional.empty(), Optional.empty()), unanswered::add);
        return fixture.asterisk().channelIds().isPresent()
                ? fixture.nextAction(Originate.class).legId()
                : "";
    }

    private void bridgeCallerWith(String bridge, String leg, String channel) {
        fixture.asterisk().onEvent(new ChannelNew(leg, channel, leg, ChannelPhase.DOWN));
        fixture.asterisk().onEvent(new BridgeEnter(bridge, leg, channel, CALLER, 1));
        fixture.asterisk().onEvent(new BridgeEnter(bridge, CALLER, CHANNEL, CALLER, 2));
    }

    private void moveCaller(String from, String to, String leg) {
        fixture.asterisk().onEvent(new BridgeLeave(from, CALLER, CHANNEL, 1));
        fixture.asterisk().onEvent(new BridgeEnter(to, leg, DOCTORS, CALLER, 1));
        fixture.asterisk().onEvent(new BridgeEnter(to, CALLER, CHANNEL, CALLER, 2));
    }

    private static BridgeOutcome done(Future<BridgeOutcome> bridged) throws Exception {
        return bridged.get(10, TimeUnit.SECONDS);
    }
}
