package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchStage.CALLER;
import static org.permanence.adapter.asterisk.SwitchStage.CHANNEL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiAction.Overhear;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.adapter.audio.HeardSound;
import org.permanence.adapter.audiosocket.AudioSocketRefusal;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.adapter.audiosocket.AudioSocketSettings;
import org.permanence.adapter.audiosocket.AudioSocketWatch;
import org.permanence.adapter.audiosocket.Streamed;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

/// A call that is heard from afar, by a test that is Asterisk.
class FarListeningTest {

    private static final String LEG_CHANNEL = "PJSIP/phone-ines-00000002";
    private static final String BRIDGE = "bridge-1";

    /// A frame of both sides.
    private static final int FRAME = 640;

    private final HeardSound ear = new HeardSound();
    private final AudioSocketServer server = new AudioSocketServer(
            AudioSocketSettings.at("127.0.0.1", 0, false, 8), new Uncounted(), System::nanoTime, new SecureRandom());

    @SuppressWarnings("NullAway.Init")
    private SwitchStage stage;

    @SuppressWarnings("NullAway.Init")
    private AsteriskSocket session;

    @SuppressWarnings("NullAway.Init")
    private Call call;

    @BeforeEach
    void callArrives() throws InterruptedException {
        server.start();
        stage = new SwitchStage(new HearingWay.Sockets(server), server);
        session = stage.session();
        call = stage.call();
        stage.attachedWithTheCaller();
    }

    @AfterEach
    void close() {
        session.close();
        stage.close();
    }

    @Test
    void aCallerWhoIsWithNobodyIsNotHeardAndThatIsTold() throws Exception {
        var begun = stage.flow(() -> call.tapCaller(ear));

        begun.get(10, TimeUnit.SECONDS).end();

        assertTrue(ear.hasEnded());
    }

    @Test
    void nothingIsAskedOfAsteriskBeforeTheyAreJoined() throws Exception {
        listens();
        rings();

        assertEquals(0, stage.furtherOrders(Overhear.class), "neither music nor ringing is heard");
    }

    @Test
    void bothSidesAreHeardAsSoonAsTheyAreJoined() throws Exception {
        listens();
        String leg = rings();
        joined(leg);

        try (var caller = stream(CALLER);
                var other = stream(leg)) {
            caller.saysSound(3, 5);
            other.saysSound(3, 7);
            var samples = ByteBuffer.wrap(ear.sound(3 * FRAME))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            assertEquals(List.of((short) 5, (short) 7), List.of(samples.get(0), samples.get(1)));
        }
    }

