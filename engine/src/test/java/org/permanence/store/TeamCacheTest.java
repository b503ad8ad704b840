package org.permanence.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.store.schema.Tables.TEAM;
import static org.permanence.store.schema.Tables.TEAM_INVALIDATION;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.Overflow;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;
import org.permanence.triage.Urgency;

/// The cache of a team's rows has no visible effect. Two engines share one database, and a third has no cache.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TeamCacheTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final TeamId SOUTH = new TeamId("south");
    private static final Login LEA = new Login("lea");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");

    private final TestDatabase kind;
    private Database database;
    private QueueStore firstEngine;
    private QueueStore secondEngine;

    TeamCacheTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        firstEngine = new JooqQueueStore(database);
        secondEngine = new JooqQueueStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void failedTaskLeavesNothingInTheCache() {
        enqueue(firstEngine, call("1", NORTH));

        assertThrows(
                IllegalStateException.class,
                () -> firstEngine.inTeam(NORTH, transaction -> {
                    transaction.save(call("2", NORTH));
                    transaction.remove(new CallId("1"));
                    transaction.save(Presence.neverSignedIn(LEA, NORTH, NOON));
                    throw new IllegalStateException("the task failed");
                }));

        assertEquals(Set.of("1"), waiting(firstEngine, NORTH));
        assertEquals(Optional.empty(), firstEngine.inTeam(NORTH, transaction -> transaction.presence(LEA)));
    }

    @Test
    void rejectedTransactionLeavesNothingInTheCache() {
        var call = enqueue(firstEngine, call("1", NORTH));

        assertThrows(
                StoreUnavailableException.class,
                () -> firstEngine.inTeam(NORTH, transaction -> {
                    transaction.handOver(call.movedTo(new TeamId("unknown")));
                    return transaction;
                }));

        assertEquals(Set.of("1"), waiting(firstEngine, NORTH));
        assertEquals(Set.of("1"), waiting(secondEngine, NORTH));
    }

    @Test
    void callQueuedInAnotherTeamCannotBeQueuedHere() {
        enqueue(firstEngine, call("1", SOUTH));

        assertThrows(StoreUnavailableException.class, () -> enqueue(firstEngine, call("1", NORTH)));

        assertEquals(Set.of(), waiting(firstEngine, NORTH));
        assertEquals(Set.of("1"), waiting(firstEngine, SOUTH));
    }

    @Test
    void rowChangedWithoutTheLockFailsTheTransactionAndIsReadAgain() {
        var call = enqueue(firstEngine, call("1", NORTH));
        execute("delete from queue_entry");

        assertThrows(StoreUnavailableException.class, () -> enqueue(firstEngine, call.reservedFor(LEA)));

        assertEquals(Set.of(), waiting(firstEngine, NORTH));
    }

    @Test
    void changesOfAnotherEngineAreSeen() {
        enqueue(firstEngine, call("1", NORTH));
        enqueue(secondEngine, call("2", NORTH));
        assertEquals(Set.of("1", "2"), waiting(firstEngine, NORTH));

        remove(secondEngine, "1");
        assertEquals(Set.of("2"), waiting(firstEngine, NORTH));

        save(firstEngine, Presence.neverSignedIn(LEA, NORTH, NOON));
        save(secondEngine, ready(NORTH));
        assertEquals(Optional.of(ready(NORTH)), firstEngine.inTeam(NORTH, transaction -> transaction.presence(LEA)));
    }

    @Test
    void taskWithoutChangesKeepsTheVersion() {
        var call = enqueue(firstEngine, call("1", NORTH));
        save(firstEngine, ready(NORTH));
        long version = version();

        enqueue(secondEngine, call.reservedFor(LEA).withoutAssistant());
        save(secondEngine, ready(NORTH));
        waiting(firstEngine, NORTH);
        assertEquals(version, version());

        remove(secondEngine, "1");
        assertNotEquals(version, version());
    }

    @Test
    void cacheHasThePrecisionOfTheDatabase() {
        Instant fine = Instant.parse("2026-12-01T12:00:00.123456789Z");
        var call = QueueEntry.arriving(new CallId("1"), new PracticeId("les-lilas"), NORTH, Urgency.ROUTINE, fine)
                .reservedFor(LEA)
                .withEffectiveArrival(fine.plusSeconds(1), Optional.of(fine.plusSeconds(2)))
                .withOverflow(new Overflow(SOUTH, Duration.ofSeconds(3)));
        var presence = Presence.neverSignedIn(LEA, NORTH, fine).wrappingUpUntil(fine.plusSeconds(4));
        firstEngine.inTeam(NORTH, transaction -> {
            transaction.save(call);
            transaction.save(presence);
            return transaction;
        });

        assertEquals(
                secondEngine.waiting(NORTH),
                firstEngine.inTeam(NORTH, transaction -> List.copyOf(transaction.waiting())));
        assertEquals(secondEngine.presences(NORTH), firstEngine.inTeam(NORTH, TeamTransaction::presences));
    }

    @Test
    void callHandedOverIsSeenByTheOtherTeamOnEveryEngine() {
        enqueue(firstEngine, call("south", SOUTH));
        assertEquals(Set.of("south"), waiting(secondEngine, SOUTH));
        var call = enqueue(firstEngine, call("1", NORTH));

        handOver(firstEngine, call, SOUTH);

        assertEquals(Set.of(), waiting(secondEngine, NORTH));
        assertEquals(Set.of("south", "1"), waiting(secondEngine, SOUTH)); // It has deleted the notice.
        assertEquals(Set.of("south", "1"), waiting(firstEngine, SOUTH));
        assertEquals(0, invalidations());
    }

    @Test
    void callHandedOverIsSeenEvenIfTheFirstTaskThatReadItFails() {
        enqueue(secondEngine, call("south", SOUTH));
        handOver(firstEngine, enqueue(firstEngine, call("1", NORTH)), SOUTH);

        assertThrows(
                IllegalStateException.class,
                () -> secondEngine.inTeam(SOUTH, _ -> {
                    throw new IllegalStateException("the task failed");
                }));

        assertEquals(Set.of("south", "1"), waiting(secondEngine, SOUTH));
        assertEquals(Set.of("south", "1"), waiting(firstEngine, SOUTH));
    }

    @Test
    void teamsHandingOverToEachOtherDoNotDeadlock() throws Exception {
        var both = List.of(NORTH, SOUTH);
        enqueue(firstEngine, call("n", NORTH));
        enqueue(secondEngine, call("s", SOUTH));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds = IntStream.range(0, 200)
                    .mapToObj(round -> threads.submit(() -> (round % 2 == 0 ? firstEngine : secondEngine)
                            .inTeam(both.get(round / 2 % 2), transaction -> {
                                TeamId other = both.get((round / 2 + 1) % 2);
                                transaction.waiting().forEach(call -> transaction.handOver(call.movedTo(other)));
                                return transaction;
                            })))
                    .toList();
            for (var round : rounds) {
                round.get(30, TimeUnit.SECONDS);
            }
        }

        var all = new HashSet<>(waiting(firstEngine, NORTH));
        all.addAll(waiting(secondEngine, SOUTH));
        assertEquals(Set.of("n", "s"), all);
    }

    @Test
    void assistantWhoChangesTeamsLeavesTheOldTeamOnEveryEngine() {
        save(firstEngine, ready(NORTH));
        assertEquals(Optional.of(ready(NORTH)), secondEngine.inTeam(NORTH, transaction -> transaction.presence(LEA)));

        save(firstEngine, ready(SOUTH));

        for (QueueStore engine : List.of(firstEngine, secondEngine)) {
            assertEquals(List.of(), engine.inTeam(NORTH, TeamTransaction::presences));
            assertEquals(List.of(ready(SOUTH)), engine.inTeam(SOUTH, TeamTransaction::presences));
        }
    }

    @Test
    void assistantMovedToAnotherTeamStaysThereDespiteARunningTask() {
        save(firstEngine, ready(NORTH));

        firstEngine.inTeam(NORTH, transaction -> {
            CompletableFuture.runAsync(() -> save(secondEngine, ready(SOUTH)))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            transaction.save(transaction.presence(LEA).orElseThrow().reservedFor(new CallId("1")));
            return transaction;
        });

        assertEquals(List.of(), firstEngine.inTeam(NORTH, TeamTransaction::presences));
        assertEquals(List.of(ready(SOUTH)), firstEngine.inTeam(SOUTH, TeamTransaction::presences));
        assertEquals(List.of(ready(SOUTH)), firstEngine.presences(SOUTH));
    }

    @Test
    void cacheMatchesTheTablesAfterRandomChangesByTwoEngines() {
        var random = new SplittableRandom(7);
        List.of(NORTH, SOUTH).forEach(team -> enqueue(firstEngine, call("first-" + team, team)));
        for (int step = 0; step < 300; step++) {
            QueueStore engine = random.nextBoolean() ? firstEngine : secondEngine;
            TeamId team = random.nextBoolean() ? NORTH : SOUTH;
            TeamId other = team.equals(NORTH) ? SOUTH : NORTH;
            String fresh = "call-" + step;
            int what = random.nextInt(7);
            engine.inTeam(team, transaction -> {
                Optional<QueueEntry> one =
                        transaction.waiting().stream().skip(random.nextInt(3)).findFirst();
                switch (what) {
                    case 0, 1 -> transaction.save(call(fresh, team));
                    case 2 ->
                        one.filter(QueueEntry::isAssignable)
                                .map(call -> call.reservedFor(LEA))
                                .ifPresent(transaction::save);
                    case 3 -> one.map(QueueEntry::call).ifPresent(transaction::remove);
                    case 4 -> one.map(call -> call.movedTo(other)).ifPresent(transaction::handOver);
                    case 5 -> transaction.save(ready(team));
                    default ->
                        transaction
                                .presence(LEA)
                                .map(lea -> lea.reservedFor(new CallId(fresh)))
                                .ifPresent(transaction::save);
                }
                return transaction;
            });
            var reader = random.nextBoolean() ? firstEngine : secondEngine;
            TeamId read = random.nextBoolean() ? NORTH : SOUTH;
            assertEquals(
                    Set.copyOf(reader.waiting(read)),
                    reader.inTeam(read, transaction -> Set.copyOf(transaction.waiting())));
            assertEquals(
                    Set.copyOf(reader.presences(read)), Set.copyOf(reader.inTeam(read, TeamTransaction::presences)));
        }
    }

    private static QueueEntry enqueue(QueueStore store, QueueEntry entry) {
        return store.inTeam(entry.team(), transaction -> {
            transaction.save(entry);
            return entry;
        });
    }

    private static void handOver(QueueStore store, QueueEntry entry, TeamId other) {
        store.inTeam(entry.team(), transaction -> {
            transaction.handOver(entry.movedTo(other));
            return transaction;
        });
    }

    private static void remove(QueueStore store, String call) {
        store.inTeam(NORTH, transaction -> {
            transaction.remove(new CallId(call));
            return transaction;
        });
    }

    private static void save(QueueStore store, Presence presence) {
        store.inTeam(presence.team(), transaction -> {
            transaction.save(presence);
            return transaction;
        });
    }

    private static Set<String> waiting(QueueStore store, TeamId team) {
        return store.inTeam(
                team,
                transaction -> Set.copyOf(transaction.waiting().stream()
                        .map(entry -> entry.call().value())
                        .toList()));
    }

    private static Presence ready(TeamId team) {
        return Presence.neverSignedIn(LEA, team, NOON)
                .on(AssistantEvent.SIGNED_IN, NOON.plusSeconds(1))
                .orElseThrow();
    }

    private static QueueEntry call(String call, TeamId team) {
        return QueueEntry.arriving(new CallId(call), new PracticeId("les-lilas"), team, Urgency.ROUTINE, NOON);
    }

    private long version() {
        return requireNonNull(
                database.transactions().read("test", sql -> sql.fetchValue(TEAM.VERSION, TEAM.ID.eq(NORTH))));
    }

    private int invalidations() {
        return database.transactions().read("test", sql -> sql.fetchCount(TEAM_INVALIDATION));
    }

    private void execute(String statement) {
        database.transactions().read("test", sql -> sql.execute(statement));
    }
}
