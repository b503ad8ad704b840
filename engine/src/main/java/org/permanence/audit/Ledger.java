package org.permanence.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.verify.Hash;
import org.permanence.verify.Position;
import org.permanence.verify.SignedNote;
import org.permanence.verify.TreeHasher;

/// Gives each entry its place, and keeps the last of them in memory for the sinks to write. Whoever looks adds, each
/// sink
/// takes what it has not got yet, and neither waits for the other. One lock, held for a microsecond.
final class Ledger {

    /// What a sink has to write next.
    sealed interface Work {
        record Entries(List<Written> entries) implements Work {}

        record Note(Checkpointed checkpoint) implements Work {}

        /// The sink is so far behind that the other one's files have to be read.
        record Behind(long durable) implements Work {}

        record End() implements Work {}
    }

    /// A checkpoint on its way to the sinks.
    record Checkpointed(long number, long size, SignedNote note) {}

    /// What a checkpoint is made of.
    record Head(long size, Hash root, Hash last, String time) {}

    private record Late(AuditRequest request, OptionalLong answers, Optional<Outcome> outcome, Instant happened) {}

    private static final int CHECKPOINT_EACH = 1_000;
    private static final int MOST_AT_ONCE = 2_000;
    private static final int MOST_NOTES = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final TreeHasher hasher = new TreeHasher();
    private final InstantSource clock;
    private final AuditSettings settings;
    private final Runnable due;
    private final @Nullable Written[] ring;
    private final Position position;
    private final NavigableMap<Long, Checkpointed> notes = new TreeMap<>();
    private final ArrayDeque<Late> late = new ArrayDeque<>();
    private long start;
    private long durable;
    private int sinksUp;
    private long lost;
    private boolean closing;

    Ledger(
            Position position,
            Collection<Checkpointed> notes,
            AuditSettings settings,
            InstantSource clock,
            Runnable due) {
        this.due = due;
        this.position = position;
        this.start = position.size();
        this.durable = position.size();
        notes.forEach(note -> this.notes.put(note.number(), note));
        this.settings = settings;
        this.clock = clock;
        this.ring = new Written[settings.pending()];
    }

    /// Takes an entry that somebody waits for, or refuses it at once where no sink is likely to.
    Written append(Draft draft) {
        lock.lock();
        try {
            if (!accepts()) {
                throw new AuditException("audit log: " + sinksUp + " sinks take entries, " + (position.size() - durable)
                        + " wait (expected: one, and fewer than " + ring.length + ")");
            }
            return place(draft);
        } finally {
            lock.unlock();
        }
    }

    /// Takes an entry that nobody waits for: what was done, or how what an entry speaks of has ended.
    void note(AuditRequest request, OptionalLong answers, Optional<Outcome> outcome) {
        lock.lock();
        try {
            if (late.isEmpty() && accepts()) {
                place(Draft.of(request, answers, outcome, Optional.empty()));
            } else if (late.size() < settings.lateNotes()) {
                late.add(new Late(request, answers, outcome, clock.instant()));
            } else {
                lost++;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean accepts() {
        return sinksUp > 0 && !closing && position.size() - durable < ring.length;
    }

    private Written place(Draft draft) {
        long number = position.size();
        String now = Draft.time(clock.instant());
        String time = now.compareTo(position.time()) < 0 ? position.time() : now; // A clock set back is not history.
        byte[] json = draft.json(position.last(), position.count(draft.series()) + 1, number, time);
        var written = new Written(number, draft.series(), time, json, hasher.leaf(json));
        position.add(draft.series(), written.leaf, time);
        ring[(int) (number % ring.length)] = written;
        start = Math.max(start, number + 1 - ring.length);
        grown.signalAll();
        if ((number + 1) % CHECKPOINT_EACH == 0) {
            due.run();
        }
        return written;
    }

    /// Waits for what comes after the sink's entries and checkpoints.
    Work next(long entries, long checkpoints) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var note = notes.ceilingEntry(checkpoints);
                if (note != null && note.getValue().size() <= entries) {
                    return new Work.Note(note.getValue());
                }
                if (entries < start) {
                    return new Work.Behind(durable);
                }
                if (entries < position.size()) {
                    return new Work.Entries(pending(entries));
                }
                if (closing) {
                    return new Work.End();
                }
                grown.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Written> pending(long from) {
        long to = Math.min(position.size(), from + MOST_AT_ONCE);
        var entries = new ArrayList<Written>((int) (to - from));
        for (long number = from; number < to; number++) {
            Written written = ring[(int) (number % ring.length)];
            if (written != null) {
                entries.add(written);
            }
        }
        return entries;
    }

    /// A sink has this many entries on its disk.
    void durable(long entries) {
        lock.lock();
        try {
            durable = Math.max(durable, entries);
            while (!late.isEmpty() && accepts()) {
                Late waiting = late.remove();
                place(Draft.of(
                        waiting.request(), waiting.answers(), waiting.outcome(), Optional.of(waiting.happened())));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whoever waits for one of the first `entries` has waited long enough.
    ///
    /// @return how many there are by now
    long giveUp(long entries) {
        lock.lock();
        try {
            for (long number = Math.max(durable, start); number < Math.min(entries, position.size()); number++) {
                Written written = ring[(int) (number % ring.length)];
                if (written != null) {
                    written.isLate();
                }
            }
            return position.size();
        } finally {
            lock.unlock();
        }
    }

    /// A sink has come up, or gone.
    void sinks(int change, long entries) {
        lock.lock();
        try {
            sinksUp += change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        durable(entries);
    }

    /// A sink that failed waits before it is tried again; not for long once the log is closing.
    ///
    /// @return whether to try again
    boolean pause() throws InterruptedException {
        lock.lock();
        try {
            long left = settings.retry().toNanos();
            while (left > 0 && !closing) {
                left = grown.awaitNanos(left);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a sink takes entries, or not: the log is there either way, and says no to whoever looks.
    void awaitSink(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (sinksUp == 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Whoever starts the house is in a hurry.
        } finally {
            lock.unlock();
        }
    }

    Head head() {
        lock.lock();
        try {
            String now = Draft.time(clock.instant());
            String time = now.compareTo(position.time()) < 0 ? position.time() : now;
            return new Head(position.size(), position.root(), position.last(), time);
        } finally {
            lock.unlock();
        }
    }

    void publish(Checkpointed checkpoint) {
        lock.lock();
        try {
            notes.put(checkpoint.number(), checkpoint);
            if (notes.size() > MOST_NOTES) {
                notes.pollFirstEntry();
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Three figures for operations, taken together.
    AuditLog.State state() {
        lock.lock();
        try {
            return new AuditLog.State(position.size(), durable, sinksUp, late.size(), lost);
        } finally {
            lock.unlock();
        }
    }
}
