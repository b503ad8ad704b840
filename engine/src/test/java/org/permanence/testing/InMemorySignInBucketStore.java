package org.permanence.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.signin.throttle.SignInBucket;
import org.permanence.signin.throttle.SignInBucketStore;

/// The store of attempts to sign in, in memory. Thread-safe.
public final class InMemorySignInBucketStore implements SignInBucketStore {

    private final Map<SignInBucket.Id, SignInBucket> rows = new ConcurrentHashMap<>();
    private volatile boolean available = true;
    private volatile int writes;

    public void setAvailable(boolean available) {
        this.available = available;
    }

    /// How often something was written.
    public int writes() {
        return writes;
    }

    public int size() {
        return rows.size();
    }

    @Override
    public List<SignInBucket> countedSince(Instant time) {
        requireAvailable();
        return rows.values().stream()
                .filter(bucket -> !bucket.at().isBefore(time))
                .sorted(Comparator.comparing(SignInBucket::at))
                .toList();
    }

    @Override
    public synchronized void save(List<SignInBucket> counted, List<SignInBucket.Id> cleared) {
        requireAvailable();
        writes++;
        counted.forEach(bucket -> rows.put(bucket.id(), bucket));
        cleared.forEach(rows::remove);
    }

    @Override
    public int deleteCountedBefore(Instant time) {
        requireAvailable();
        int before = rows.size();
        rows.values().removeIf(bucket -> bucket.at().isBefore(time));
        return before - rows.size();
    }

    private void requireAvailable() {
        if (!available) {
            throw new StoreUnavailableException("sign-in buckets", new IllegalStateException("outage"));
        }
    }
}
