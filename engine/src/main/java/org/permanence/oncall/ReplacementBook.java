package org.permanence.oncall;

import java.time.Instant;
import java.util.List;

/// Where replacements are kept, with those that were cancelled. Every engine node sees the same.
public interface ReplacementBook {

    /// What becomes of a wanted replacement.
    sealed interface Answer {

        record Kept(Replacement replacement) implements Answer {}

        /// Nothing was kept: another one says who is on call then.
        record Overlaps(Replacement other) implements Answer {}
    }

    /// Keeps it, unless it overlaps one of the same rota.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away, or another node kept one in
    ///     the same moment: nothing was kept
    Answer keep(Replacement.Wanted wanted);

    /// Those that are not over by then and were not cancelled, the earliest first.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away
    List<Replacement> notOverAt(Instant moment);

    /// Cancels one that is not over, and keeps who did it and why.
    ///
    /// @return whether there was one
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away
    boolean cancel(int id, Instant at, String author, String reason);
}
