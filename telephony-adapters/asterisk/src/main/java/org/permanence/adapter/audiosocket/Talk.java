package org.permanence.adapter.audiosocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.permanence.adapter.audiosocket.TwoSides.Side;

/// One talk of a caller with somebody, heard on two streams that Asterisk is asked for. It begins with the first of
/// them and is over with the first that ends. All but [#close] happens on the event loop.
public final class Talk {

    /// Who hears it.
    public interface Listener {

        /// Some sound of both sides, as [org.permanence.call.AudioListener#onAudio] gets it; on the event loop.
        void hears(ByteBuffer stereo);

        /// Nothing more is heard of this talk; once, on the event loop.
        void over();
    }

    private final UUID caller;
    private final UUID other;
    private final Listener listener;
    private final TwoSides sides;
    private final Streams streams;
    private final Executor loop;
    private final List<AudioSocketConnection> connections = new ArrayList<>();
    private boolean over;

    Talk(UUID caller, UUID other, Listener listener, Streams streams, Executor loop) {
        this.caller = caller;
        this.other = other;
        this.listener = listener;
        this.streams = streams;
        this.loop = loop;
        this.sides = new TwoSides(listener::hears, streams.watch());
    }

    /// The id Asterisk must say on the stream of what the caller says.
    public UUID callersStream() {
        return caller;
    }

    /// The id Asterisk must say on the stream of what the other one says.
    public UUID othersStream() {
        return other;
    }

    /// Closes both connections, by which Asterisk ends both streams, whether they have come or not.
    public void close() {
        try {
            loop.execute(this::over);
        } catch (RejectedExecutionException _) {
            // The server is closed: every talk was over before.
        }
    }

    boolean admit(AudioSocketConnection connection) {
        return !over && connections.add(connection);
    }

    void hears(Side who, ByteBuffer samples, long nanos) {
        if (!over) {
            sides.hears(who, samples, nanos);
        }
    }

    void tick(long nanos) {
        sides.tick(nanos);
    }

    void over() {
        if (over) {
            return;
        }
        over = true;
        streams.forget(this);
        connections.forEach(AudioSocketConnection::close);
        sides.end();
        listener.over();
    }
}
