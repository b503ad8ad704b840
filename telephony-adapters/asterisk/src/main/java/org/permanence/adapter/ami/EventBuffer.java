package org.permanence.adapter.ami;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Events that were read but not yet delivered. One thread adds events, and the delivery thread takes all at once.
/// The number of events is limited; the few notices of the connection itself always fit.
final class EventBuffer {

    /// Items in the order of the wire, with the ordinal and the read time of each.
    static final class Batch {
        EventItem[] items = new EventItem[64];
        long[] ordinals = new long[64];
        long[] readAt = new long[64];
        int size;

        void add(EventItem item, long ordinal, long readNanos) {
            if (size == items.length) {
                items = java.util.Arrays.copyOf(items, size * 2);
                ordinals = java.util.Arrays.copyOf(ordinals, size * 2);
                readAt = java.util.Arrays.copyOf(readAt, size * 2);
            }
            items[size] = item;
            ordinals[size] = ordinal;
            readAt[size++] = readNanos;
        }

        void addAll(Batch other) {
            for (int i = 0; i < other.size; i++) {
                add(other.items[i], other.ordinals[i], other.readAt[i]);
            }
        }

        void clear() {
            java.util.Arrays.fill(items, 0, size, null);
            size = 0;
        }
    }

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private Batch waiting = new Batch();
    private boolean closed;

    EventBuffer(int limit) {
        this.limit = limit;
    }

    /// Takes all events of the batch, or none if they do not fit.
    boolean offer(Batch events) {
        lock.lock();
        try {
            if (waiting.size + events.size > limit) {
                return false;
            }
            waiting.addAll(events);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void put(EventItem.ConnectionNotice notice, long nanos) {
        lock.lock();
        try {
            waiting.add(notice, 0, nanos);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for items and returns them in exchange for an empty batch. Returns an empty batch once the buffer is
    /// closed and empty.
    Batch take(Batch empty) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.size == 0 && !closed) {
                filled.await();
            }
            Batch taken = waiting;
            waiting = empty;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size;
        } finally {
            lock.unlock();
        }
    }

    /// Items already in the buffer can still be taken; after that, [#take] returns at once.
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }
}
