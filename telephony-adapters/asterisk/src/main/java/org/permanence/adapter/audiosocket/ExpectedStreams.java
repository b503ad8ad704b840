package org.permanence.adapter.audiosocket;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.permanence.adapter.audiosocket.StereoMixer.Side;

/// The ids that were given out and have not been said yet. Each admits one connection, once, and not for long.
/// Given out on any thread.
final class ExpectedStreams {

    /// Whom an id stands for.
    record ExpectedStream(AudioSocketCall audioCall, Side side, long deadline) {}

    private final Map<UUID, ExpectedStream> pending = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final long timeoutNanos;

    ExpectedStreams(LongSupplier nanos, Duration timeout) {
        this.nanos = nanos;
        this.timeoutNanos = timeout.toNanos();
    }

    void expect(UUID id, AudioSocketCall audioCall, Side side) {
        pending.put(id, new ExpectedStream(audioCall, side, nanos.getAsLong() + timeoutNanos));
    }

    /// The invitation of that id, which is used by that; empty for an id nobody was given, used before, or too
    /// late.
    Optional<ExpectedStream> claim(UUID id) {
        return Optional.ofNullable(pending.remove(id)).filter(this::isValid);
    }

    void withdraw(UUID id) {
        pending.remove(id);
    }

    /// Nobody waits any more for those who have not come in time.
    void expire() {
        pending.entrySet().stream()
                .filter(entry -> !isValid(entry.getValue()))
                .toList()
                .forEach(late -> {
                    pending.remove(late.getKey());
                    late.getValue().audioCall().ended();
                });
    }

    private boolean isValid(ExpectedStream expected) {
        return nanos.getAsLong() - expected.deadline() <= 0;
    }
}
