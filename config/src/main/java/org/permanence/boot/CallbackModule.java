package org.permanence.boot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.permanence.call.CallId;
import org.permanence.callback.CallbackBooking;
import org.permanence.callback.CallbackDispatcher;
import org.permanence.callback.LastAssistantStore;
import org.permanence.callback.PersistentCallerMemory;
import org.permanence.callback.SavedPositionStore;
import org.permanence.callback.TypedNumberCalls;
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
import org.permanence.store.JooqTypedNumberCalls;

/// What the engine keeps for callers who have hung up: callbacks, saved positions, last assistants. Without the
/// keys no callback is booked, and callbacks already booked wait.
final class CallbackModule implements EngineModule {

    private static final Duration RETRY_WITHOUT_KEYS = Duration.ofMinutes(5);
    private static final Duration CLEANUP_INTERVAL = Duration.ofMinutes(1);

    private final TeamQueue queue;
    private final CallbackPlaces places;
    private final PracticeDirectory practices;
    private final SavedPositionStore savedPositions;
    private final LastAssistantStore lastAssistants;
    private final CallerPseudonyms pseudonyms;
    private final TypedNumberCalls typedNumberCalls;
    private final InstantSource clock;
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("callback-", 0).factory());
    private final Optional<CallbackDispatcher> dispatcher;

    /// The services that a callback uses.
    record Services(TeamQueue queue, PracticeDirectory practices, OutboundCalls outbound, Journal journal) {}

    /// @param keys empty if the keys could not be opened
    CallbackModule(Optional<KeyModule> keys, Database database, Services services, InstantSource clock) {
        pseudonyms =
                keys.<CallerPseudonyms>map(module -> module::callerPseudonym).orElse(CallerPseudonyms.NONE);
        this.queue = services.queue();
        this.places = new CallbackPlaces(queue, clock);
        this.practices = services.practices();
        this.clock = clock;
        savedPositions = new JooqSavedPositionStore(database);
        lastAssistants = new JooqLastAssistantStore(database);
        typedNumberCalls = new JooqTypedNumberCalls(database);
        dispatcher = keys.map(module -> new CallbackDispatcher(
                places,
                new CallbackDispatcher.Stores(
                        new JooqCallbackStore(database),
                        module.callbackNumbers(),
                        pseudonyms,
                        (number, now) ->
                                typedNumberCalls.take(module.pseudonyms().atAllPractices(number), now),
                        database,
                        services.journal()),
                practices,
                services.outbound().dialling("callback", executor),
                clock));
    }

    /// Starts dialling: from now on an assistant who is reserved for a callback is connected to the patient.
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

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(CLEANUP_INTERVAL, "callbacks", this::deleteExpired);
    }

    private void deleteExpired() {
        savedPositions.deleteExpired(clock.instant());
        lastAssistants.deleteExpired(clock.instant());
        typedNumberCalls.deleteExpired(clock.instant());
        dispatcher.ifPresent(CallbackDispatcher::removeOrphans);
    }

    /// Cancels the callbacks to a number, and deletes its saved position and its last assistant.
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
