package org.permanence.audit;

import java.util.concurrent.CountDownLatch;
import org.permanence.verify.Entry;
import org.permanence.verify.Hash;

/// An entry that has its place in the log. No replica may have it on its disk yet.
final class SequencedEntry {

    final long number;
    final String series;
    final String time;
    final byte[] json;
    final Hash leaf;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean durable;

    SequencedEntry(long number, String series, String time, byte[] json, Hash leaf) {
        this.number = number;
        this.series = series;
        this.time = time;
        this.json = json;
        this.leaf = leaf;
    }

    /// An entry read from another replica's files.
    static SequencedEntry of(Entry entry, byte[] json) {
        return new SequencedEntry(entry.number(), entry.series(), entry.time(), json, entry.leaf());
    }

    void markDurable() {
        durable = true;
        decided.countDown();
    }

    /// Ends the caller's wait without success.
    void markTimedOut() {
        decided.countDown();
    }

    /// Waits without a time limit: a timer for each caller would cost as much as the entry. The log ends the wait,
    /// see [#markTimedOut].
    ///
    /// @return whether the entry is durable
    boolean awaitDurable() throws InterruptedException {
        decided.await();
        return durable;
    }
}
