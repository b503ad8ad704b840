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

/// One call that is listened to from afar: while it is joined with a leg of ours, two channels of Asterisk's say
/// what either says. What the picture says is what counts, whatever was told or missed before; the lock guards it.
final class AudioSocketTap {

    /// Before a stream that broke off is asked for again: the end of a talk may be told after its streams have
    /// ended.
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AudioSocketTap.class);

    /// What every such call needs.
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

    /// Nobody hears it any more, from the next sound on.
    void detachListener() {
        setListener(DiscardingListener.INSTANCE);
    }

    /// Hears the talk there is now, and no other. While nothing is known, what goes on goes on.
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

    /// The call is over: what was said up to here is heard.
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
                                    .log("listening.not-begun");
                            started.close();
                        });
    }

    /// On the event loop.
    private synchronized void onStreamsEnded(@Nullable AudioSocketCall source) {
        if (ended) {
            detachListener();
        } else if (source == audioCall) {
            audioCall = null;
            services.server().schedule(RETRY_DELAY, this::refresh);
        }
    }

    /// What one talk says, to whoever hears the call.
    private final class TapListener implements AudioSocketCall.Listener {

        private volatile @Nullable AudioSocketCall source;

        /// A fault of the ear must not stop the others from being heard.
        @Override
        public void onAudio(ByteBuffer stereo) {
            try {
                listener.onAudio(stereo);
            } catch (RuntimeException fault) {
                LOG.atError().setCause(fault).log("ear.fault");
                listener = DiscardingListener.INSTANCE;
            }
        }

        @Override
        public void onEnd() {
            AudioSocketTap.this.onStreamsEnded(source);
        }
    }
}
