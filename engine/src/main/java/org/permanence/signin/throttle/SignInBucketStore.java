package org.permanence.signin.throttle;

import java.time.Instant;
import java.util.List;

/// Stores the attempts to sign in that were counted. All methods throw
/// [org.permanence.queue.StoreUnavailableException] during an outage.
public interface SignInBucketStore {

    /// The buckets that were last counted at that time or later, the earliest first.
    List<SignInBucket> countedSince(Instant time);

    /// Stores buckets in place of earlier ones with the same id, and deletes others, in one transaction.
    void save(List<SignInBucket> counted, List<SignInBucket.Id> cleared);

    /// Deletes the buckets that were last counted before that time.
    ///
    /// @return how many
    int deleteCountedBefore(Instant time);
}
