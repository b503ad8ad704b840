package org.permanence.audit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.permanence.verify.Entry;
import org.permanence.verify.Hash;

/// An entry that has its place in the log and may not be on any disk yet.
final class Written {

    final long number;
    final String series;
    final String time;
    final byte[] json;
    final Hash leaf;
    private final CountDownLatch durable = new CountDownLatch(1);

    Written(long number, String series, String time, byte[] json, Hash leaf) {
        this.number = number;
        this.series = series;
        this.time = time;
        this.json = json;
        this.leaf = leaf;
    }

    /// Read back from the other sink.
    static Written of(Entry entry, byte[] json) {
        return new Written(entry.number(), entry.series(), entry.time(), json, entry.leaf());
    }

    void isDurable() {
        durable.countDown();
    }

    boolean awaitDurable(Duration limit) throws InterruptedException {
        return durable.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
