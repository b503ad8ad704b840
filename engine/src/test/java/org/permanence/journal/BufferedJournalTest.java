package org.permanence.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallId;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.SamplePractices;

class BufferedJournalTest {

    private static final long LIMIT_SECONDS = 20;

    /// A store in which each write waits until the test opens the gate. It counts the attempts.
    private static final class GatedStore implements JournalStore {

        private final InMemoryJournalStore store = new InMemoryJournalStore();
        private final Semaphore attempts = new Semaphore(0);
        private final CountDownLatch gate;

        GatedStore(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public void write(List<JournalEntry> entries) {
            attempts.release();
            try {
                assertTrue(gate.await(LIMIT_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // The journal is giving up, so the store does too.
            }
            store.write(entries);
        }

        @Override
        public List<JournalEntry> entries(CallId call) {
            return store.entries(call);
        }

        @Override
        public Optional<CallRecord> openCall(CallId call) {
            return store.openCall(call);
        }

        @Override
        public List<JournalEntry> latest(PracticeScope scope, int limit) {
            return store.latest(scope, limit);
        }

        @Override
        public List<CallRecord> openCalls() {
            return store.openCalls();
        }

        void awaitAttempts(int number) throws InterruptedException {
            assertTrue(attempts.tryAcquire(number, LIMIT_SECONDS, TimeUnit.SECONDS));
        }
    }

    private static final class CountingMetrics implements BufferedJournal.JournalMetrics {

        private final AtomicInteger written = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public void entryWritten(JournalEntry entry) {
            written.incrementAndGet();
        }

        @Override
        public void entryLost() {
            lost.incrementAndGet();
        }
    }

    private final CountDownLatch gate = new CountDownLatch(1);
    private final GatedStore gatedStore = new GatedStore(gate);
    private final CountingMetrics metrics = new CountingMetrics();

    @Test
    void entriesBeyondTheBufferAreLostAndCountedWithoutBlocking() throws InterruptedException {
        var journal = new BufferedJournal(gatedStore, metrics, 3);
        try (journal) {
            journal.write(entry(0));
            gatedStore.awaitAttempts(1); // The writer waits at the gate with the first entry.
            IntStream.rangeClosed(1, 5).forEach(number -> journal.write(entry(number)));

            assertEquals(3, journal.backlog());
            assertEquals(2, metrics.lost.get());
            assertEquals(6, metrics.written.get());
            gate.countDown();
        }

        assertEquals(entries(0, 4), gatedStore.store.entries());
    }

    @Test
    void nothingIsLostOrReorderedWhileTheStoreIsUnavailable() throws InterruptedException {
        gate.countDown();
        gatedStore.store.becomeUnavailable();
        var journal = new BufferedJournal(gatedStore, metrics, 1_000);
        try (journal) {
            journal.write(entry(0));
            gatedStore.awaitAttempts(2); // The first attempt failed, and the second has started.
            IntStream.range(1, 900).forEach(number -> journal.write(entry(number)));
            gatedStore.store.becomeAvailable();
        }

        assertEquals(entries(0, 900), gatedStore.store.entries());
        assertEquals(0, metrics.lost.get());
    }

    @Test
    void entryStoredWithoutConfirmationIsNotWrittenTwice() throws InterruptedException {
        gatedStore.store.failAfterNextWrite();
        var journal = new BufferedJournal(gatedStore, metrics, 1_000);
        try (journal) {
            journal.write(entry(0));
            gatedStore.awaitAttempts(1);
            gate.countDown();
            journal.write(entry(1));
        }

        assertEquals(entries(0, 2), gatedStore.store.entries());
        assertEquals(0, metrics.lost.get());
    }

    @Test
    void closeWritesTheRemainingEntriesInOrder() {
        gate.countDown();
        try (var journal = new BufferedJournal(gatedStore, metrics, 1_000)) {
            IntStream.range(0, 700).forEach(number -> journal.write(entry(number)));
        }

        assertEquals(entries(0, 700), gatedStore.store.entries());
    }

    @Test
    void entriesAreWrittenInBatches() throws InterruptedException {
        var journal = new BufferedJournal(gatedStore, metrics, 1_000);
        try (journal) {
            journal.write(entry(0));
            gatedStore.awaitAttempts(1);
            IntStream.range(1, 400).forEach(number -> journal.write(entry(number)));
            gate.countDown();
        }

        gatedStore.awaitAttempts(1);
        assertEquals(0, gatedStore.attempts.availablePermits());
        assertEquals(entries(0, 400), gatedStore.store.entries());
    }

    @Test
    void concurrentCallsKeepTheirOwnOrder() throws InterruptedException {
        gate.countDown();
        var writers = new ArrayList<Thread>();
        try (var journal = new BufferedJournal(gatedStore, metrics, 10_000)) {
            for (int caller = 0; caller < 20; caller++) {
                var call = new CallId("call-" + caller);
                writers.add(Thread.ofVirtual()
                        .start(() -> IntStream.range(0, 100).forEach(number -> journal.write(entry(call, number)))));
            }
            for (Thread writer : writers) {
                assertTrue(writer.join(Duration.ofSeconds(LIMIT_SECONDS)));
            }
        }

        for (int caller = 0; caller < 20; caller++) {
            var call = new CallId("call-" + caller);
            assertEquals(
                    IntStream.range(0, 100)
                            .mapToObj(number -> entry(call, number))
                            .toList(),
                    gatedStore.entries(call));
        }
    }

    private static List<JournalEntry> entries(int from, int to) {
        return IntStream.range(from, to).mapToObj(BufferedJournalTest::entry).toList();
    }

    private static JournalEntry entry(int number) {
        return entry(new CallId("call"), number);
    }

    private static JournalEntry entry(CallId call, int number) {
        return new JournalEntry(
                call,
                SamplePractices.LES_LILAS.id(),
                Instant.ofEpochSecond(number),
                CallEvent.ARRIVED,
                new Detail.Nothing());
    }
}
