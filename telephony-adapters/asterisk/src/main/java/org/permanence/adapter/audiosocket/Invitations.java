package org.permanence.adapter.audiosocket;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.permanence.adapter.audiosocket.TwoSides.Side;

/// The ids that were given out and have not been said yet. Each admits one connection, once, and not for long. Given
/// out on any thread.
final class Invitations {

    /// Whom an id stands for.
    record Invitation(Talk talk, Side side, long until) {}

    private final Map<UUID, Invitation> open = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final long validNanos;

    Invitations(LongSupplier nanos, Duration valid) {
        this.nanos = nanos;
        this.validNanos = valid.toNanos();
    }

    void invite(UUID id, Talk talk, Side side) {
        open.put(id, new Invitation(talk, side, nanos.getAsLong() + validNanos));
    }

    /// The invitation of that id, which is used by that; empty for an id nobody was given, used before, or too late.
    Optional<Invitation> use(UUID id) {
        return Optional.ofNullable(open.remove(id)).filter(this::isValid);
    }

    void withdraw(UUID id) {
        open.remove(id);
    }

    /// Nobody waits any more for those who have not come in time.
    void sweep() {
        open.entrySet().stream()
                .filter(entry -> !isValid(entry.getValue()))
                .toList()
                .forEach(late -> {
                    open.remove(late.getKey());
                    late.getValue().talk().over();
                });
    }

    private boolean isValid(Invitation invitation) {
        return nanos.getAsLong() - invitation.until() <= 0;
    }
}
