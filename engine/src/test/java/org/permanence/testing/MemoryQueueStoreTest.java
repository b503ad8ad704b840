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
import org.permanence.queue.StoreException;
import org.permanence.queue.TeamBook;
import org.permanence.queue.WaitingCall;
import org.permanence.triage.Urgency;

class MemoryQueueStoreTest {

    private static final CallId CALL = new CallId("call");

    private final MemoryQueueStore store = new MemoryQueueStore();

    @Test
    void anExceptionSavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(House.TEAM, book -> {
                    book.save(waiting());
                    book.save(Presence.off(House.INES.login(), House.TEAM, Instant.EPOCH));
                    throw new IllegalStateException("work: broken (expected: in this test)");
                }));

        assertEquals(List.of(), store.waiting(House.TEAM));
        assertEquals(List.of(), store.inTeam(House.TEAM, TeamBook::presences));
    }

    @Test
    void aStoreThatIsAwayRefusesEverythingAndForgetsNothing() {
        save();
        store.goesAway();

        assertThrows(StoreException.class, () -> store.waiting(House.TEAM));
        assertThrows(StoreException.class, () -> store.inTeam(House.TEAM, TeamBook::waiting));

        store.comesBack();
        assertEquals(List.of(waiting()), store.waiting(House.TEAM));
    }

    @Test
    void aStoreThatGoesAwayDuringTheWorkSavesNothing() {
        assertThrows(
                StoreException.class,
                () -> store.inTeam(House.TEAM, book -> {
                    book.save(waiting());
                    store.goesAway();
                    return book;
                }));

        store.comesBack();
        assertEquals(List.of(), store.waiting(House.TEAM));
    }

    @Test
    void aTeamIsLockedOnceAtATime() {
        assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(House.TEAM, _ -> store.inTeam(House.TEAM, TeamBook::waiting)));
    }

    @Test
    void whatIsSavedIsSeenInsideTheWorkAndOutsideOnlyAfterIt() {
        store.inTeam(House.TEAM, book -> {
            book.save(waiting());
            assertEquals(Optional.of(waiting()), book.waiting(CALL));
            assertEquals(List.of(), store.waiting(House.TEAM));
            return book;
        });

        assertEquals(List.of(waiting()), store.waiting(House.TEAM));
    }

    @Test
    void aRemovedCallIsGoneAndRemovingItTwiceIsNothing() {
        save();

        store.inTeam(House.TEAM, book -> {
            book.remove(CALL);
            book.remove(CALL);
            return book;
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
                        .start(() -> store.inTeam(House.TEAM, book -> {
                            // Each reads how many there are and adds one: two that overlapped would leave fewer.
                            int number = book.waiting().size();
                            book.save(waiting("call-" + number));
                            return each;
                        })))
                .toList();
        for (Thread thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(10)));
        }

        assertEquals(20, store.waiting(House.TEAM).size());
    }

    private void save() {
        store.inTeam(House.TEAM, book -> {
            book.save(waiting());
            return book;
        });
    }

    private static WaitingCall waiting() {
        return waiting(CALL.value());
    }

    private static WaitingCall waiting(String call) {
        return new WaitingCall(
                new CallId(call), House.LES_LILAS.id(), House.TEAM, Urgency.ROUTINE, Instant.EPOCH, Optional.empty());
    }
}