    @Test
    void whoPartsIsHeardNoMoreAndTheNextTalkIsHeardAnew() throws Exception {
        listens();
        String leg = rings();
        joined(leg);
        try (var caller = stream(CALLER);
                var other = stream(leg)) {
            parted(leg);
            assertTrue(caller.isClosed() && other.isClosed());
        }
        joined(leg);

        try (var caller = stream(CALLER).saysSound(2, 5);
                var _ = stream(leg).saysSound(2, 7)) {
            assertEquals(2 * FRAME, ear.sound(2 * FRAME).length);
            stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));
            assertTrue(ear.hasEnded() && caller.isClosed());
        }
    }

    @Test
    void anEarThatIsTakenAwayHearsNoMoreAndAsteriskIsCutOff() throws Exception {
        AudioTap tap = listens();
        String leg = rings();
        joined(leg);
        try (var caller = stream(CALLER);
                var other = stream(leg)) {
            tap.end();

            assertTrue(ear.hasEnded());
            assertTrue(caller.isClosed() && other.isClosed());
        }
        parted(leg);
        joined(leg);
        assertEquals(0, stage.furtherOrders(Overhear.class), "nor is it asked again");
    }

    @Test
    void aStreamThatBreaksOffInTheTalkIsAskedForAgain() throws Exception {
        listens();
        String leg = rings();
        joined(leg);
        try (var caller = stream(CALLER)) {
            var other = stream(leg);
            other.close();
            assertTrue(caller.isClosed());
        }

        try (var _ = stream(CALLER).saysSound(2, 5);
                var _ = stream(leg).saysSound(2, 7)) {
            assertEquals(2 * FRAME, ear.sound(2 * FRAME).length);
        }
    }

    @Test
    void aTalkThatBeganWhileAsteriskWasOutOfSightIsHeardToo() throws Exception {
        listens();
        String leg = rings();
        stage.asterisk().detached(DetachCause.CLOSED);

        stage.asterisk().attached(List.of(status(CALLER, CHANNEL), status(leg, LEG_CHANNEL)));

        stream(CALLER).close();
    }

    @Test
    void aTalkOfAnEngineThatDiedIsHeardAnew() throws Exception {
        String leg = "leg-1795310802.7-0";
        stage.asterisk().attached(List.of(status(CALLER, CHANNEL), status(leg, LEG_CHANNEL)));
        assertEquals(List.of(new CallId(CALLER)), stage.asterisk().heardCalls());

        AudioTap runningTap = stage.asterisk().hear(new CallId(CALLER), ear);

        try (var _ = stream(CALLER).saysSound(2, 5);
                var _ = stream(leg).saysSound(2, 7)) {
            assertEquals(2 * FRAME, ear.sound(2 * FRAME).length);
            runningTap.end();
            assertTrue(ear.hasEnded());
        }
    }

    @Test
    void whoHearsIsNobodyWhoIsConnected() throws Exception {
        listens();
        String leg = rings();
        joined(leg);
        var overhear = stage.order(Overhear.class);

        stage.asterisk().event(new ChannelNew(overhear.earId(), "AudioSocket/127.0.0.1:4574-0", overhear.earId()));

        assertEquals(2, stage.asterisk().channels().orElseThrow().size());
        assertEquals(1, stage.asterisk().callers().orElseThrow().size());
        stage.asterisk().event(new Hangup(overhear.earId(), "AudioSocket/127.0.0.1:4574-0", 16));
        assertEquals(2, stage.asterisk().channels().orElseThrow().size());
    }

    @Test
    void aCallThatEndsWithoutATalkEndsItsEar() throws Exception {
        listens();

        stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));

        assertTrue(ear.hasEnded());
    }

    @Test
    void aCallerWhoHasLeftIsNotListenedTo() throws Exception {
        stage.asterisk().event(new Hangup(CALLER, CHANNEL, 16));

        listens();

        assertTrue(ear.hasEnded());
    }

    private AudioTap listens() throws Exception {
        return stage.flow(() -> call.tapConversation(ear, new Prompt("fr.recorded")))
                .get(10, TimeUnit.SECONDS);
    }

    /// The leg that is rung.
    private String rings() throws InterruptedException {
        var _ = stage.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), () -> {}));
        String leg = stage.order(Originate.class).legId();
        stage.asterisk().event(new ChannelNew(leg, LEG_CHANNEL, leg));
        return leg;
    }

    private void joined(String leg) {
        stage.asterisk().event(new BridgeEnter(BRIDGE, leg, LEG_CHANNEL, leg, 1));
        stage.asterisk().event(new BridgeEnter(BRIDGE, CALLER, CHANNEL, CALLER, 2));
    }

    private void parted(String leg) {
        stage.asterisk().event(new BridgeLeave(BRIDGE, leg, LEG_CHANNEL, 1));
        stage.asterisk().event(new BridgeLeave(BRIDGE, CALLER, CHANNEL, 0));
    }

    /// Asterisk does as it is told for this channel, which is asked for first.
    private Streamed stream(String channel) throws InterruptedException {
        Overhear order = stage.order(Overhear.class);
        assertEquals(channel, order.heard().value());
        return Streamed.as(order.where().stream(), order.where().port());
    }

    private static ChannelStatus status(String id, String channel) {
        return new ChannelStatus(id, channel, id, ChannelPhase.UP, Optional.of(BRIDGE), Optional.empty());
    }

    private static final class Uncounted implements AudioSocketWatch {

        @Override
        public void refused(AudioSocketRefusal refusal) {}

        @Override
        public void silent(long samples) {}

        @Override
        public void dropped(long samples) {}
    }
}
