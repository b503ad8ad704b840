package org.permanence.oncall;

import java.time.Instant;
import java.util.List;

/// Where replacements are kept, with those that were cancelled. Every engine node sees the same.
public interface OnCallOverrideStore {

    /// What becomes of a wanted replacement.
    sealed interface SaveResult {

        record Saved(OnCallOverride override) implements SaveResult {}

        /// Nothing was kept: another one says who is on call then.
        record Overlaps(OnCallOverride existing) implements SaveResult {}
    }

    /// Keeps it, unless it overlaps one of the same rota.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away, or another node kept one in
    ///     the same moment: nothing was kept
    SaveResult save(OnCallOverride.Draft draft);

    /// Those that are not over by then and were not cancelled, the earliest first.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away
    List<OnCallOverride> currentAndUpcoming(Instant moment);

    /// Cancels one that is not over, and keeps who did it and why.
    ///
    /// @return whether there was one
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away
    boolean cancel(int id, Instant at, String author, String reason);
}
