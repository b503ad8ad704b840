package org.permanence.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;
import org.permanence.triage.Urgency;

/// Tasks that wait for a team's lock at the same time share a transaction, and nothing else.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GroupCommitTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final TeamId SOUTH = new TeamId("south");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final TestDatabase kind;
    private Database database;
    private JooqQueueStore store;

    GroupCommitTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqQueueStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void failingTaskDoesNotAffectTheOthers() throws Exception {
        var outcomes = runInOneBatch((transaction, call) -> {
            transaction.save(call);
            if (call.call().value().equals("call-1")) {
                throw new IllegalStateException("the task failed");
            }
        });

        var thrown =
                assertThrows(ExecutionException.class, () -> outcomes.get(1).get(30, TimeUnit.SECONDS));
        assertEquals("the task failed", requireNonNull(thrown.getCause()).getMessage());
        assertEquals(Set.of("call-0", "call-2", "call-3"), waiting());
    }

    @Test
    void taskRejectedByTheDatabaseDoesNotAffectTheOthers() throws Exception {
        store.inTeam(SOUTH, transaction -> {
            transaction.save(call("call-1", SOUTH));
            return transaction;
        });

        var outcomes = runInOneBatch(TeamTransaction::save);

        var thrown =
                assertThrows(ExecutionException.class, () -> outcomes.get(1).get(30, TimeUnit.SECONDS));
        assertInstanceOf(StoreUnavailableException.class, thrown.getCause());
        assertEquals("call-2", outcomes.get(2).get(30, TimeUnit.SECONDS));
        assertEquals(Set.of("call-0", "call-2", "call-3"), waiting());
    }

    @Test
    void changesAreVisibleToLaterTasksOfTheBatchAndToOthersAfterTheCommit() throws Exception {
        var seenInside = new ArrayList<Integer>();
        var seenOutside = new ArrayList<Integer>();

        var outcomes = runInOneBatch((transaction, call) -> {
            seenInside.add(transaction.waiting().size());
            seenOutside.add(store.waiting(NORTH).size());
            transaction.save(call);
        });

        for (var outcome : outcomes) {
            outcome.get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of(0, 1, 2, 3), seenInside);
        assertEquals(List.of(0, 0, 0, 0), seenOutside);
        assertEquals(Set.of("call-0", "call-1", "call-2", "call-3"), waiting());
    }

    @Test
    void callHandedOverByAnEarlierTaskIsFoundInTheOtherTeam() throws Exception {
        store.inTeam(SOUTH, transaction -> transaction);
        var found = new ArrayList<Optional<TeamId>>();

        var outcomes = runInOneBatch((transaction, call) -> {
            found.add(transaction.otherTeamOf(new CallId("call-0")));
            transaction.save(call);
            transaction.handOver(call.movedTo(SOUTH));
        });

        for (var outcome : outcomes) {
            outcome.get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of(Optional.empty(), Optional.of(SOUTH), Optional.of(SOUTH), Optional.of(SOUTH)), found);
        assertEquals(4, store.waiting(SOUTH).size());
    }

    @Test
    void everyConcurrentTaskRunsExactlyOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 300)
                    .mapToObj(i -> threads.submit(() -> store.inTeam(NORTH, transaction -> {
                        int before = transaction.waiting().size();
                        transaction.save(call("call-" + i, NORTH));
                        return before;
                    })))
                    .toList();
            var sizes = new HashSet<Integer>();
            for (var each : all) {
                assertTrue(sizes.add(each.get(30, TimeUnit.SECONDS)));
            }
        }

        assertEquals(300, waiting().size());
    }

    /// Four tasks, which wait while another one runs, in this order.
    private List<FutureTask<String>> runInOneBatch(BiConsumer<TeamTransaction, QueueEntry> task) {
        List<FutureTask<String>> outcomes = new ArrayList<>();
        store.inTeam(NORTH, _ -> {
            for (int i = 0; i < 4; i++) {
                QueueEntry call = call("call-" + i, NORTH);
                var outcome = new FutureTask<>(() -> store.inTeam(NORTH, transaction -> {
                    task.accept(transaction, call);
                    return call.call().value();
                }));
                Thread thread = Thread.ofVirtual().start(outcome);
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait(); // The task is not pending yet.
                }
                outcomes.add(outcome);
            }
            return outcomes;
        });
        return outcomes;
    }

    private Set<String> waiting() {
        return store.inTeam(
                NORTH,
                transaction -> transaction.waiting().stream()
                        .map(entry -> entry.call().value())
                        .collect(Collectors.toSet()));
    }

    private static QueueEntry call(String call, TeamId team) {
        return QueueEntry.arriving(new CallId(call), new PracticeId("les-lilas"), team, Urgency.ROUTINE, NOON);
    }
}
