package org.permanence.adapter.audiosocket;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.permanence.adapter.audiosocket.StereoMixer.Side;

/// The ids that were issued and have not been used yet. Each admits one connection, once, for a limited time.
/// Issued on any thread.
final class ExpectedStreams {

    /// What an id stands for.
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

    /// Uses an id. Empty if it was never issued, was used before, or is too old.
    Optional<ExpectedStream> claim(UUID id) {
        return Optional.ofNullable(pending.remove(id)).filter(this::isValid);
    }

    void withdraw(UUID id) {
        pending.remove(id);
    }

    /// Ends the calls whose streams have not connected in time.
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
