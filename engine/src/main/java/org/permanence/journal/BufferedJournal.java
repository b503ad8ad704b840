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

/// Keeps journal entries in a bounded buffer and writes them to the store in batches, on a thread of its own. While
/// the store is unavailable, that thread retries and the buffer fills.
///
/// An engine that is killed loses the entries in the buffer, at most some tens of milliseconds. Positions in the
/// queue are not among them: the queue commits those itself.
public final class BufferedJournal implements Journal, AutoCloseable {

    /// Counts what happens to entries.
    public interface JournalMetrics {

        void entryWritten(JournalEntry entry);

        /// An entry was lost because the buffer was full: the store had been unavailable for too long.
        void entryLost();
    }

    private static final Logger LOG = LoggerFactory.getLogger(BufferedJournal.class);
    private static final int MAX_BATCH = 500;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /// How long the first entry of a batch waits for more. Each batch is one commit, and a commit of the journal
    /// delays commits that callers wait for.
    private static final Duration BATCH_DELAY = Duration.ofMillis(25);

    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final JournalStore store;
    private final JournalMetrics metrics;
    private final BlockingQueue<JournalEntry> buffer;
    private final Map<CallId, Integer> unwritten = new ConcurrentHashMap<>();
    private final Thread writer;
    private volatile boolean closing;

    /// @param capacity how many entries the buffer holds while the store is unavailable
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

    /// Whether some entries of the call are not yet in the store.
    public boolean hasUnwritten(CallId call) {
        return unwritten.containsKey(call);
    }

    private void discharge(JournalEntry entry) {
        unwritten.computeIfPresent(entry.call(), (_, count) -> count == 1 ? null : count - 1);
    }

    /// The number of entries that are not yet in the store.
    public int backlog() {
        return buffer.size();
    }

    /// Writes the remaining entries and ends. Gives up after five seconds if the store stays unavailable.
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(CLOSE_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The engine is being stopped: give up below.
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
            LOG.atError().addKeyValue("entries", buffer.size() + batch.size()).log("journal.entries-lost");
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
            } catch (RuntimeException fault) { // Any failure: the entries must survive it.
                if (!logged) {
                    LOG.atError().setCause(fault).log("journal.store-unavailable");
                    logged = true;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.toMillis());
            }
        }
    }

    /// Whether the store has the batch already. A store may commit a batch and then fail to say so.
    private boolean isStored(List<JournalEntry> batch) {
        JournalEntry last = batch.getLast();
        return store.entries(last.call()).contains(last);
    }
}
