package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.queue.StoreUnavailableException;

/// The override store in memory, with the guarantees of the real one. Thread-safe.
public final class InMemoryOnCallOverrideStore implements OnCallOverrideStore {

    private final List<OnCallOverride> stored = new ArrayList<>();
    private final List<Integer> cancelled = new ArrayList<>();
    private boolean unavailable;

    /// Makes every access fail, or not.
    public synchronized void setUnavailable(boolean value) {
        unavailable = value;
    }

    @Override
    public synchronized SaveResult save(OnCallOverride.Draft draft) {
        Optional<OnCallOverride> overlapping = currentAndUpcoming(draft.from()).stream()
                .filter(override -> override.draft().overlaps(draft))
                .findFirst();
        if (overlapping.isPresent()) {
            return new SaveResult.Overlaps(overlapping.get());
        }
        stored.add(new OnCallOverride(stored.size() + 1, draft));
        return new SaveResult.Saved(stored.getLast());
    }

    @Override
    public synchronized List<OnCallOverride> currentAndUpcoming(Instant moment) {
        if (unavailable) {
            throw new StoreUnavailableException("overrides: unavailable", new IllegalStateException("in this test"));
        }
        return stored.stream()
                .filter(override -> !cancelled.contains(override.id()))
                .filter(override -> override.draft().until().isAfter(moment))
                .sorted(Comparator.comparing(override -> override.draft().from()))
                .toList();
    }

    @Override
    public synchronized boolean cancel(int id, Instant at, String author, String reason) {
        return currentAndUpcoming(at).stream().anyMatch(override -> override.id() == id) && cancelled.add(id);
    }
}
