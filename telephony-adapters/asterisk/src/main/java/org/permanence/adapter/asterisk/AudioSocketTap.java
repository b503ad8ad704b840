package org.permanence.adapter.asterisk;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.adapter.audio.DiscardingListener;
import org.permanence.adapter.audiosocket.AudioSocketCall;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tap of one call by AudioSocket: while the caller is bridged with a leg of the engine, two channels of
/// Asterisk stream what each side says. Only the channel table decides what is tapped, because events may be
/// missed. This object's lock guards its state.
final class AudioSocketTap {

    /// The delay before a broken stream is requested again: the end of a conversation may be reported after the end
    /// of its streams.
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AudioSocketTap.class);

    /// What all taps share.
    record Services(AudioSocketServer server, AmiCommands commands, ChannelTable channelTable, LegIds legIds) {}

    private final CallId call;
    private final Services services;
    private volatile AudioListener listener = DiscardingListener.INSTANCE;
    private Optional<String> connectedLeg = Optional.empty();
    private @Nullable AudioSocketCall audioCall;
    private boolean ended;

    AudioSocketTap(CallId call, Services services) {
        this.call = call;
        this.services = services;
    }

    void setListener(AudioListener next) {
        AudioListener previous = listener;
        listener = next;
        previous.ended();
    }

    /// Discards the audio from now on.
    void detachListener() {
        setListener(DiscardingListener.INSTANCE);
    }

    /// Starts the streams of the current conversation and ends those of an earlier one. While the channel table is
    /// unknown, nothing changes.
    synchronized void refresh() {
        if (!services.channelTable().isKnown()) {
            return;
        }
        Optional<String> connected =
                ended ? Optional.empty() : services.channelTable().legBridgedWith(call);
        if (connected.equals(connectedLeg) && (connected.isPresent() == (audioCall != null))) {
            return;
        }
        AudioSocketCall previous = audioCall;
        audioCall = null;
        connectedLeg = connected;
        if (previous != null) {
            previous.close();
        }
        connected.ifPresent(this::start);
    }

    /// The call is over: the audio up to now is still delivered.
    synchronized void callEnded() {
        ended = true;
        if (audioCall == null) {
            detachListener();
        } else {
            audioCall.close();
        }
    }

    private void start(String leg) {
        var tapListener = new TapListener();
        AudioSocketCall started = services.server().expect(tapListener);
        tapListener.source = started;
        audioCall = started;
        requestStream(started.callerStreamId(), call.value(), started);
        requestStream(started.otherStreamId(), leg, started);
    }

    private void requestStream(UUID stream, String channel, AudioSocketCall started) {
        var destination = new DialTarget.AudioSocket(
                services.server().host(), services.server().port(), stream);
        services.commands()
                .send(
                        new AmiAction.Overhear(destination, services.legIds().newTapId(), new ChannelName(channel)),
                        fault -> {
                            LOG.atWarn()
                                    .addKeyValue("call", call)
                                    .addKeyValue("reason", fault.reason())
                                    .log("audio-tap.start-failed");
                            started.close();
                        });
    }

    /// Runs on the event loop.
    private synchronized void onStreamsEnded(@Nullable AudioSocketCall source) {
        if (ended) {
            detachListener();
        } else if (source == audioCall) {
            audioCall = null;
            services.server().schedule(RETRY_DELAY, this::refresh);
        }
    }

    /// Passes the audio of one conversation to the call's listener.
    private final class TapListener implements AudioSocketCall.Listener {

        private volatile @Nullable AudioSocketCall source;

        /// A fault of one listener must not stop the audio of other calls.
        @Override
        public void onAudio(ByteBuffer stereo) {
            try {
                listener.onAudio(stereo);
            } catch (RuntimeException fault) {
                LOG.atError().setCause(fault).log("audio-listener.failed");
                listener = DiscardingListener.INSTANCE;
            }
        }

        @Override
        public void onEnd() {
            AudioSocketTap.this.onStreamsEnded(source);
        }
    }
}
