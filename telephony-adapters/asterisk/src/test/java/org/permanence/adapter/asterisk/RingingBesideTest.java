package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.adapter.asterisk.SwitchStage.CALLER;
import static org.permanence.adapter.asterisk.SwitchStage.CHANNEL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiAction.HangUp;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.OriginateResponse;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

/// The doctor's line rings for a caller who talks with Ines.
class RingingBesideTest {

    private static final String PHONE = "PJSIP/phone-ines-00000002";
    private static final String DOCTORS = "PJSIP/phone-doctor-00000003";
    private static final Line DOCTOR = new Line("doctor");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Boolean> joined = new LinkedBlockingQueue<>();
    private final BlockingQueue<BridgeOutcome> unanswered = new LinkedBlockingQueue<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private SwitchStage stage;

    @SuppressWarnings("NullAway.Init")
    private AsteriskSocket session;

    @SuppressWarnings("NullAway.Init")
    private Call call;

    @SuppressWarnings("NullAway.Init")
    private Future<BridgeOutcome> talk;

    @SuppressWarnings("NullAway.Init")
    private String ines;

    @BeforeEach
    void theCallerTalksWithInes() throws InterruptedException {
        stage = new SwitchStage(work);
        session = stage.session();
        call = stage.call();
        stage.attachedWithTheCaller();
        stage.whenRung(order -> {
            joins("b", order.legId(), PHONE);
            session.close();
        });
        talk = stage.flow(() -> call.bridge(new Line("ines"), PATIENCE, () -> joined.add(true)));
        ines = stage.order(Originate.class).legId();
        assertEquals(true, joined.poll(10, TimeUnit.SECONDS));
        stage.whenRung(_ -> {});
    }

    @AfterEach
    void close() {
        session.close();
        stage.close();
    }

    @Test
    void aSwitchThatIsNotKnownRingsNobody() throws InterruptedException {
        stage.asterisk().detached(DetachCause.CLOSED);

        rings();

        assertEquals(BridgeOutcome.FAILED, unanswered.poll(10, TimeUnit.SECONDS));
        assertEquals(0, stage.furtherOrders(Originate.class));
    }

    @Test
    void aLineThatDoesNotAnswerEndsNoTalk() throws InterruptedException {
        String doctor = rings();

        stage.asterisk().event(new OriginateResponse(doctor, false, 3));

        assertEquals(BridgeOutcome.NO_ANSWER, unanswered.poll(10, TimeUnit.SECONDS));
        assertNotEquals(true, talk.isDone());
    }

    @Test
    void aLineThatThePictureDoesNotShowDoesNotRing() throws InterruptedException {
        rings();

        stage.attachedWithTheCaller();

        assertEquals(BridgeOutcome.FAILED, unanswered.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void whoAnswersTakesTheCallerOutOfTheTalkAndIsNotRungAgain() throws Exception {
        String doctor = rings();
        stage.asterisk().event(new ChannelNew(doctor, DOCTORS, doctor));

        moves("b", "c", doctor);
        assertEquals(BridgeOutcome.CONNECTED, done(talk), "with Ines");
        var next = stage.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> joined.add(true)));
        assertEquals(true, joined.poll(10, TimeUnit.SECONDS));
        assertEquals(0, stage.furtherOrders(Originate.class));
        stage.asterisk().event(new BridgeLeave("c", doctor, DOCTORS, 1));

        assertEquals(BridgeOutcome.CONNECTED, done(next), "with the doctor");
        assertEquals(List.of(), List.copyOf(unanswered));
    }

