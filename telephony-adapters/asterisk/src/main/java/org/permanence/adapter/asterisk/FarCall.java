package org.permanence.adapter.asterisk;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.ChannelName;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.adapter.audio.Deaf;
import org.permanence.adapter.audiosocket.AudioSocketServer;
import org.permanence.adapter.audiosocket.Talk;
import org.permanence.call.AudioListener;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call that is listened to from afar: while it is joined with a leg of ours, two channels of Asterisk's say
/// what either says. What the picture says is what counts, whatever was told or missed before; the lock guards it.
final class FarCall {

    /// Before a stream that broke off is asked for again: the end of a talk may be told after its streams have
    /// ended.
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(FarCall.class);

    /// What every such call needs.
    record Means(AudioSocketServer server, Orders orders, Picture picture, LegNames names) {}

    private final CallId call;
    private final Means means;
    private volatile AudioListener listener = Deaf.EAR;
    private Optional<String> with = Optional.empty();
    private @Nullable Talk talk;
    private boolean ended;

    FarCall(CallId call, Means means) {
        this.call = call;
        this.means = means;
    }

    void heardBy(AudioListener next) {
        AudioListener before = listener;
        listener = next;
        before.ended();
    }

    /// Nobody hears it any more, from the next sound on.
    void deafen() {
        heardBy(Deaf.EAR);
    }

    /// Hears the talk there is now, and no other. While nothing is known, what goes on goes on.
    synchronized void look() {
        if (!means.picture().isKnown()) {
            return;
        }
        Optional<String> now = ended ? Optional.empty() : means.picture().joinedWith(call);
        if (now.equals(with) && (now.isPresent() == (talk != null))) {
            return;
        }
        Talk before = talk;
        talk = null;
        with = now;
        if (before != null) {
            before.close();
        }
        now.ifPresent(this::begin);
    }

    /// The call is over: what was said up to here is heard.
    synchronized void callEnded() {
        ended = true;
        if (talk == null) {
            deafen();
        } else {
            talk.close();
        }
    }

    private void begin(String leg) {
        var hears = new Hears();
        Talk begun = means.server().expect(hears);
        hears.of = begun;
        talk = begun;
        overhear(begun.callersStream(), call.value(), begun);
        overhear(begun.othersStream(), leg, begun);
    }

    private void overhear(UUID stream, String channel, Talk begun) {
        var where =
                new DialTarget.AudioSocket(means.server().host(), means.server().port(), stream);
        means.orders().give(new AmiAction.Overhear(where, means.names().newEar(), new ChannelName(channel)), fault -> {
            LOG.atWarn()
                    .addKeyValue("call", call)
                    .addKeyValue("reason", fault.reason())
                    .log("listening.not-begun");
            begun.close();
        });
    }

    /// On the event loop.
    private synchronized void over(@Nullable Talk which) {
        if (ended) {
            deafen();
        } else if (which == talk) {
            talk = null;
            means.server().after(AGAIN, this::look);
        }
    }

    /// What one talk says, to whoever hears the call.
    private final class Hears implements Talk.Listener {

        private volatile @Nullable Talk of;

        /// A fault of the ear must not stop the others from being heard.
        @Override
        public void hears(ByteBuffer stereo) {
            try {
                listener.onAudio(stereo);
            } catch (RuntimeException fault) {
                LOG.atError().setCause(fault).log("ear.fault");
                listener = Deaf.EAR;
            }
        }

        @Override
        public void over() {
            FarCall.this.over(of);
        }
    }
}
