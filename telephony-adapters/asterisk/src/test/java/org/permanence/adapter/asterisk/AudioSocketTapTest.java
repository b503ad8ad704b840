package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.adapter.asterisk.SwitchFixture.CALLER;
import static org.permanence.adapter.asterisk.SwitchFixture.CHANNEL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.permanence.adapter.ami.AmiAction.Originate;
import org.permanence.adapter.ami.AmiAction.Overhear;
import org.permanence.adapter.ami.AmiEvent.BridgeEnter;
import org.permanence.adapter.ami.AmiEvent.BridgeLeave;
import org.permanence.adapter.ami.AmiEvent.ChannelNew;
import org.permanence.adapter.ami.AmiEvent.Hangup;
import org.permanence.adapter.ami.ChannelPhase;
import org.permanence.adapter.ami.ChannelStatus;
import org.permanence.adapter.ami.DetachCause;
import org.permanence.adapter.audio.CapturingAudioListener;
import org.permanence.adapter.audiosocket.AudioSocketMetrics;
import org.permanence.adapter.audiosocket.AudioSocketPeer;
import org.permanence.adapter.audiosocket.AudioSocketRefusal;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.adapter.audiosocket.AudioSocketServerSettings;
import org.permanence.call.AudioTap;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.call.Prompt;

/// A tap by AudioSocket; the test plays Asterisk.
class AudioSocketTapTest extends ArrivedCall {

    private static final String LEG_CHANNEL = "Local/s@ring-leg-00000002;1";
    private static final String BRIDGE = "bridge-1";

    /// A frame of both sides.
    private static final int FRAME = 640;

    private final CapturingAudioListener listener = new CapturingAudioListener();
    private final AudioSocketServer server = new AudioSocketServer(
            AudioSocketServerSettings.withDefaults("127.0.0.1", 0, false, 8),
            new IgnoringAudioSocketMetrics(),
            System::nanoTime,
            new SecureRandom());

    @Override
    SwitchFixture newFixture() {
        server.start();
        return new SwitchFixture(new AudioTapMode.Sockets(server), server);
    }

    @Test
    void callerWithoutACounterpartIsNotTappedAndTheListenerEnds() throws Exception {
        var begun = fixture.flow(() -> call.tapCaller(listener));

        begun.get(10, TimeUnit.SECONDS).end();

        assertTrue(listener.hasEnded());
    }

    @Test
    void noStreamIsRequestedBeforeTheBridge() throws Exception {
        startTap();
        ringLeg();

        assertEquals(0, fixture.unreadActions(Overhear.class), "neither music nor ringing is tapped");
    }

    @Test
    void bothSidesAreTappedFromTheBridgeOn() throws Exception {
        startTap();
        String leg = ringLeg();
        bridge(leg);

        try (var caller = openStream(CALLER);
                var other = openStream(leg)) {
            caller.sendAudio(3, 5);
            other.sendAudio(3, 7);
            var samples = ByteBuffer.wrap(listener.audio(3 * FRAME))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            assertEquals(List.of((short) 5, (short) 7), List.of(samples.get(0), samples.get(1)));
        }
    }

