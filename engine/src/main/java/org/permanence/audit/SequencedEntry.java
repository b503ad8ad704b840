package org.permanence.audit;

import java.util.concurrent.CountDownLatch;
import org.permanence.verify.Entry;
import org.permanence.verify.Hash;

/// An entry that has its place in the log and may not be on any disk yet.
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

    /// Read back from the other sink.
    static SequencedEntry of(Entry entry, byte[] json) {
        return new SequencedEntry(entry.number(), entry.series(), entry.time(), json, entry.leaf());
    }

    void markDurable() {
        durable = true;
        decided.countDown();
    }

    /// The limit is over for whoever waits.
    void markTimedOut() {
        decided.countDown();
    }

    /// Without a limit of its own, for a timer a thread cost as much as the entry: the log says when it is over.
    ///
    /// @return whether it is durable
    boolean awaitDurable() throws InterruptedException {
        decided.await();
        return durable;
    }
}
