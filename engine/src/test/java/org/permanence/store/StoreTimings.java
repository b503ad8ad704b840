package org.permanence.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.call.CallId;
import org.permanence.journal.CallEvent;
import org.permanence.journal.JournalEntry;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.TeamTransaction;
import org.permanence.triage.Urgency;

/// Prints the latency of queue operations on each database. Not a test: the figures are not asserted.
final class StoreTimings {

    private static final TeamId NORTH = new TeamId("north");
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final int ASSISTANTS = 20;
    private static final int ROUNDS = 3000;

    private StoreTimings() {}

    public static void main(String[] arguments) {
        for (TestDatabase kind : TestDatabase.values()) {
            try (var database = Database.open(kind.emptyDatabase())) {
                var store = new JooqQueueStore(database);
                var journal = new JooqJournalStore(database);
                store.inTeam(NORTH, StoreTimings::signIn);
                measure(
                        kind,
                        "enter, match, reserve, one transaction",
                        i -> store.inTeam(NORTH, transaction -> match(transaction, i)));
                measure(kind, "an empty task under the lock", _ -> store.inTeam(NORTH, transaction -> transaction));
                measure(kind, "one journal entry", i -> journal.write(List.of(entry(i))));
            }
        }
    }

    private static TeamTransaction signIn(TeamTransaction transaction) {
        for (int i = 0; i < ASSISTANTS; i++) {
            transaction.save(Presence.neverSignedIn(new Login("assistant-" + i), NORTH, time(i))
                    .on(AssistantEvent.SIGNED_IN, time(i))
                    .orElseThrow());
        }
        return transaction;
    }

    private static TeamTransaction match(TeamTransaction transaction, int i) {
        var call = QueueEntry.arriving(new CallId("c" + i), LILAS, NORTH, Urgency.ROUTINE, time(i));
        transaction.waiting();
        var chosen = transaction.presences().get(i % ASSISTANTS);
        transaction.save(call.reservedFor(chosen.login()));
        transaction.save(chosen.reservedFor(call.call()));
        transaction.remove(new CallId("c" + (i - 10)));
        return transaction;
    }

    private static JournalEntry entry(int i) {
        return new JournalEntry(
                new CallId("c" + i), LILAS, time(i), CallEvent.ARRIVED, new JournalEntry.Detail.Nothing());
    }

    private static Instant time(int second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private static void measure(TestDatabase kind, String what, IntConsumer work) {
        long[] micros = new long[ROUNDS];
        for (int i = 0; i < 2 * ROUNDS; i++) {
            long start = System.nanoTime();
            work.accept(i);
            micros[i % ROUNDS] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "%-11s %-37s p50 %6d µs  p99 %6d µs%n", kind, what, micros[ROUNDS / 2], micros[ROUNDS * 99 / 100]);
    }
}
