package org.permanence.boot;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.permanence.call.CallId;
import org.permanence.call.OutboundDialer;
import org.permanence.callback.CallbackBooking;
import org.permanence.callback.CallbackDispatcher;
import org.permanence.callback.LastAssistantStore;
import org.permanence.callback.PersistentCallerMemory;
import org.permanence.callback.SavedPositionStore;
import org.permanence.journal.Journal;
import org.permanence.practice.CallerPseudonyms;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.CallerMemoryStore;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.TeamQueue;
import org.permanence.store.Database;
import org.permanence.store.JooqCallbackStore;
import org.permanence.store.JooqLastAssistantStore;
import org.permanence.store.JooqSavedPositionStore;

/// Callers who are no longer on the line: made of the archive's keys and the database's books. Where the archive is
/// closed nobody is promised anything, and whoever was waits until it is open.
final class CallingBack implements AutoCloseable {

    private static final Duration UNTIL_KEYS_ARE_BACK = Duration.ofMinutes(5);

    private final TeamQueue queue;
    private final PracticeDirectory practices;
    private final SavedPositionStore savedPositions;
    private final LastAssistantStore lastAssistants;
    private final CallerPseudonyms pseudonyms;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    private final SecureRandom random = new SecureRandom();
    private final Optional<CallbackDispatcher> desk;

    /// @param mark what the switch believes a channel's name by
    CallingBack(
            Optional<Archive> archive,
            Database database,
            TeamQueue queue,
            PracticeDirectory practices,
            OutboundDialer dialer,
            String mark,
            Journal journal,
            InstantSource clock) {
        pseudonyms = archive.<CallerPseudonyms>map(kept -> kept::callerName).orElse(CallerPseudonyms.NONE);
        this.queue = queue;
        this.practices = practices;
        this.clock = clock;
        savedPositions = new JooqSavedPositionStore(database);
        lastAssistants = new JooqLastAssistantStore(database);
        desk = archive.map(kept -> new CallbackDispatcher(
                queue,
                new CallbackDispatcher.Stores(
                        new JooqCallbackStore(database), kept.callbackNumbers(), pseudonyms, journal),
                practices,
                dialer,
                () -> new CallId(mark + "-callback-" + random.nextLong(Long.MAX_VALUE)),
                threads,
                clock));
    }

    /// From here on whoever is to be called back is.
    void begin() {
        queue.onCallbackReservation(offered -> desk.ifPresentOrElse(
                known -> known.onAssistantReserved(offered), () -> threads.execute(() -> waitForKeys(offered))));
    }

    private void waitForKeys(QueueEntry offered) {
        queue.postponeCallback(offered, clock.instant().plus(UNTIL_KEYS_ARE_BACK));
    }

    CallbackBooking callbacks() {
        return desk.<CallbackBooking>map(known -> known).orElse(CallbackBooking.NONE);
    }

    CallerMemoryStore formerCalls() {
        return desk.<CallerMemoryStore>map(
                        known -> new PersistentCallerMemory(pseudonyms, savedPositions, lastAssistants, known, clock))
                .orElse(CallerMemoryStore.NONE);
    }

    boolean isRinging(CallId call) {
        return desk.filter(known -> known.isRinging(call)).isPresent();
    }

    /// Each minute: what has been kept for long enough goes.
    void round() {
        savedPositions.deleteExpired(clock.instant());
        lastAssistants.deleteExpired(clock.instant());
        desk.ifPresent(CallbackDispatcher::removeOrphans);
    }

    /// Nobody of this number is called back, no place of theirs is kept, and nobody knows who spoke with them.
    void erase(PracticeId practice, PhoneNumber number) {
        pseudonyms.of(practice, number).ifPresent(name -> {
            savedPositions.take(practice, name, clock.instant());
            lastAssistants.forget(practice, name);
            desk.ifPresent(known -> practices.find(practice).ifPresent(told -> known.cancel(told, name)));
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
