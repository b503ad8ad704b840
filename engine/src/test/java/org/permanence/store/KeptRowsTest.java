package org.permanence.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.store.schema.Tables.TEAM;
import static org.permanence.store.schema.Tables.TEAM_NOTICE;

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
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.OverflowTarget;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.queue.TeamTransaction;
import org.permanence.triage.Urgency;

/// What an engine keeps of a team's rows is never seen: two engines on one database, and a third that has kept
/// nothing.
@ParameterizedClass
@EnumSource(TestDatabase.class)
class KeptRowsTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final TeamId SOUTH = new TeamId("south");
    private static final Login LEA = new Login("lea");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");

    private final TestDatabase kind;
    private Database database;
    private QueueStore here;
    private QueueStore there;

    KeptRowsTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.fresh());
        here = new JooqQueueStore(database);
        there = new JooqQueueStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void workThatThrowsLeavesNothingKept() {
        enter(here, call("1", NORTH));

        assertThrows(
                IllegalStateException.class,
                () -> here.inTeam(NORTH, transaction -> {
                    transaction.save(call("2", NORTH));
                    transaction.remove(new CallId("1"));
                    transaction.save(Presence.neverSignedIn(LEA, NORTH, NOON));
                    throw new IllegalStateException("the work failed");
                }));

        assertEquals(Set.of("1"), waiting(here, NORTH));
        assertEquals(Optional.empty(), here.inTeam(NORTH, transaction -> transaction.presence(LEA)));
    }

    @Test
    void whatTheDatabaseRefusesLeavesNothingKept() {
        var call = enter(here, call("1", NORTH));

        assertThrows(
                StoreUnavailableException.class,
                () -> here.inTeam(NORTH, transaction -> {
                    transaction.handOver(call.movedTo(new TeamId("nobody-s")));
                    return transaction;
                }));

        assertEquals(Set.of("1"), waiting(here, NORTH));
        assertEquals(Set.of("1"), waiting(there, NORTH));
    }

    @Test
    void aCallThatWaitsInAnotherTeamsBookIsNotTakenOutOfItByEnteringHere() {
        enter(here, call("1", SOUTH));

        assertThrows(StoreUnavailableException.class, () -> enter(here, call("1", NORTH)));

        assertEquals(Set.of(), waiting(here, NORTH));
        assertEquals(Set.of("1"), waiting(here, SOUTH));
    }

    @Test
    void aRowThatSomebodyChangedWithoutTheLockFailsTheTransactionAndIsReadAgainByTheNext() {
        var call = enter(here, call("1", NORTH));
        sql("delete from waiting_call");

        assertThrows(StoreUnavailableException.class, () -> enter(here, call.offeredTo(LEA)));

        assertEquals(Set.of(), waiting(here, NORTH));
    }

    @Test
    void whatAnotherEngineHasChangedIsSeen() {
        enter(here, call("1", NORTH));
        enter(there, call("2", NORTH));
        assertEquals(Set.of("1", "2"), waiting(here, NORTH));

        remove(there, "1");
        assertEquals(Set.of("2"), waiting(here, NORTH));

        save(here, Presence.neverSignedIn(LEA, NORTH, NOON));
        save(there, ready(NORTH));
        assertEquals(Optional.of(ready(NORTH)), here.inTeam(NORTH, transaction -> transaction.presence(LEA)));
    }

    @Test
    void workThatChangesNothingIsNoNewEdition() {
        var call = enter(here, call("1", NORTH));
        save(here, ready(NORTH));
        long edition = edition();

        enter(there, call.offeredTo(LEA).withoutAssistant());
        save(there, ready(NORTH));
        waiting(here, NORTH);
        assertEquals(edition, edition());

        remove(there, "1");
        assertNotEquals(edition, edition());
    }

    @Test
    void whatIsKeptIsWhatTheDatabaseKeeps() {
        Instant fine = Instant.parse("2026-12-01T12:00:00.123456789Z");
        var call = new QueueEntry(
                new CallId("1"),
                new PracticeId("les-lilas"),
                NORTH,
                Urgency.ROUTINE,
                fine,
                Optional.of(LEA),
                fine.plusSeconds(1),
                Optional.of(fine.plusSeconds(2)),
                Optional.of(new OverflowTarget(NORTH, SOUTH, fine.plusSeconds(3))));
        var presence = Presence.neverSignedIn(LEA, NORTH, fine).wrappingUpUntil(fine.plusSeconds(4));
        here.inTeam(NORTH, transaction -> {
            transaction.save(call);
            transaction.save(presence);
            return transaction;
        });

        assertEquals(there.waiting(NORTH), here.inTeam(NORTH, transaction -> List.copyOf(transaction.waiting())));
        assertEquals(there.presences(NORTH), here.inTeam(NORTH, TeamTransaction::presences));
    }

    @Test
    void aCallThatIsHandedOverIsSeenByTheOtherTeamOnEveryEngine() {
        enter(here, call("south", SOUTH));
        assertEquals(Set.of("south"), waiting(there, SOUTH));
        var call = enter(here, call("1", NORTH));

        handOver(here, call, SOUTH);

        assertEquals(Set.of(), waiting(there, NORTH));
        assertEquals(Set.of("south", "1"), waiting(there, SOUTH)); // It has taken the notice away.
        assertEquals(Set.of("south", "1"), waiting(here, SOUTH));
        assertEquals(0, notices());
    }

    @Test
    void aCallThatIsHandedOverIsSeenThoughTheWorkThatSawItFirstFails() {
        enter(there, call("south", SOUTH));
        handOver(here, enter(here, call("1", NORTH)), SOUTH);

        assertThrows(
                IllegalStateException.class,
                () -> there.inTeam(SOUTH, _ -> {
                    throw new IllegalStateException("the work failed");
                }));

        assertEquals(Set.of("south", "1"), waiting(there, SOUTH));
        assertEquals(Set.of("south", "1"), waiting(here, SOUTH));
    }

    @Test
    void twoTeamsThatHandOverToEachOtherNeverWaitForEachOther() throws Exception {
        var both = List.of(NORTH, SOUTH);
        enter(here, call("n", NORTH));
        enter(there, call("s", SOUTH));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds = IntStream.range(0, 200)
                    .mapToObj(round -> threads.submit(() -> (round % 2 == 0 ? here : there)
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

        var all = new HashSet<>(waiting(here, NORTH));
        all.addAll(waiting(there, SOUTH));
        assertEquals(Set.of("n", "s"), all);
    }

    @Test
    void anAssistantWhoChangesTeamsLeavesTheOldOneOnEveryEngine() {
        save(here, ready(NORTH));
        assertEquals(Optional.of(ready(NORTH)), there.inTeam(NORTH, transaction -> transaction.presence(LEA)));

        save(here, ready(SOUTH));

        for (QueueStore engine : List.of(here, there)) {
            assertEquals(List.of(), engine.inTeam(NORTH, TeamTransaction::presences));
            assertEquals(List.of(ready(SOUTH)), engine.inTeam(SOUTH, TeamTransaction::presences));
        }
    }

    @Test
    void anAssistantWhomAnotherTeamTakesOverIsNotTakenBackByWorkThatHasBegun() {
        save(here, ready(NORTH));

        here.inTeam(NORTH, transaction -> {
            CompletableFuture.runAsync(() -> save(there, ready(SOUTH)))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            transaction.save(transaction.presence(LEA).orElseThrow().reservedFor(new CallId("1")));
            return transaction;
        });

        assertEquals(List.of(), here.inTeam(NORTH, TeamTransaction::presences));
        assertEquals(List.of(ready(SOUTH)), here.inTeam(SOUTH, TeamTransaction::presences));
        assertEquals(List.of(ready(SOUTH)), here.presences(SOUTH));
    }

    @Test
    void whateverTwoEnginesDoInTurnEachBookIsWhatTheTablesSay() {
        var random = new SplittableRandom(7);
        List.of(NORTH, SOUTH).forEach(team -> enter(here, call("first-" + team, team)));
        for (int step = 0; step < 300; step++) {
            QueueStore engine = random.nextBoolean() ? here : there;
            TeamId team = random.nextBoolean() ? NORTH : SOUTH;
            TeamId other = team.equals(NORTH) ? SOUTH : NORTH;
            String fresh = "call-" + step;
            int what = random.nextInt(7);
            engine.inTeam(team, transaction -> {
                Optional<QueueEntry> one =
                        transaction.waiting().stream().skip(random.nextInt(3)).findFirst();
                switch (what) {
                    case 0, 1 -> transaction.save(call(fresh, team));
                    case 2 -> one.map(call -> call.offeredTo(LEA)).ifPresent(transaction::save);
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
            var reader = random.nextBoolean() ? here : there;
            TeamId read = random.nextBoolean() ? NORTH : SOUTH;
            assertEquals(
                    Set.copyOf(reader.waiting(read)),
                    reader.inTeam(read, transaction -> Set.copyOf(transaction.waiting())));
            assertEquals(
                    Set.copyOf(reader.presences(read)), Set.copyOf(reader.inTeam(read, TeamTransaction::presences)));
        }
    }

    private static QueueEntry enter(QueueStore store, QueueEntry entry) {
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
        return new QueueEntry(
                new CallId(call), new PracticeId("les-lilas"), team, Urgency.ROUTINE, NOON, Optional.empty());
    }

    private long edition() {
        return requireNonNull(
                database.transactions().read("test", sql -> sql.fetchValue(TEAM.EDITION, TEAM.ID.eq(NORTH))));
    }

    private int notices() {
        return database.transactions().read("test", sql -> sql.fetchCount(TEAM_NOTICE));
    }

    private void sql(String statement) {
        database.transactions().read("test", sql -> sql.execute(statement));
    }
}
