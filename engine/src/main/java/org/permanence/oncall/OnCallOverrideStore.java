package org.permanence.oncall;

import java.time.Instant;
import java.util.List;

/// Stores overrides, cancelled ones included. All engine nodes share it.
public interface OnCallOverrideStore {

    /// The result of saving an override.
    sealed interface SaveResult {

        record Saved(OnCallOverride override) implements SaveResult {}

        /// Not saved: another override applies at that time.
        record Overlaps(OnCallOverride existing) implements SaveResult {}
    }

    /// Saves an override, unless it overlaps another one of the same rota.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the store is unavailable, or another node saved an
    ///     override at the same moment; nothing was saved
    SaveResult save(OnCallOverride.Draft draft);

    /// The overrides that have not ended by `moment` and were not cancelled, earliest first.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the store is unavailable
    List<OnCallOverride> currentAndUpcoming(Instant moment);

    /// Cancels an override that has not ended, and stores who cancelled it and why.
    ///
    /// @return whether there was such an override
    /// @throws org.permanence.queue.StoreUnavailableException if the store is unavailable
    boolean cancel(int id, Instant at, String author, String reason);
}
