package org.permanence.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal as calls see it: an entry is in the buffer at once, and in the store a moment later, together with
/// its neighbours. One thread of its own writes; while the store is away it keeps trying, and the buffer fills.
///
/// A killed engine loses what was in the buffer, some milliseconds of stations. The place of a waiting caller is
/// not among it: the queue commits that itself.
public final class BufferedJournal implements Journal, AutoCloseable {

    /// What the wiring counts.
    public interface JournalMetrics {

        void entryWritten(JournalEntry entry);

        /// An entry was lost, because the store has been away for longer than the buffer lasts.
        void entryLost();
    }

    private static final Logger LOG = LoggerFactory.getLogger(BufferedJournal.class);
    private static final int MAX_BATCH = 500;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /// How long the first entry of a batch waits for more: each batch is a commit, and a commit of the journal's
    /// stands in the way of one that a caller waits for. An engine that is killed loses at most so much of its
    /// journal.
    private static final Duration BATCH_DELAY = Duration.ofMillis(25);

    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final JournalStore store;
    private final JournalMetrics metrics;
    private final BlockingQueue<JournalEntry> buffer;
    private final Map<CallId, Integer> unwritten = new ConcurrentHashMap<>();
    private final Thread writer;
    private volatile boolean closing;

    /// @param capacity how many entries wait at most while the store is away
    public BufferedJournal(JournalStore store, JournalMetrics metrics, int capacity) {
        this.store = store;
        this.metrics = metrics;
        this.buffer = new ArrayBlockingQueue<>(capacity);
        this.writer = Thread.ofPlatform().name("journal").start(this::writeAll);
    }

    @Override
    public void write(JournalEntry entry) {
        metrics.entryWritten(entry);
        unwritten.merge(entry.call(), 1, Integer::sum);
        if (!buffer.offer(entry)) {
            discharge(entry);
            metrics.entryLost();
        }
    }

    /// Whether the store does not have all of the call's entries yet.
    public boolean hasUnwritten(CallId call) {
        return unwritten.containsKey(call);
    }

    private void discharge(JournalEntry entry) {
        unwritten.computeIfPresent(entry.call(), (_, count) -> count == 1 ? null : count - 1);
    }

    /// How many entries wait to be written.
    public int backlog() {
        return buffer.size();
    }

    /// Writes what is left and ends; gives up on a store that stays away.
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSE_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Whoever closes us is in a hurry: the writer gives up below.
        }
        writer.interrupt();
    }

    private void writeAll() {
        List<JournalEntry> batch = new ArrayList<>();
        try {
            while (!closing || !buffer.isEmpty()) {
                JournalEntry first = buffer.poll(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    if (!closing) {
                        TimeUnit.MILLISECONDS.sleep(BATCH_DELAY.toMillis());
                    }
                    buffer.drainTo(batch, MAX_BATCH - 1);
                    writeUntilStored(batch);
                    batch.forEach(this::discharge);
                    batch.clear();
                }
            }
        } catch (InterruptedException _) {
            LOG.atError().addKeyValue("entries", buffer.size() + batch.size()).log("journal.given-up");
        }
    }

    private void writeUntilStored(List<JournalEntry> batch) throws InterruptedException {
        boolean logged = false;
        while (true) {
            try {
                if (!logged || !isStored(batch)) {
                    store.write(batch);
                }
                return;
            } catch (RuntimeException fault) { // The end of a thread: an entry must not die of one bad moment.
                if (!logged) {
                    LOG.atError().setCause(fault).log("journal.store-away");
                    logged = true;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.toMillis());
            }
        }
    }

    /// A store that was cut off may have taken the batch, and could not say so.
    private boolean isStored(List<JournalEntry> batch) {
        JournalEntry last = batch.getLast();
        return store.entries(last.call()).contains(last);
    }
}
