package org.permanence.boot;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
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
import org.permanence.queue.CallbackPlaces;
import org.permanence.queue.CallerMemoryStore;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.TeamQueue;
import org.permanence.store.Database;
import org.permanence.store.JooqCallbackStore;
import org.permanence.store.JooqLastAssistantStore;
import org.permanence.store.JooqSavedPositionStore;

/// Callers who are no longer on the line: made of the archive's keys and the database's books. Where the archive is
/// closed nobody is promised anything, and whoever was waits until it is open.
final class CallbackModule implements AutoCloseable {

    private static final Duration RETRY_WITHOUT_KEYS = Duration.ofMinutes(5);

    private final TeamQueue queue;
    private final CallbackPlaces places;
    private final PracticeDirectory practices;
    private final SavedPositionStore savedPositions;
    private final LastAssistantStore lastAssistants;
    private final CallerPseudonyms pseudonyms;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    private final SecureRandom random = new SecureRandom();
    private final Optional<CallbackDispatcher> dispatcher;

    /// @param mark what the switch believes a channel's name by
    CallbackModule(
            Optional<RecordsModule> records,
            Database database,
            TeamQueue queue,
            PracticeDirectory practices,
            OutboundDialer dialer,
            String systemName,
            Journal journal,
            InstantSource clock) {
        pseudonyms =
                records.<CallerPseudonyms>map(module -> module::callerPseudonym).orElse(CallerPseudonyms.NONE);
        this.queue = queue;
        this.places = new CallbackPlaces(queue, clock);
        this.practices = practices;
        this.clock = clock;
        savedPositions = new JooqSavedPositionStore(database);
        lastAssistants = new JooqLastAssistantStore(database);
        dispatcher = records.map(module -> new CallbackDispatcher(
                places,
                new CallbackDispatcher.Stores(
                        new JooqCallbackStore(database), module.callbackNumbers(), pseudonyms, journal),
                practices,
                new Dialling(
                        dialer,
                        () -> new CallId(systemName + "-callback-" + random.nextLong(Long.MAX_VALUE)),
                        executor),
                clock));
    }

    /// From here on whoever is to be called back is.
    void start() {
        queue.onCallbackReservation(reserved -> dispatcher.ifPresentOrElse(
                active -> active.onAssistantReserved(reserved),
                () -> executor.execute(() -> postponeUntilKeysReturn(reserved))));
    }

    private void postponeUntilKeysReturn(QueueEntry reserved) {
        places.postpone(reserved, clock.instant().plus(RETRY_WITHOUT_KEYS));
    }

    CallbackBooking booking() {
        return dispatcher.<CallbackBooking>map(active -> active).orElse(CallbackBooking.NONE);
    }

    CallerMemoryStore callerMemory() {
        return dispatcher
                .<CallerMemoryStore>map(
                        active -> new PersistentCallerMemory(pseudonyms, savedPositions, lastAssistants, active, clock))
                .orElse(CallerMemoryStore.NONE);
    }

    boolean isRinging(CallId call) {
        return dispatcher.filter(active -> active.isRinging(call)).isPresent();
    }

    /// Each minute: what has been kept for long enough goes.
    void runPeriodically() {
        savedPositions.deleteExpired(clock.instant());
        lastAssistants.deleteExpired(clock.instant());
        dispatcher.ifPresent(CallbackDispatcher::removeOrphans);
    }

    /// Nobody of this number is called back, no place of theirs is kept, and nobody knows who spoke with them.
    void erase(PracticeId practice, PhoneNumber number) {
        pseudonyms.of(practice, number).ifPresent(pseudonym -> {
            savedPositions.take(practice, pseudonym, clock.instant());
            lastAssistants.forget(practice, pseudonym);
            dispatcher.ifPresent(
                    active -> practices.find(practice).ifPresent(configured -> active.cancel(configured, pseudonym)));
        });
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
