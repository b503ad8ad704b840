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
import org.permanence.call.CallId;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.testing.House;
import org.permanence.testing.MemoryJournalStore;

class BufferedJournalTest {

    private static final long LIMIT_SECONDS = 20;

    /// A store at whose door the test stands: it sees each attempt, and lets it in when it likes.
    private static final class GuardedStore implements JournalStore {

        private final MemoryJournalStore store = new MemoryJournalStore();
        private final Semaphore attempts = new Semaphore(0);
        private final CountDownLatch door;

        GuardedStore(CountDownLatch door) {
            this.door = door;
        }

        @Override
        public void write(List<JournalEntry> entries) {
            attempts.release();
            try {
                assertTrue(door.await(LIMIT_SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // The journal gives up: so does its store.
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
        public List<JournalEntry> latest(int limit) {
            return store.latest(limit);
        }

        @Override
        public List<CallRecord> openCalls() {
            return store.openCalls();
        }

        void awaitAttempts(int number) throws InterruptedException {
            assertTrue(attempts.tryAcquire(number, LIMIT_SECONDS, TimeUnit.SECONDS));
        }
    }

    private static final class Count implements BufferedJournal.Watch {

        private final AtomicInteger written = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public void written(JournalEntry entry) {
            written.incrementAndGet();
        }

        @Override
        public void lost() {
            lost.incrementAndGet();
        }
    }

    private final CountDownLatch door = new CountDownLatch(1);
    private final GuardedStore store = new GuardedStore(door);
    private final Count count = new Count();

    @Test
    void whatIsBeyondTheBufferIsLostAndCountedAndBlocksNobody() throws InterruptedException {
        var journal = new BufferedJournal(store, count, 3);
        try (journal) {
            journal.write(entry(0));
            store.awaitAttempts(1); // The writer holds the first entry, and stands at the door with it.
            IntStream.rangeClosed(1, 5).forEach(number -> journal.write(entry(number)));

            assertEquals(3, journal.backlog());
            assertEquals(2, count.lost.get());
            assertEquals(6, count.written.get());
            door.countDown();
        }

        assertEquals(entries(0, 4), store.store.entries());
    }

    @Test
    void aStoreThatIsAwayAndComesBackLosesNothingAndKeepsTheOrder() throws InterruptedException {
        door.countDown();
        store.store.goesAway();
        var journal = new BufferedJournal(store, count, 1_000);
        try (journal) {
            journal.write(entry(0));
            store.awaitAttempts(2); // It was refused once, and is tried again.
            IntStream.range(1, 900).forEach(number -> journal.write(entry(number)));
            store.store.comesBack();
        }

        assertEquals(entries(0, 900), store.store.entries());
        assertEquals(0, count.lost.get());
    }

    @Test
    void whatTheStoreTookWithoutSayingSoIsNotWrittenTwice() throws InterruptedException {
        store.store.losesItsNextAnswer();
        var journal = new BufferedJournal(store, count, 1_000);
        try (journal) {
            journal.write(entry(0));
            store.awaitAttempts(1);
            door.countDown();
            journal.write(entry(1));
        }

        assertEquals(entries(0, 2), store.store.entries());
        assertEquals(0, count.lost.get());
    }

    @Test
    void closingWritesWhatIsLeftInOrder() {
        door.countDown();
        try (var journal = new BufferedJournal(store, count, 1_000)) {
            IntStream.range(0, 700).forEach(number -> journal.write(entry(number)));
        }

        assertEquals(entries(0, 700), store.store.entries());
    }

    @Test
    void neighboursAreWrittenTogether() throws InterruptedException {
        var journal = new BufferedJournal(store, count, 1_000);
        try (journal) {
            journal.write(entry(0));
            store.awaitAttempts(1);
            IntStream.range(1, 400).forEach(number -> journal.write(entry(number)));
            door.countDown();
        }

        store.awaitAttempts(1);
        assertEquals(0, store.attempts.availablePermits());
        assertEquals(entries(0, 400), store.store.entries());
    }

    @Test
    void manyCallsWriteAtOnceAndEachKeepsItsOwnOrder() throws InterruptedException {
        door.countDown();
        var writers = new ArrayList<Thread>();
        try (var journal = new BufferedJournal(store, count, 10_000)) {
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
                    store.entries(call));
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
                call, House.LES_LILAS.id(), Instant.ofEpochSecond(number), Station.ARRIVED, new Detail.Nothing());
    }
}
