package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.permanence.adapter.audiosocket.StereoMixer.Side;

/// The audio of one conversation: two streams that were requested from Asterisk. It begins with the first stream
/// that connects and ends with the first that ends. Everything but [#close] runs on the event loop.
public final class AudioSocketCall {

    /// Receives the audio.
    public interface Listener {

        /// A piece of audio of both sides, in the format of [org.permanence.call.AudioListener#onAudio]; on the
        /// event loop.
        void onAudio(ByteBuffer stereo);

        /// The audio has ended; once, on the event loop.
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

    /// The id that Asterisk must send first on the stream of the caller's side.
    public UUID callerStreamId() {
        return caller;
    }

    /// The id that Asterisk must send first on the stream of the other side.
    public UUID otherStreamId() {
        return other;
    }

    /// Closes both connections, which ends both streams in Asterisk, whether they have connected or not.
    public void close() {
        try {
            loop.execute(this::ended);
        } catch (RejectedExecutionException _) {
            // The server is closed, and every conversation's audio with it.
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