    @Test
    void whoAnswersBeforeTheOldBridgeIsLeftHasNotParted() throws Exception {
        String doctor = rings();
        stage.asterisk().event(new ChannelNew(doctor, DOCTORS, doctor));

        stage.asterisk().event(new BridgeEnter("c", doctor, DOCTORS, CALLER, 1));
        stage.asterisk().event(new BridgeEnter("c", CALLER, CHANNEL, CALLER, 2));
        stage.asterisk().event(new BridgeLeave("b", CALLER, CHANNEL, 1));

        assertEquals(BridgeOutcome.CONNECTED, done(talk), "with Ines");
        var next = stage.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {}));
        stage.asterisk().event(new Hangup(doctor, DOCTORS, 16));
        assertEquals(BridgeOutcome.CONNECTED, done(next), "with the doctor");
    }

    @Test
    void anAssistantWhoHangsUpFirstLeavesTheCallerWithMusicUntilTheLineAnswers() throws Exception {
        String doctor = rings();
        stage.asterisk().event(new ChannelNew(doctor, DOCTORS, doctor));
        stage.asterisk().event(new BridgeLeave("b", ines, PHONE, 1));
        assertEquals(BridgeOutcome.CONNECTED, done(talk));
        session = stage.session();

        var next = stage.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {}));
        assertEquals("EXEC StartMusicOnHold \"hold\"", session.does());
        stage.asterisk().event(new Hangup(doctor, DOCTORS, 17));

        assertEquals(BridgeOutcome.BUSY, done(next));
        assertEquals(List.of(), List.copyOf(unanswered), "its flow knows");
    }

    @Test
    void aCallerWhoLeavesIsRungForNoLonger() throws InterruptedException {
        String doctor = rings();
        stage.asterisk().event(new ChannelNew(doctor, DOCTORS, doctor));

        stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));

        awaitHungUp(doctor);
        assertEquals(List.of(), List.copyOf(unanswered));
    }

    @Test
    void aFlowThatEndsOtherwiseHangsTheLineUp() throws Exception {
        String doctor = rings();
        stage.asterisk().event(new ChannelNew(doctor, DOCTORS, doctor));
        stage.asterisk().event(new BridgeLeave("b", ines, PHONE, 1));
        done(talk);
        session = stage.session();

        var _ = stage.flow(() -> {
            call.hangUp();
            return true;
        });
        session.does();

        awaitHungUp(doctor);
    }

    @Test
    void whoeverIsRungHearsTheNoticeThatGoesWithIt() throws InterruptedException {
        call.ringTransferTarget(DOCTOR, PATIENCE, Optional.of(new Prompt("fr.recorded")), unanswered::add);

        assertEquals(
                Optional.of("/sounds/fr.recorded"), stage.order(Originate.class).notice());
    }

    @Test
    void nobodyIsRungForACallerWhoIsGone() throws Exception {
        stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
        assertThrows(ExecutionException.class, () -> {
            done(talk);
            done(stage.flow(() -> call.bridge(DOCTOR, PATIENCE, () -> {})));
        });

        call.ringTransferTarget(DOCTOR, PATIENCE, Optional.empty(), unanswered::add);

        assertEquals(BridgeOutcome.FAILED, unanswered.poll(10, TimeUnit.SECONDS));
    }

    /// The other leg of the call is hung up too, before it or after it.
    private void awaitHungUp(String leg) throws InterruptedException {
        HangUp order = stage.order(HangUp.class);
        while (!order.channel().value().equals(leg)) {
            order = stage.order(HangUp.class);
        }
    }

    /// Rings the doctor, and gives the leg.
    private String rings() throws InterruptedException {
        call.ringTransferTarget(DOCTOR, PATIENCE, Optional.empty(), unanswered::add);
        return stage.asterisk().channels().isPresent()
                ? stage.order(Originate.class).legId()
                : "";
    }

    private void joins(String bridge, String leg, String channel) {
        stage.asterisk().event(new ChannelNew(leg, channel, leg));
        stage.asterisk().event(new BridgeEnter(bridge, leg, channel, CALLER, 1));
        stage.asterisk().event(new BridgeEnter(bridge, CALLER, CHANNEL, CALLER, 2));
    }

    private void moves(String from, String to, String leg) {
        stage.asterisk().event(new BridgeLeave(from, CALLER, CHANNEL, 1));
        stage.asterisk().event(new BridgeEnter(to, leg, DOCTORS, CALLER, 1));
        stage.asterisk().event(new BridgeEnter(to, CALLER, CHANNEL, CALLER, 2));
    }

    private static BridgeOutcome done(Future<BridgeOutcome> bridged) throws Exception {
        return bridged.get(10, TimeUnit.SECONDS);
    }
}
