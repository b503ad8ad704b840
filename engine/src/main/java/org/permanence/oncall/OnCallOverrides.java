package org.permanence.oncall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The overrides as last read, for calls that must not wait for the store. While the store is unavailable, the
/// overrides read before stay in force; before the first read, the rota of the practice file applies. Thread-safe.
public final class OnCallOverrides {

    private final OnCallOverrideStore store;
    private final InstantSource clock;
    private volatile List<OnCallOverride> cached = List.of();

    public OnCallOverrides(OnCallOverrideStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Reads the overrides again: after each change, and periodically, because other nodes change them as well.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the store is unavailable; the overrides read
    ///     before stay in force
    public void refresh() {
        cached = store.currentAndUpcoming(clock.instant());
    }

    /// The override that applies: the practice's own, otherwise that of its group.
    public Optional<OnCallOverride> activeAt(Instant moment, RotaId practiceRota, Optional<RotaId> groupRota) {
        List<OnCallOverride> all = cached;
        return Stream.concat(Stream.of(practiceRota), groupRota.stream())
                .flatMap(rota ->
                        all.stream().filter(override -> override.draft().rota().equals(rota)))
                .filter(override -> override.isActiveAt(moment))
                .findFirst();
    }
}
