package org.permanence.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Stores requests for a second person. All methods throw [org.permanence.queue.StoreUnavailableException] during
/// an outage.
public interface ApprovalStore {

    /// Inserts a request.
    void save(Approval approval);

    Optional<Approval> find(ApprovalId id);

    /// The requests that are open at `now`, oldest first.
    List<Approval> open(Instant now);

    /// Replaces a request, if its stored state is still that of `before`.
    ///
    /// @return false, without any change, if another engine was faster
    boolean replace(Approval before, Approval after);

    /// Ends the requests whose time is over at `now`, and removes their parameters.
    ///
    /// @return how many
    int expire(Instant now);

    /// Deletes requests that were asked for before `time`.
    ///
    /// @return how many
    int deleteAskedBefore(Instant time);
}
