package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.queue.StoreUnavailableException;

/// The replacements in memory, with the promises of the real ones. Thread-safe.
public final class MemoryReplacementBook implements OnCallOverrideStore {

    private final List<OnCallOverride> kept = new ArrayList<>();
    private final List<Integer> cancelled = new ArrayList<>();
    private boolean away;

    /// From here on everything asked of it fails, or no longer.
    public synchronized void isAway(boolean gone) {
        away = gone;
    }

    @Override
    public synchronized SaveResult save(OnCallOverride.Draft draft) {
        Optional<OnCallOverride> other = currentAndUpcoming(draft.from()).stream()
                .filter(override -> override.draft().overlaps(draft))
                .findFirst();
        if (other.isPresent()) {
            return new SaveResult.Overlaps(other.get());
        }
        kept.add(new OnCallOverride(kept.size() + 1, draft));
        return new SaveResult.Saved(kept.getLast());
    }

    @Override
    public synchronized List<OnCallOverride> currentAndUpcoming(Instant moment) {
        if (away) {
            throw new StoreUnavailableException("replacements: away", new IllegalStateException("by this test"));
        }
        return kept.stream()
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