    @Test
    void tapStopsWithTheBridgeAndStartsAgainWithTheNextOne() throws Exception {
        startTap();
        String leg = ringLeg();
        bridge(leg);
        try (var caller = openStream(CALLER);
                var other = openStream(leg)) {
            unbridge(leg);
            assertTrue(caller.isClosedByEngine() && other.isClosedByEngine());
        }
        bridge(leg);

        try (var caller = openStream(CALLER).sendAudio(2, 5);
                var _ = openStream(leg).sendAudio(2, 7)) {
            assertEquals(2 * FRAME, listener.audio(2 * FRAME).length);
            fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));
            assertTrue(listener.hasEnded() && caller.isClosedByEngine());
        }
    }

    @Test
    void endedTapGetsNoMoreAudioAndItsStreamsAreClosed() throws Exception {
        AudioTap tap = startTap();
        String leg = ringLeg();
        bridge(leg);
        try (var caller = openStream(CALLER);
                var other = openStream(leg)) {
            tap.end();

            assertTrue(listener.hasEnded());
            assertTrue(caller.isClosedByEngine() && other.isClosedByEngine());
        }
        unbridge(leg);
        bridge(leg);
        assertEquals(0, fixture.unreadActions(Overhear.class), "no new stream is requested");
    }

    @Test
    void brokenStreamIsRequestedAgainWhileConnected() throws Exception {
        startTap();
        String leg = ringLeg();
        bridge(leg);
        try (var caller = openStream(CALLER)) {
            var other = openStream(leg);
            other.close();
            assertTrue(caller.isClosedByEngine());
        }

        try (var _ = openStream(CALLER).sendAudio(2, 5);
                var _ = openStream(leg).sendAudio(2, 7)) {
            assertEquals(2 * FRAME, listener.audio(2 * FRAME).length);
        }
    }

    @Test
    void bridgeMadeWhileAmiWasDetachedIsTapped() throws Exception {
        startTap();
        String leg = ringLeg();
        fixture.asterisk().onDetached(DetachCause.CLOSED);

        fixture.asterisk().onAttached(List.of(status(CALLER, CHANNEL), status(leg, LEG_CHANNEL)));

        openStream(CALLER).close();
    }

    @Test
    void conversationOfACrashedEngineIsTappedAgain() throws Exception {
        String leg = "leg-1795310802.7-0";
        fixture.asterisk().onAttached(List.of(status(CALLER, CHANNEL), status(leg, LEG_CHANNEL)));
        assertEquals(List.of(new CallId(CALLER)), fixture.asterisk().resumableCalls());

        AudioTap runningTap = fixture.asterisk().resumeTap(new CallId(CALLER), listener);

        try (var _ = openStream(CALLER).sendAudio(2, 5);
                var _ = openStream(leg).sendAudio(2, 7)) {
            assertEquals(2 * FRAME, listener.audio(2 * FRAME).length);
            runningTap.end();
            assertTrue(listener.hasEnded());
        }
    }

    @Test
    void tapChannelsAreNeitherCallersNorLegs() throws Exception {
        startTap();
        String leg = ringLeg();
        bridge(leg);
        var overhear = fixture.nextAction(Overhear.class);

        fixture.asterisk()
                .onEvent(new ChannelNew(
                        overhear.tapId(), "AudioSocket/127.0.0.1:4574-0", overhear.tapId(), ChannelPhase.DOWN));

        assertEquals(2, fixture.asterisk().channelIds().orElseThrow().size());
        assertEquals(1, fixture.asterisk().callers().orElseThrow().size());
        fixture.asterisk().onEvent(new Hangup(overhear.tapId(), "AudioSocket/127.0.0.1:4574-0", 16));
        assertEquals(2, fixture.asterisk().channelIds().orElseThrow().size());
    }

    @Test
    void listenerEndsWithACallThatWasNeverConnected() throws Exception {
        startTap();

        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        assertTrue(listener.hasEnded());
    }

    @Test
    void callerWhoHasLeftIsNotTapped() throws Exception {
        fixture.asterisk().onEvent(new Hangup(CALLER, CHANNEL, 16));

        startTap();

        assertTrue(listener.hasEnded());
    }

    private AudioTap startTap() throws Exception {
        return fixture.flow(() -> call.tapConversation(listener, new Prompt("fr.recorded")))
                .get(10, TimeUnit.SECONDS);
    }

    /// The leg that rings.
    private String ringLeg() throws InterruptedException {
        var _ = fixture.flow(() -> call.bridge(new Line("ines"), Duration.ofSeconds(30), () -> {}));
        String leg = fixture.nextAction(Originate.class).legId();
        fixture.asterisk().onEvent(new ChannelNew(leg, LEG_CHANNEL, leg, ChannelPhase.DOWN));
        return leg;
    }

    private void bridge(String leg) {
        fixture.asterisk().onEvent(new BridgeEnter(BRIDGE, leg, LEG_CHANNEL, leg, 1));
        fixture.asterisk().onEvent(new BridgeEnter(BRIDGE, CALLER, CHANNEL, CALLER, 2));
    }

    private void unbridge(String leg) {
        fixture.asterisk().onEvent(new BridgeLeave(BRIDGE, leg, LEG_CHANNEL, 1));
        fixture.asterisk().onEvent(new BridgeLeave(BRIDGE, CALLER, CHANNEL, 0));
    }

    /// Asterisk opens the stream of this channel, which must be the next that is requested.
    private AudioSocketPeer openStream(String channel) throws InterruptedException {
        Overhear order = fixture.nextAction(Overhear.class);
        assertEquals(channel, order.target().value());
        return AudioSocketPeer.open(
                order.destination().stream(), order.destination().port());
    }

    private static ChannelStatus status(String id, String channel) {
        return new ChannelStatus(id, channel, id, ChannelPhase.UP, Optional.of(BRIDGE), Optional.empty());
    }

    private static final class IgnoringAudioSocketMetrics implements AudioSocketMetrics {

        @Override
        public void onRefused(AudioSocketRefusal refusal) {}

        @Override
        public void onSilenceInserted(long samples) {}

        @Override
        public void onSamplesDropped(long samples) {}
    }
}
