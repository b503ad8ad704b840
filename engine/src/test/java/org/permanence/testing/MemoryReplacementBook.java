package org.permanence.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.oncall.Replacement;
import org.permanence.oncall.ReplacementBook;
import org.permanence.queue.StoreUnavailableException;

/// The replacements in memory, with the promises of the real ones. Thread-safe.
public final class MemoryReplacementBook implements ReplacementBook {

    private final List<Replacement> kept = new ArrayList<>();
    private final List<Integer> cancelled = new ArrayList<>();
    private boolean away;

    /// From here on everything asked of it fails, or no longer.
    public synchronized void isAway(boolean gone) {
        away = gone;
    }

    @Override
    public synchronized Answer keep(Replacement.Wanted wanted) {
        Optional<Replacement> other = notOverAt(wanted.from()).stream()
                .filter(one -> one.wanted().overlaps(wanted))
                .findFirst();
        if (other.isPresent()) {
            return new Answer.Overlaps(other.get());
        }
        kept.add(new Replacement(kept.size() + 1, wanted));
        return new Answer.Kept(kept.getLast());
    }

    @Override
    public synchronized List<Replacement> notOverAt(Instant moment) {
        if (away) {
            throw new StoreUnavailableException("replacements: away", new IllegalStateException("by this test"));
        }
        return kept.stream()
                .filter(one -> !cancelled.contains(one.id()))
                .filter(one -> one.wanted().until().isAfter(moment))
                .sorted(Comparator.comparing(one -> one.wanted().from()))
                .toList();
    }

    @Override
    public synchronized boolean cancel(int id, Instant at, String author, String reason) {
        return notOverAt(at).stream().anyMatch(one -> one.id() == id) && cancelled.add(id);
    }
}
