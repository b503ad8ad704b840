package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchStage.CALLER;
import static org.permanence.adapter.asterisk.SwitchStage.CHANNEL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiAction.HangUp;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.AmiEvent.OriginateResponse;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

/// A caller and a line, joined by a switch that tells its events in every order it knows.
class BridgeTest {

    private static final String PHONE = "PJSIP/phone-ines-00000002";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path work;

    @SuppressWarnings("NullAway.Init")
    private SwitchStage stage;

    private final AtomicInteger joined = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private AsteriskSocket session;

    @SuppressWarnings("NullAway.Init")
    private Call call;

    @BeforeEach
    void callArrives() throws InterruptedException {
        stage = new SwitchStage(work);
        session = stage.session();
        call = stage.call();
        stage.attachedWithTheCaller();
    }

    @AfterEach
    void close() {
        session.close();
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"1, NO_ANSWER", "3, NO_ANSWER", "5, BUSY", "0, UNREACHABLE", "8, UNREACHABLE"})
    void whyALineWasNotReachedIsToldByTheOrdersEnd(int reason, BridgeOutcome outcome) throws Exception {
        var bridged = rings();
        var leg = stage.order(Originate.class).legId();

        stage.asterisk().event(new OriginateResponse(leg, false, reason));

        assertEquals(outcome, done(bridged));
        assertEquals(0, joined.get());
    }

    @ParameterizedTest
    @CsvSource({"17, BUSY", "21, BUSY", "19, NO_ANSWER", "16, NO_ANSWER", "20, UNREACHABLE", "34, UNREACHABLE"})
    void orByTheLegsOwnEnd(int cause, BridgeOutcome outcome) throws Exception {
        var bridged = rings();
        var leg = stage.order(Originate.class).legId();

        stage.asterisk().event(new Hangup(leg, PHONE, cause));
        stage.asterisk().event(new OriginateResponse(leg, false, 0));

        assertEquals(outcome, done(bridged), "the first word counts");
    }

    /// Bridge takes the first channel whose name or uniqueid begins so (tried on Asterisk 22.10.1), and another
    /// caller's
    /// uniqueid may begin with this one's.
    @Test
    void theCallerIsJoinedByTheChannelsNameAndNotByItsUniqueid() throws Exception {
        var _ = rings();

        assertEquals(
                new ChannelName("PJSIP/trunk-00000000"),
                stage.order(Originate.class).waiting());
    }

    @Test
    void theLineIsRungBeforeTheCallerIsGivenMusic() throws Exception {
        var bridged = stage.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), joined::incrementAndGet));

        var leg = stage.order(Originate.class).legId();
        assertEquals("EXEC StartMusicOnHold \"hold\"", session.hears());
        session.says("200 result=0\n");
        stage.asterisk().event(new Hangup(leg, PHONE, 17));

        assertEquals(BridgeOutcome.BUSY, done(bridged));
    }

    @Test
    void anAnnouncementGoesOnWhileLineAfterLineIsRung() throws Exception {
        var announced = stage.flow(() -> {
            call.announce(new Prompt("fr.ringing-emergency"));
            return true;
        });
        assertEquals("EXEC StartMusicOnHold \"fr.ringing-emergency\"", session.does());
        assertTrue(announced.get(10, TimeUnit.SECONDS));

        for (String line : List.of("doctor", "second-doctor")) {
            var bridged =
                    stage.flow(() -> call.bridge(new Line(line), Duration.ofSeconds(30), joined::incrementAndGet));
            var leg = stage.order(Originate.class).legId();
            stage.asterisk().event(new Hangup(leg, PHONE, 17));
            assertEquals(BridgeOutcome.BUSY, done(bridged));
        }
        var next = stage.flow(() -> {
            call.play(new Prompt("fr.dial-emergency"));
            return true;
        });

        assertEquals(
                "STREAM FILE \"/sounds/fr.dial-emergency\" \"\"", session.does(), "nothing was started in between");
        assertTrue(next.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whoeverAnswersFasterThanTheMusicBeginsTalksWithoutIt() throws Exception {
        stage.whenRung(order -> {
            stage.asterisk().event(new ChannelNew(order.legId(), PHONE, order.legId()));
            stage.asterisk().event(new BridgeEnter("b", order.legId(), PHONE, CALLER, 1));
            stage.asterisk().event(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 2));
            session.close();
            stage.asterisk().event(new BridgeLeave("b", order.legId(), PHONE, 1));
            stage.asterisk().event(new Hangup(order.legId(), PHONE, 16));
        });

        var bridged = stage.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), joined::incrementAndGet));

        assertEquals(BridgeOutcome.CONNECTED, done(bridged));
        assertEquals(1, joined.get());
    }

    @Test
    void aLegThatTheNextPictureDoesNotShowWasNotRung() throws Exception {
        var bridged = rings();
        stage.order(Originate.class);

        stage.attachedWithTheCaller();

        assertEquals(BridgeOutcome.FAILED, done(bridged));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LOST", "TIMED_OUT"},
            mode = EnumSource.Mode.EXCLUDE)
    void anOrderThatAsteriskRefusesRingsNobodyAndTheCallerGoesOn(AmiException.Reason reason) throws Exception {
        stage.refusesToRing(Optional.of(reason));
        assertEquals(BridgeOutcome.FAILED, done(rings()));
        stage.order(Originate.class);

        stage.refusesToRing(Optional.empty());
        var bridged = rings();
        stage.asterisk()
                .event(new OriginateResponse(stage.order(Originate.class).legId(), false, 5));

        assertEquals(BridgeOutcome.BUSY, done(bridged), "the next line");
        assertEquals(0, joined.get());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "TIMED_OUT"})
    void anOrderThatWasLostOnTheWayMayHaveBeenCarriedOut(AmiException.Reason reason) throws Exception {
        stage.refusesToRing(Optional.of(reason));
        stage.whenRung(ringing -> {
            String leg = ringing.legId();
            stage.asterisk().event(new ChannelNew(leg, PHONE, leg));
            stage.asterisk().event(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 1));
            stage.asterisk().event(new BridgeEnter("b", leg, PHONE, CALLER, 2));
            stage.asterisk().event(new BridgeLeave("b", leg, PHONE, 1));
        });

        assertEquals(BridgeOutcome.CONNECTED, done(rings()));
        assertEquals(1, joined.get());
    }

    @Test
    void aCallerWhoLeavesWhileItRingsEndsTheCallAndTheLegIsHungUp() throws Exception {
        var bridged = rings();
        var leg = stage.order(Originate.class).legId();
        stage.asterisk().event(new ChannelNew(leg, PHONE, leg));

        stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));

        var failed = assertThrows(ExecutionException.class, () -> bridged.get(10, TimeUnit.SECONDS));
        assertInstanceOf(CallEnded.class, failed.getCause());
        assertEquals(leg, stage.order(HangUp.class).channel().value());
        assertEquals(0, joined.get());
    }

    @Test
    void twoWhoAreInOneBridgeTalkUntilOneLeavesIt() throws Exception {
        var bridged = rings();
        var leg = stage.order(Originate.class).legId();
        stage.asterisk().event(new ChannelNew(leg, PHONE, leg));
        stage.asterisk().event(new BridgeEnter("b", leg, PHONE, CALLER, 1));
        assertEquals(0, joined.get(), "alone in a bridge is not a talk");

        stage.asterisk().event(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 2));
        stage.asterisk().event(new BridgeLeave("b", leg, PHONE, 1));

        assertEquals(BridgeOutcome.CONNECTED, done(bridged));
        assertEquals(1, joined.get());
    }

    @Test
    void whoJoinsAndPartsBeforeAnybodyLooksHasTalked() throws Exception {
        stage.whenRung(ringing -> {
            String leg = ringing.legId();
            stage.asterisk().event(new ChannelNew(leg, PHONE, leg));
            stage.asterisk().event(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 1));
            stage.asterisk().event(new BridgeEnter("b", leg, PHONE, CALLER, 2));
            stage.asterisk().event(new BridgeLeave("b", leg, PHONE, 1));
            stage.asterisk().event(new Hangup(leg, PHONE, 17));
        });

        assertEquals(BridgeOutcome.CONNECTED, done(rings()));
        assertEquals(1, joined.get());
    }

    @Test
    void aCallerWhoLeavesATalkHasTalked() throws Exception {
        stage.whenRung(ringing -> {
            String leg = ringing.legId();
            stage.asterisk().event(new ChannelNew(leg, PHONE, leg));
            stage.asterisk().event(new BridgeEnter("b", leg, PHONE, CALLER, 1));
            stage.asterisk().event(new BridgeEnter("b", CALLER, CHANNEL, CALLER, 2));
            stage.asterisk().event(new BridgeLeave("b", CALLER, CHANNEL, 1));
            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
        });

        assertEquals(BridgeOutcome.CONNECTED, done(rings()));
        assertEquals(1, joined.get());
    }

    private Future<BridgeOutcome> rings() {
        var bridged = stage.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), joined::incrementAndGet));
        var _ = stage.flow(session::does); // The music, which is not asked about here.
        return bridged;
    }

    private static BridgeOutcome done(Future<BridgeOutcome> bridged) throws Exception {
        return bridged.get(10, TimeUnit.SECONDS);
    }
}
