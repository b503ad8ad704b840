package org.permanence.breakglass;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.assistant.Login;

/// Stores break-glass accesses. All methods throw [org.permanence.queue.StoreUnavailableException] during an
/// outage.
public interface BreakGlassStore {

    /// Inserts an access, unless it is refused. Of two requests of one person at the same moment, the second sees
    /// the first.
    ///
    /// @param refusal from the accesses of the opener that began less than 24 hours before this one to the reason
    /// for a refusal; empty: none
    /// @return the refusal; empty if it was inserted
    Optional<String> save(BreakGlass opened, Function<List<BreakGlass>, Optional<String>> refusal);

    /// The accesses that give this person rights at `now`, oldest first.
    List<BreakGlass> openOf(Login opener, Instant now);

    Optional<BreakGlass> find(BreakGlassId id);

    /// The newest accesses, newest first.
    List<BreakGlass> newest(int limit);

    /// The accesses without a review that were opened at `time` or before, oldest first.
    List<BreakGlass> notReviewed(Instant time);

    /// Stores the review and the end of an access, unless it has a review.
    ///
    /// @return false, without any change, if it has one
    boolean review(BreakGlass reviewed);

    /// Deletes the reviewed accesses that were opened before `time`.
    ///
    /// @return how many
    int deleteReviewed(Instant time);
}
