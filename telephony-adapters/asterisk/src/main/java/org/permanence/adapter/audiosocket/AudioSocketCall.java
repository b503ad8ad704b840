package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.permanence.adapter.audiosocket.StereoMixer.Side;

/// One talk of a caller with somebody, heard on two streams that Asterisk is asked for. It begins with the first of
/// them and is over with the first that ends. All but [#close] happens on the event loop.
public final class AudioSocketCall {

    /// Who hears it.
    public interface Listener {

        /// Some sound of both sides, as [org.permanence.call.AudioListener#onAudio] gets it; on the event loop.
        void onAudio(ByteBuffer stereo);

        /// Nothing more is heard of this talk; once, on the event loop.
        void onEnd();
    }

    /// A connection that carries one side of the conversation.
    interface Stream {

        void close();
    }

    /// Keeps the calls that are open.
    interface Owner {

        AudioSocketMetrics metrics();

        void release(AudioSocketCall call);
    }

    private final UUID caller;
    private final UUID other;
    private final Listener listener;
    private final StereoMixer mixer;
    private final Owner owner;
    private final Executor loop;
    private final List<Stream> streams = new ArrayList<>();
    private boolean ended;

    AudioSocketCall(UUID caller, UUID other, Listener listener, Owner owner, Executor loop) {
        this.caller = caller;
        this.other = other;
        this.listener = listener;
        this.owner = owner;
        this.loop = loop;
        this.mixer = new StereoMixer(listener::onAudio, owner.metrics());
    }

    /// The id Asterisk must say on the stream of what the caller says.
    public UUID callerStreamId() {
        return caller;
    }

    /// The id Asterisk must say on the stream of what the other one says.
    public UUID otherStreamId() {
        return other;
    }

    /// Closes both connections, by which Asterisk ends both streams, whether they have come or not.
    public void close() {
        try {
            loop.execute(this::ended);
        } catch (RejectedExecutionException _) {
            // The server is closed: every talk was over before.
        }
    }

    boolean admit(Stream stream) {
        return !ended && streams.add(stream);
    }

    void receive(Side speaker, ByteBuffer samples, long nanos) {
        if (!ended) {
            mixer.add(speaker, samples, nanos);
        }
    }

    void tick(long nanos) {
        mixer.tick(nanos);
    }

    void ended() {
        if (ended) {
            return;
        }
        ended = true;
        owner.release(this);
        streams.forEach(Stream::close);
        mixer.end();
        listener.onEnd();
    }
}
