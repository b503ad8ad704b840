package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.store.schema.Tables.QUEUE_ENTRY;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
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
import org.permanence.assistant.PauseReason;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.practice.Language;
import org.permanence.practice.Overflow;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.LanguagePreference;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueEntryEvent;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class QueueStoreTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final TeamId SOUTH = new TeamId("south");
    private static final Login LEA = new Login("lea");
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");

    private final TestDatabase kind;
    private Database database;
    private JooqQueueStore store;

    QueueStoreTest(TestDatabase kind) {
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
    void exceptionInATaskSavesNothingAndIsRethrown() {
        var fault = new IllegalStateException("the task failed");

        var thrown = assertThrows(
                IllegalStateException.class,
                () -> store.inTeam(NORTH, transaction -> {
                    transaction.save(entry("1", NORTH));
                    transaction.save(Presence.neverSignedIn(LEA, NORTH, NOON));
                    throw fault;
                }));

        assertSame(fault, thrown);
        assertEquals(List.of(), store.waiting(NORTH));
        assertEquals(Optional.empty(), store.inTeam(NORTH, transaction -> transaction.presence(LEA)));
    }

    @Test
    void entryOfAnotherTeamCannotBeSavedUnderThisLock() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.inTeam(NORTH, transaction -> {
                    transaction.save(entry("1", SOUTH));
                    return transaction;
                }));
    }

    @Test
    void entryOfAnotherTeamIsNeitherSeenNorRemoved() {
        enqueue(entry("1", SOUTH));

        store.inTeam(NORTH, transaction -> {
            assertEquals(List.of(), transaction.waiting());
            assertEquals(Optional.empty(), transaction.waiting(new CallId("1")));
            transaction.remove(new CallId("1"));
            return transaction;
        });

        assertEquals(List.of(entry("1", SOUTH)), store.waiting(SOUTH));
    }

    @Test
    void removingAnUnknownEntryDoesNothing() {
        store.inTeam(NORTH, transaction -> {
            transaction.remove(new CallId("1"));
            return transaction;
        });

        assertEquals(List.of(), store.waiting(NORTH));
    }

    @Test
    void unusedTeamIsEmpty() {
        assertEquals(List.of(), store.waiting(NORTH));
        assertEquals(List.of(), store.inTeam(NORTH, transaction -> transaction.presences()));
    }

    @Test
    void savedEntryIsReadByTheNextTransaction() {
        enqueue(entry("1", NORTH));
        var offered = entry("1", NORTH).reservedFor(LEA);
        enqueue(offered);

        assertEquals(List.of(offered), store.waiting(NORTH));
        assertEquals(Optional.of(offered), store.inTeam(NORTH, transaction -> transaction.waiting(new CallId("1"))));

        enqueue(offered.withoutAssistant());
        assertEquals(List.of(entry("1", NORTH)), store.waiting(NORTH));
    }

    @Test
    void taskSeesItsOwnChanges() {
        store.inTeam(NORTH, transaction -> {
            transaction.save(entry("1", NORTH));
            transaction.save(entry("2", NORTH));
            transaction.remove(new CallId("1"));
            assertEquals(List.of(entry("2", NORTH)), transaction.waiting());
            return transaction;
        });
    }

    @Test
    void everyFieldOfAPresenceIsStored() {
        var ready = Presence.neverSignedIn(LEA, NORTH, NOON)
                .on(AssistantEvent.SIGNED_IN, NOON.plusSeconds(1))
                .orElseThrow();
        var reserved = ready.on(AssistantEvent.ASSIGNED, NOON.plusSeconds(2))
                .orElseThrow()
                .reservedFor(new CallId("1"));
        var away = ready.on(AssistantEvent.PAUSE_STARTED, NOON.plusSeconds(3))
                .orElseThrow()
                .pausedFor(PauseReason.LUNCH);

        for (Presence presence : List.of(ready, reserved, away, ready.wrappingUpUntil(NOON.plusSeconds(60)))) {
            save(presence);
            assertEquals(Optional.of(presence), store.inTeam(NORTH, transaction -> transaction.presence(LEA)));
            assertEquals(List.of(presence), store.inTeam(NORTH, transaction -> transaction.presences()));
        }
    }

    @Test
    void assistantWhoChangesTeamsLeavesTheOldTeam() {
        save(Presence.neverSignedIn(LEA, NORTH, NOON));
        save(Presence.neverSignedIn(LEA, SOUTH, NOON));

        assertEquals(List.of(), store.inTeam(NORTH, transaction -> transaction.presences()));
        assertEquals(
                List.of(Presence.neverSignedIn(LEA, SOUTH, NOON)),
                store.inTeam(SOUTH, transaction -> transaction.presences()));
    }

    @Test
    void timesKeepMicrosecondsAndAreNeverRoundedUp() {
        var call = QueueEntry.arriving(
                new CallId("1"),
                new PracticeId("les-lilas"),
                NORTH,
                Urgency.VITAL,
                Instant.parse("2026-12-01T12:00:00.999999999Z"));
        enqueue(call);

        assertEquals(
                Instant.parse("2026-12-01T12:00:00.999999Z"),
                store.waiting(NORTH).getFirst().since());
    }

    @Test
    void entryKeepsTheLanguageOfItsCaller() {
        for (boolean only : new boolean[] {true, false}) {
            var call = QueueEntry.arriving(new CallId("1"), new PracticeId("les-lilas"), NORTH, Urgency.ROUTINE, NOON)
                    .inLanguage(new LanguagePreference(Language.EN, only));
            enqueue(call);

            assertEquals(Optional.of(call), store.waiting(call.call()));
        }
    }

    @Test
    void entryKeepsItsArrivalPromotionOverflowAndCallbackTimes() {
        var call = QueueEntry.arriving(new CallId("1"), new PracticeId("les-lilas"), NORTH, Urgency.ROUTINE, NOON)
                .withEffectiveArrival(NOON.plusSeconds(20), Optional.of(NOON.plusSeconds(200)))
                .withOverflow(new Overflow(SOUTH, Duration.ofSeconds(60)))
                .asCallback(new CallId("1"), NOON.plusSeconds(30));
        enqueue(call);

        assertEquals(List.of(call), store.waiting(NORTH));
    }

    @Test
    void entryKeepsThatTheOnCallLinesRing() {
        var call = QueueEntry.arriving(new CallId("1"), new PracticeId("les-lilas"), NORTH, Urgency.URGENT, NOON)
                .on(new QueueEntryEvent.OnCallRingStarted())
                .orElseThrow();
        enqueue(call);

        assertEquals(List.of(call), store.waiting(NORTH));
    }

    @Test
    void secondMatcherOfTheSameTeamWaitsForTheFirst() throws Exception {
        // A second store on the same database: another engine, which shares only the row.
        assertOneAtATime(store, new JooqQueueStore(database));
        assertOneAtATime(store, store);
    }

    private static void assertOneAtATime(JooqQueueStore firstNode, JooqQueueStore secondNode) throws Exception {
        var inside = new CountDownLatch(1);
        var secondAsked = new CountDownLatch(1);
        var order = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> firstNode.inTeam(NORTH, _ -> {
                inside.countDown();
                await(secondAsked);
                return order.add("first");
            }));
            var second = threads.submit(() -> {
                await(inside);
                secondAsked.countDown();
                return secondNode.inTeam(NORTH, _ -> order.add("second"));
            });
            first.get(30, TimeUnit.SECONDS);
            second.get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of("first", "second"), List.copyOf(order));
    }

    @Test
    void matcherOfAnotherTeamDoesNotWait() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            store.inTeam(NORTH, _ -> {
                var other = threads.submit(() -> enqueue(entry("2", SOUTH)));
                try {
                    return other.get(30, TimeUnit.SECONDS);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            });
        }

        assertEquals(List.of(entry("2", SOUTH)), store.waiting(SOUTH));
    }

    @Test
    void teamLockedTooLongCausesAStoreException() {
        var otherNode = new JooqQueueStore(database);

        store.inTeam(
                NORTH,
                _ -> assertThrows(
                        StoreUnavailableException.class, () -> otherNode.inTeam(NORTH, transaction -> transaction)));

        assertEquals("free again", otherNode.inTeam(NORTH, _ -> "free again"));
    }

    @Test
    void twoMatchersNeverReserveTheSameAssistantTwice() throws Exception {
        save(Presence.neverSignedIn(LEA, NORTH, NOON));
        var stores = List.of(store, new JooqQueueStore(database));
        var reserved = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var offers = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> stores.get(i % 2).inTeam(NORTH, transaction -> {
                        var presence = transaction.presence(LEA).orElseThrow();
                        if (presence.call().isPresent()) {
                            return false;
                        }
                        transaction.save(presence.reservedFor(new CallId("call-" + i)));
                        return true;
                    })))
                    .toList();
            for (int i = 0; i < offers.size(); i++) {
                if (offers.get(i).get(30, TimeUnit.SECONDS)) {
                    reserved.add("call-" + i);
                }
            }
        }

        assertEquals(1, reserved.size());
        var call = store.inTeam(NORTH, transaction -> transaction.presence(LEA))
                .orElseThrow()
                .call();
        assertEquals(reserved, Set.of(call.orElseThrow().value()));
    }

    @Test
    void teamFirstUsedByTwoNodesAtOnceHasOneRow() throws Exception {
        for (int round = 0; round < 20; round++) {
            var team = new TeamId("new-" + round);
            var together = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var nodes = List.of(new JooqQueueStore(database), new JooqQueueStore(database)).stream()
                        .map(node -> threads.submit(() -> {
                            await(together);
                            return node.inTeam(team, _ -> true);
                        }))
                        .toList();
                together.countDown();
                for (var node : nodes) {
                    assertTrue(node.get(30, TimeUnit.SECONDS));
                }
            }
        }
    }

    @Test
    void entryHandedOverIsInTheOtherTeamOnly() {
        var call = enqueue(entry("1", NORTH));
        enqueue(entry("2", SOUTH)); // Creates the row of the other team.

        store.inTeam(NORTH, transaction -> {
            transaction.handOver(call.movedTo(SOUTH));
            assertEquals(List.of(), transaction.waiting());
            return transaction;
        });

        assertEquals(List.of(), store.waiting(NORTH));
        assertEquals(Optional.of(call.movedTo(SOUTH)), store.waiting(call.call()));
        assertEquals(Optional.of(SOUTH), store.inTeam(NORTH, transaction -> transaction.otherTeamOf(call.call())));
        assertEquals(Optional.empty(), store.inTeam(SOUTH, transaction -> transaction.otherTeamOf(call.call())));
    }

    @Test
    void callAnsweredByAnotherTeamIsFoundThere() {
        save(Presence.neverSignedIn(LEA, SOUTH, NOON).reservedFor(new CallId("1")));

        assertEquals(Optional.of(SOUTH), store.inTeam(NORTH, transaction -> transaction.otherTeamOf(new CallId("1"))));
        assertEquals(Optional.empty(), store.inTeam(SOUTH, transaction -> transaction.otherTeamOf(new CallId("1"))));
        assertEquals(Optional.empty(), store.inTeam(NORTH, transaction -> transaction.otherTeamOf(new CallId("2"))));
        assertEquals(1, store.presences(SOUTH).size());
    }

    @Test
    void entryHandedOverRepeatedlyIsReservedByOneTeamOnly() throws Exception {
        var stores = List.of(store, new JooqQueueStore(database));
        var offered = new ConcurrentLinkedQueue<String>();
        enqueue(entry("other", SOUTH));
        var call = enqueue(entry("1", NORTH));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds = IntStream.range(0, 40)
                    .mapToObj(round -> threads.submit(() -> stores.get(round / 2 % 2)
                            .inTeam(
                                    round % 2 == 0 ? NORTH : SOUTH,
                                    transaction -> transaction
                                            .waiting(call.call())
                                            .filter(entry ->
                                                    entry.reservedAssistant().isEmpty())
                                            .map(entry -> {
                                                if (round < 30) {
                                                    transaction.handOver(entry.movedTo(round % 2 == 0 ? SOUTH : NORTH));
                                                    return false;
                                                }
                                                transaction.save(entry.reservedFor(LEA));
                                                return offered.add(entry.team().value());
                                            })
                                            .orElse(false))))
                    .toList();
            for (var round : rounds) {
                round.get(30, TimeUnit.SECONDS);
            }
        }

        var last = store.waiting(call.call()).orElseThrow();
        assertEquals(
                last.reservedAssistant().map(_ -> last.team().value()).stream().toList(), List.copyOf(offered));
    }

    @Test
    void columnsOfAnImpossibleStateAreRefused() {
        enqueue(entry("1", NORTH).reservedFor(LEA));

        assertThrows(
                StoreUnavailableException.class,
                () -> database.transactions()
                        .read(
                                "test",
                                sql -> sql.update(QUEUE_ENTRY)
                                        .set(QUEUE_ENTRY.ON_CALL_RINGING, true)
                                        .execute()));
    }

    @Test
    void everyStateIsReadAsItWasSaved() {
        QueueEntry waiting = entry("1", NORTH);
        QueueEntry callback = waiting.asCallback(new CallId("1"), NOON.plusSeconds(30));
        for (QueueEntry entry : List.of(
                waiting,
                waiting.reservedFor(LEA),
                waiting.on(new QueueEntryEvent.OnCallRingStarted()).orElseThrow(),
                waiting.on(new QueueEntryEvent.WaitEnded()).orElseThrow(),
                callback,
                callback.reservedFor(LEA))) {
            enqueue(entry);

            assertEquals(List.of(entry), store.waiting(NORTH));
        }
    }

    private QueueEntry enqueue(QueueEntry entry) {
        return store.inTeam(entry.team(), transaction -> {
            transaction.save(entry);
            return entry;
        });
    }

    private void save(Presence presence) {
        store.inTeam(presence.team(), transaction -> {
            transaction.save(presence);
            return transaction;
        });
    }

    private static QueueEntry entry(String call, TeamId team) {
        return QueueEntry.arriving(new CallId(call), new PracticeId("les-lilas"), team, Urgency.ROUTINE, NOON);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
