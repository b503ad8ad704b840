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

class MemoryQueueStoreTest {

    private static final CallId CALL = new CallId("call");

    private final MemoryQueueStore store = new MemoryQueueStore();

    @Test
    void anExceptionSavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(House.TEAM, transaction -> {
                    transaction.save(waiting());
                    transaction.save(Presence.neverSignedIn(House.INES.login(), House.TEAM, Instant.EPOCH));
                    throw new IllegalStateException("work: broken (expected: in this test)");
                }));

        assertEquals(List.of(), store.waiting(House.TEAM));
        assertEquals(List.of(), store.inTeam(House.TEAM, TeamTransaction::presences));
    }

    @Test
    void aStoreThatIsAwayRefusesEverythingAndForgetsNothing() {
        save();
        store.goesAway();

        assertThrows(StoreUnavailableException.class, () -> store.waiting(House.TEAM));
        assertThrows(StoreUnavailableException.class, () -> store.inTeam(House.TEAM, TeamTransaction::waiting));

        store.comesBack();
        assertEquals(List.of(waiting()), store.waiting(House.TEAM));
    }

    @Test
    void aStoreThatGoesAwayDuringTheWorkSavesNothing() {
        assertThrows(
                StoreUnavailableException.class,
                () -> store.inTeam(House.TEAM, transaction -> {
                    transaction.save(waiting());
                    store.goesAway();
                    return transaction;
                }));

        store.comesBack();
        assertEquals(List.of(), store.waiting(House.TEAM));
    }

    @Test
    void aTeamIsLockedOnceAtATime() {
        assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(House.TEAM, _ -> store.inTeam(House.TEAM, TeamTransaction::waiting)));
    }

    @Test
    void whatIsSavedIsSeenInsideTheWorkAndOutsideOnlyAfterIt() {
        store.inTeam(House.TEAM, transaction -> {
            transaction.save(waiting());
            assertEquals(Optional.of(waiting()), transaction.waiting(CALL));
            assertEquals(List.of(), store.waiting(House.TEAM));
            return transaction;
        });

        assertEquals(List.of(waiting()), store.waiting(House.TEAM));
    }

    @Test
    void aRemovedCallIsGoneAndRemovingItTwiceIsNothing() {
        save();

        store.inTeam(House.TEAM, transaction -> {
            transaction.remove(CALL);
            transaction.remove(CALL);
            return transaction;
        });

        assertEquals(List.of(), store.waiting(House.TEAM));
    }

    @Test
    void teamsHaveNothingInCommon() {
        save();

        assertEquals(List.of(), store.waiting(new TeamId("lyon")));
    }

    @Test
    void workOfOneTeamOnManyThreadsNeverOverlaps() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(each -> Thread.ofVirtual()
                        .start(() -> store.inTeam(House.TEAM, transaction -> {
                            // Each reads how many there are and adds one: two that overlapped would leave fewer.
                            int number = transaction.waiting().size();
                            transaction.save(waiting("call-" + number));
                            return each;
                        })))
                .toList();
        for (Thread thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(10)));
        }

        assertEquals(20, store.waiting(House.TEAM).size());
    }

    private void save() {
        store.inTeam(House.TEAM, transaction -> {
            transaction.save(waiting());
            return transaction;
        });
    }

    private static QueueEntry waiting() {
        return waiting(CALL.value());
    }

    private static QueueEntry waiting(String call) {
        return new QueueEntry(
                new CallId(call), House.LES_LILAS.id(), House.TEAM, Urgency.ROUTINE, Instant.EPOCH, Optional.empty());
    }
}
