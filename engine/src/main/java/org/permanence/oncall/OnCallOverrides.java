package org.permanence.oncall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The replacements as they were last read, for calls that must not wait for a store. While it is away, what was
/// read before holds on; where nothing was, the file's rota does. Thread-safe.
public final class OnCallOverrides {

    private final OnCallOverrideStore store;
    private final InstantSource clock;
    private volatile List<OnCallOverride> cached = List.of();

    public OnCallOverrides(OnCallOverrideStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Reads them anew: after a change, and now and then, for other nodes change them too.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away: what was read before holds
    /// on
    public void refresh() {
        cached = store.currentAndUpcoming(clock.instant());
    }

    /// The one that holds: the practice's own, or else that of its group.
    public Optional<OnCallOverride> activeAt(Instant moment, RotaId practiceRota, Optional<RotaId> groupRota) {
        List<OnCallOverride> all = cached;
        return Stream.concat(Stream.of(practiceRota), groupRota.stream())
                .flatMap(rota ->
                        all.stream().filter(override -> override.draft().rota().equals(rota)))
                .filter(override -> override.isActiveAt(moment))
                .findFirst();
    }
}
