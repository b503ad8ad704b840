package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;
import org.permanence.triage.Urgency;

class InMemoryQueueStoreTest {

    private static final CallId CALL = new CallId("call");

    private final InMemoryQueueStore store = new InMemoryQueueStore();

    @Test
    void exceptionSavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(SamplePractices.TEAM, transaction -> {
                    transaction.save(entry());
                    transaction.save(
                            Presence.neverSignedIn(SamplePractices.INES.login(), SamplePractices.TEAM, Instant.EPOCH));
                    throw new IllegalStateException("task: broken (expected: in this test)");
                }));

        assertEquals(List.of(), store.waiting(SamplePractices.TEAM));
        assertEquals(List.of(), store.inTeam(SamplePractices.TEAM, TeamTransaction::presences));
    }

    @Test
    void unavailableStoreRefusesEverythingAndLosesNothing() {
        save();
        store.becomeUnavailable();

        assertThrows(StoreUnavailableException.class, () -> store.waiting(SamplePractices.TEAM));
        assertThrows(
                StoreUnavailableException.class, () -> store.inTeam(SamplePractices.TEAM, TeamTransaction::waiting));

        store.becomeAvailable();
        assertEquals(List.of(entry()), store.waiting(SamplePractices.TEAM));
    }

    @Test
    void storeThatFailsDuringATaskSavesNothing() {
        assertThrows(
                StoreUnavailableException.class,
                () -> store.inTeam(SamplePractices.TEAM, transaction -> {
                    transaction.save(entry());
                    store.becomeUnavailable();
                    return transaction;
                }));

        store.becomeAvailable();
        assertEquals(List.of(), store.waiting(SamplePractices.TEAM));
    }

    @Test
    void threadCannotLockATeamTwice() {
        assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(
                        SamplePractices.TEAM, _ -> store.inTeam(SamplePractices.TEAM, TeamTransaction::waiting)));
    }

    @Test
    void changesAreVisibleInsideAtOnceAndOutsideAfterTheCommit() {
        store.inTeam(SamplePractices.TEAM, transaction -> {
            transaction.save(entry());
            assertEquals(Optional.of(entry()), transaction.waiting(CALL));
            assertEquals(List.of(), store.waiting(SamplePractices.TEAM));
            return transaction;
        });

        assertEquals(List.of(entry()), store.waiting(SamplePractices.TEAM));
    }

    @Test
    void removingACallTwiceDoesNothing() {
        save();

        store.inTeam(SamplePractices.TEAM, transaction -> {
            transaction.remove(CALL);
            transaction.remove(CALL);
            return transaction;
        });

        assertEquals(List.of(), store.waiting(SamplePractices.TEAM));
    }

    @Test
    void teamsAreIsolated() {
        save();

        assertEquals(List.of(), store.waiting(new TeamId("lyon")));
    }

    @Test
    void tasksOfOneTeamNeverOverlap() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(each -> Thread.ofVirtual()
                        .start(() -> store.inTeam(SamplePractices.TEAM, transaction -> {
                            // Each task reads the count and adds one: overlapping tasks would leave fewer.
                            int number = transaction.waiting().size();
                            transaction.save(entry("call-" + number));
                            return each;
                        })))
                .toList();
        for (Thread thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(10)));
        }

        assertEquals(20, store.waiting(SamplePractices.TEAM).size());
    }

    private void save() {
        store.inTeam(SamplePractices.TEAM, transaction -> {
            transaction.save(entry());
            return transaction;
        });
    }

    private static QueueEntry entry() {
        return entry(CALL.value());
    }

    private static QueueEntry entry(String call) {
        return QueueEntry.arriving(
                new CallId(call), SamplePractices.LES_LILAS.id(), SamplePractices.TEAM, Urgency.ROUTINE, Instant.EPOCH);
    }
}
