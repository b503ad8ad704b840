package org.permanence.adapter.audiosocket;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.permanence.adapter.audiosocket.StereoMixer.Side;

/// The open connections, their conversations, and the sweep that mixes and ends them. Confined to the event loop,
/// except [#expect].
final class StreamRegistry implements AudioSocketCall.Owner {

    /// An accepted connection.
    interface Member {

        /// Whether its time is over at `now`, in nanoseconds.
        boolean isLate(long now);

        void expire();

        void close();
    }

    private final AudioSocketServerSettings settings;
    private final AudioSocketMetrics metrics;
    private final LongSupplier nanos;
    private final ExpectedStreams expectedStreams;
    private final Set<Member> connections = new HashSet<>();
    private final Set<AudioSocketCall> audioCalls = new HashSet<>();

    StreamRegistry(AudioSocketServerSettings settings, AudioSocketMetrics metrics, LongSupplier nanos) {
        this.settings = settings;
        this.metrics = metrics;
        this.nanos = nanos;
        this.expectedStreams = new ExpectedStreams(nanos, settings.connectTimeout());
    }

    AudioSocketServerSettings settings() {
        return settings;
    }

    @Override
    public AudioSocketMetrics metrics() {
        return metrics;
    }

    long now() {
        return nanos.getAsLong();
    }

    /// Expects both streams of a conversation; on any thread.
    void expect(AudioSocketCall audioCall) {
        expectedStreams.expect(audioCall.callerStreamId(), audioCall, Side.CALLER);
        expectedStreams.expect(audioCall.otherStreamId(), audioCall, Side.OTHER);
    }

    Optional<ExpectedStreams.ExpectedStream> claim(UUID id) {
        Optional<ExpectedStreams.ExpectedStream> claimed = expectedStreams.claim(id);
        claimed.ifPresent(expected -> audioCalls.add(expected.audioCall()));
        return claimed;
    }

    /// Admits a connection; returns false if the limit of connections is reached.
    boolean admit(Member connection) {
        return connections.size() < settings.maxConnections() && connections.add(connection);
    }

    void remove(Member connection) {
        connections.remove(connection);
    }

    @Override
    public void release(AudioSocketCall audioCall) {
        expectedStreams.withdraw(audioCall.callerStreamId());
        expectedStreams.withdraw(audioCall.otherStreamId());
        audioCalls.remove(audioCall);
    }

    /// Mixes what has arrived, and ends what is late.
    void sweep() {
        long now = now();
        audioCalls.forEach(audioCall -> audioCall.tick(now));
        expectedStreams.expire();
        // A copy, because a connection that ends leaves the set.
        connections.stream()
                .filter(connection -> connection.isLate(now))
                .toList()
                .forEach(Member::expire);
    }

    void closeAll() {
        List.copyOf(audioCalls).forEach(AudioSocketCall::ended);
        Set.copyOf(connections).forEach(Member::close);
    }
}
