package org.permanence.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.assistant.AssistantEvent.PAUSE_STARTED;
import static org.permanence.assistant.AssistantEvent.RESUMED;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.URGENT;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Dialling;
import org.permanence.call.Switchboard.CallerLocation;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.practice.CallerPseudonyms;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueReconciler;
import org.permanence.queue.WaitOutcome;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.Pseudonyms;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryCallbackStore;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.InMemoryTypedNumberCalls;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.ScriptedOutboundDialer;
import org.permanence.triage.Urgency;

/// The numbered cases of [CallbackDispatcher], and the rules for callers who were cut off and call again
/// ([PersistentCallerMemory]).
class CallbackDispatcherTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Practice LILAS = SamplePractices.withCallbacks(LES_LILAS);

    @TempDir
    Path folder;

    private final SamplePractices practices = SamplePractices.standard().withCallbacks();
    private final ScriptedOutboundDialer dialer = new ScriptedOutboundDialer();
    private final InMemoryCallbackStore store = new InMemoryCallbackStore();
    private final InMemoryTypedNumberCalls typedNumberCalls = new InMemoryTypedNumberCalls();
    private final List<List<String>> forced = new ArrayList<>();
    private QueueScenario scenario = new QueueScenario(practices);
    private KeyChain keys;
    private int callbackCount;
    private CallbackDispatcher dispatcher;

    @BeforeEach
    void setUp() {
        FileRootKey.create(folder.resolve("root"));
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        createDispatcher((practice, number) -> Optional.of(new Pseudonyms(keys).of(practice, number)));
    }

    private void createDispatcher(CallerPseudonyms pseudonyms) {
        dispatcher = new CallbackDispatcher(
                scenario.callbackPlaces(),
                new CallbackDispatcher.Stores(
                        store,
                        new CallbackNumbers(keys),
                        pseudonyms,
                        (number, now) -> typedNumberCalls.take(new Pseudonyms(keys).atAllPractices(number), now),
                        () -> forced.add(scenario.queue()),
                        scenario.journal()),
                practices,
                new Dialling(dialer, () -> new CallId("callback-" + ++callbackCount), Runnable::run),
                scenario.clock());
        scenario.teamQueue().onCallbackReservation(dispatcher::onAssistantReserved);
        scenario.withCallerMemory(new PersistentCallerMemory(pseudonyms, store, store, dispatcher, scenario.clock()));
    }

    @Test
    void callbackIsNotBookedOnceAnAssistantIsReserved() throws CallEnded {
        scenario.signsIn(INES).waits("scripted", LILAS, ROUTINE);

        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.CALLER));

        assertEquals("ines", scenario.reservedFor("scripted"));
        assertTrue(store.isEmpty());
    }

    @Test
    void callbackIsNotBookedWithoutAnEntryOrAPseudonym() {
        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.CALLER), "not in the queue");
        scenario.waits("scripted", LILAS, ROUTINE);
        createDispatcher(CallerPseudonyms.NONE);
        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.CALLER), "no keys");
        assertEquals(List.of("scripted"), scenario.queue());
        assertTrue(store.isEmpty());
    }

    @Test
    void practiceBooksAtMostAsManyCallbacksAsItsQueueLimit() {
        int limit = LILAS.queue().limit();
        for (int i = 0; i < limit; i++) {
            bookCallback("call-" + i, PhoneNumber.parse(Fixtures.NUMBER_PREFIX + (100 + i)));
        }
        scenario.waits("scripted", LILAS, ROUTINE);

        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.CALLER));

        assertEquals(limit + 1, scenario.queue().size());
        assertEquals(limit, store.all().size());
    }

    @Test
    void callbackExpiresAfterAWeek() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        scenario.clock().advance(Duration.ofDays(CallbackNumbers.KEY_DAYS + 1));
        scenario.signsIn(INES);
        assertEquals(List.of(), dialer.callbacks());
        assertEquals(Disposition.CALLBACK_FAILED, disposition(callback));
        assertEquals(READY, scenario.state(INES));
        assertTrue(store.isEmpty());
    }

    @Test
    void callbackIsOnTheDiskBeforeTheCallerIsPromisedIt() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        bookCallback("two", Fixtures.CALLER);
        assertEquals(List.of(List.of(callback.value()), List.of(callback.value())), forced);
    }

    @Test
    void callbackIsNotBookedWhenTheStoreIsUnavailable() {
        scenario.waits("scripted", LILAS, ROUTINE);
        scenario.store().becomeUnavailable();
        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.CALLER));
        scenario.store().becomeAvailable();
        assertEquals(List.of("scripted"), scenario.queue());
    }

    @Test
    void patientsAreRungOnlyForReservedAssistants() {
        bookCallback("one", Fixtures.CALLER);
        bookCallback("two", Fixtures.PORT_ROYAL_DID);
        scenario.clock().advance(MINUTE);
        scenario.match();
        assertEquals(List.of(), dialer.callbacks());

        scenario.signsIn(INES);
        assertEquals(1, dialer.ringing().size());
        assertEquals(RESERVED, scenario.state(INES));
        scenario.signsIn(OMAR);
        assertEquals(2, dialer.ringing().size());
    }

    @Test
    void patientIsRungAtTheGivenNumberAndSeesTheDialledNumber() {
        bookCallback("one", Fixtures.CALLER);
        assistantBecomesReady();
        var outbound = dialer.callbacks().getFirst();
        assertEquals(Fixtures.CALLER, outbound.number());
        assertEquals(Fixtures.LES_LILAS_DID, outbound.practiceNumber());
        assertEquals("trunk", outbound.trunk().name());
        assertEquals("fr.callback-question", outbound.question().name());
    }

    @Test
    void callbackKeepsThePosition() {
        scenario.waits("before", LILAS, ROUTINE);
        CallId callback = bookCallback("one", Fixtures.CALLER);
        scenario.waits("after", LILAS, ROUTINE).waits("urgent", LILAS, URGENT);
        assertEquals(List.of("urgent", "before", callback.value(), "after"), scenario.queue());
    }

    @Test
    void patientIsNotRungBeforeTheyHaveHungUp() {
        scenario.waits("one", LILAS, ROUTINE);
        scenario.waits("next", LILAS, ROUTINE);
        assertTrue(dispatcher.book(caller().withId("one"), LILAS, Fixtures.CALLER));
        scenario.signsIn(INES);
        assertEquals(List.of(), dialer.callbacks());
        assertEquals("ines", scenario.reservedFor("next"), "the assistant is reserved for the next caller");
    }

    @Test
    void outsideTheHoursTheCallbackIsPostponedAndTheAssistantReleased() {
        scenario = new QueueScenario(
                practices, Instant.parse("2026-11-18T10:50:00Z")); // 11:50 in Paris; the practice closes at 12.
        recreateDispatcher();
        CallId callback = bookCallback("one", Fixtures.CALLER);
        scenario.clock().advance(Duration.ofMinutes(15));
        scenario.signsIn(INES);
        assertEquals(List.of(), dialer.callbacks());
        assertEquals(READY, scenario.state(INES));
        assertEquals(Optional.of(Instant.parse("2026-11-18T13:00:00Z")), callbackFrom(callback, Duration.ofMinutes(5)));

        scenario.clock().advance(Duration.ofHours(2));
        scenario.match();
        assertEquals(1, dialer.callbacks().size());
    }

    @Test
    void unansweredAttemptReleasesTheAssistantAndTheLastOneEndsTheCallback() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        assistantBecomesReady();
        dialer.goesUnanswered(callback);
        assertEquals(READY, scenario.state(INES));
        assertEquals(List.of(callback.value()), scenario.queue());
        scenario.match();
        assertEquals(1, dialer.callbacks().size(), "not retried at once");

        scenario.clock().advance(Duration.ofMinutes(11));
        scenario.match();
        assertEquals(2, dialer.callbacks().size());
        dialer.goesUnanswered(callback);
        assertEquals(List.of(), scenario.queue());
        assertTrue(store.isEmpty());
        assertEquals(READY, scenario.state(INES));
        assertEquals(Disposition.CALLBACK_FAILED, disposition(callback));
    }

    @Test
    void patientWhoAcceptsIsConnectedToTheReservedAssistant() throws CallEnded {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        assistantBecomesReady();
        dialer.accepts(callback);

        WaitOutcome outcome = scenario.hold(caller().withId(callback.value()).returning(), LILAS, ROUTINE);

        try (var reservation =
                assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation()) {
            assertEquals("ines", reservation.assistant().value());
        }
        assertFalse(dispatcher.isRinging(callback));
    }

    @Test
    void patientOnTheLineWaitsWithTheOldEffectiveArrival() throws CallEnded {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        Instant effectiveArrival =
                scenario.store().waiting(callback).orElseThrow().effectiveArrival();
        scenario.clock().advance(Duration.ofHours(1));
        var places = scenario.callbackPlaces();
        assertThrows(CallEnded.class, () -> {
            var patient = caller().withId(callback.value()).returning();
            scenario.clock().after(Duration.ofSeconds(20), () -> {
                QueueEntry now = scenario.store().waiting(callback).orElseThrow();
                assertEquals(effectiveArrival, now.effectiveArrival());
                assertFalse(places.isPending(callback));
                patient.hangsUpNow();
            });
            scenario.hold(patient, LILAS, ROUTINE);
        });
    }

    @Test
    void redialCancelsTheCallbackAndKeepsThePosition() throws CallEnded {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        scenario.waits("after", LILAS, ROUTINE);
        assistantBecomesReadyWithout("after");
        var again = caller().withId("again").fromAsserted(Fixtures.CALLER);
        scenario.clock().after(Duration.ofSeconds(20), () -> {
            assertEquals("again", scenario.queue().getFirst());
            again.hangsUpNow();
        });

        assertThrows(CallEnded.class, () -> scenario.hold(again, LILAS, ROUTINE));

        assertEquals(List.of(), dialer.ringing());
        assertEquals(Disposition.CALLER_REDIALLED, disposition(callback));
        assertEquals(List.of(), store.all());
    }

    @Test
    void numberHasOneCallbackHoweverOftenItIsBooked() {
        CallId first = bookCallback("one", Fixtures.CALLER);
        bookCallback("two", Fixtures.CALLER);
        assertEquals(List.of(first.value()), scenario.queue());
        assertEquals(1, store.all().size());
    }

    @Test
    void typedNumberEndsNoCallbackAndNeverWorsensItsPosition() {
        CallId victims = bookAsserted("one");
        scenario.waits("between", LILAS, ROUTINE);
        scenario.clock().advance(MINUTE);

        bookCallback("stranger", Fixtures.CALLER);

        assertEquals(List.of(victims.value(), "between"), scenario.queue());
        assertFalse(scenario.journal().eventsOf(victims).contains(CallEvent.ENDED));
        assertTrue(store.find(victims).orElseThrow().numberAsserted());
    }

    @Test
    void sharedCallbackHasTheBetterOfTheTwoPositions() {
        scenario.waits("early", LILAS, ROUTINE).waits("between", LILAS, ROUTINE);
        CallId callback = bookCallback("late", Fixtures.CALLER);
        assertEquals(List.of("early", "between", callback.value()), scenario.queue());

        assertTrue(dispatcher.book(caller().withId("early"), LILAS, Fixtures.CALLER));

        assertEquals(List.of(callback.value(), "between"), scenario.queue());
    }

    @Test
    void callerWhoSharesACallbackIsNotRungBeforeTheyHaveHungUp() {
        bookCallback("one", Fixtures.CALLER);
        scenario.clock().advance(MINUTE);
        bookCallback("two", Fixtures.CALLER);
        scenario.signsIn(INES);
        assertEquals(List.of(), dialer.callbacks());

        scenario.clock().advance(MINUTE);
        scenario.match();
        assertEquals(1, dialer.callbacks().size());
    }

    @Test
    void claimedNumberEndsNoCallbackButItsCallerHasThePosition() {
        CallId callback = bookAsserted("one");
        scenario.waits("after", LILAS, ROUTINE);
        List<String> queue = queueWhileWaiting("claims", Fixtures.CALLER, LILAS, ROUTINE);
        assertEquals(Set.of(callback.value(), "claims"), Set.copyOf(queue.subList(0, 2)));
        assertFalse(scenario.journal().eventsOf(callback).contains(CallEvent.ENDED));
        assertEquals(List.of(callback.value(), "after"), scenario.queue());
    }

    @Test
    void typedNumberIsCalledAtMostThreeTimesADayOverAllPractices() {
        CallId atLilas = bookCallback("one", Fixtures.CALLER);
        assistantBecomesReady();
        dialer.goesUnanswered(atLilas);
        retries();
        dialer.goesUnanswered(atLilas);
        Practice royal = SamplePractices.withCallbacks(PORT_ROYAL);
        scenario.on(INES, PAUSE_STARTED).waits("royal", royal, ROUTINE);
        var prankster = ScriptedCall.to(Fixtures.PORT_ROYAL_DID).withId("royal");
        assertTrue(dispatcher.book(prankster, royal, Fixtures.CALLER));
        CallId atRoyal = store.all().getLast().call();
        scenario.on(INES, RESUMED);
        retries();
        dialer.goesUnanswered(atRoyal);

        retries();

        assertEquals(3, dialer.callbacks().size());
        assertEquals(READY, scenario.state(INES), "the assistant is released");
        assertEquals(List.of(atRoyal.value()), scenario.queue(), "the callback is postponed, not ended");
        scenario.clock().advance(Duration.ofDays(1));
        scenario.match();
        assertEquals(4, dialer.callbacks().size());
    }

    @Test
    void assertedNumberIsCalledAsOftenAsThePracticeSays() {
        scenario.signsIn(INES);
        for (int booking = 0; booking < 2; booking++) {
            scenario.on(INES, PAUSE_STARTED);
            CallId callback = bookAsserted("call-" + booking);
            scenario.on(INES, RESUMED);
            retries();
            dialer.goesUnanswered(callback);
            retries();
            dialer.goesUnanswered(callback);
        }
        assertEquals(4, dialer.callbacks().size());
    }

    @Test
    void personWhoDeclinesIsNotCalledAgain() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        assistantBecomesReady();
        dialer.declines(callback);
        assertEquals(Disposition.CALLBACK_FAILED, disposition(callback));
        assertEquals(List.of(), scenario.queue());
        assertTrue(store.isEmpty());
        assertEquals(READY, scenario.state(INES));
    }

    @Test
    void erasedPatientIsNotCalledBack() {
        bookCallback("one", Fixtures.CALLER);
        dispatcher.cancel(LILAS, new Pseudonyms(keys).of(LILAS.id(), Fixtures.CALLER));
        assertEquals(List.of(), scenario.queue());
        assertTrue(store.isEmpty());
    }

    @Test
    void reservedCallbackIsRungAfterAnEngineCrash() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        scenario.teamQueue().onCallbackReservation(_ -> {}); // The engine stops here.
        assistantBecomesReady();
        assertEquals(RESERVED, scenario.state(INES));
        scenario.teamQueue().onCallbackReservation(dispatcher::onAssistantReserved);

        reconciler(Map.of()).reconcile();

        assertEquals(List.of(callback), dialer.ringing());
        assertEquals(List.of(callback.value()), scenario.queue());
    }

    @Test
    void reconcilerLeavesARingingCallbackAlone() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        assistantBecomesReady();
        reconciler(Map.of(callback, CallerLocation.IN_RECEPTION)).reconcile();
        assertEquals(RESERVED, scenario.state(INES));
        assertEquals("ines", scenario.reservedFor(callback.value()));
    }

    @Test
    void callbackWithoutAQueueEntryIsRemoved() {
        CallId callback = bookCallback("one", Fixtures.CALLER);
        scenario.callbackPlaces().cancel(callback, SamplePractices.TEAM);
        scenario.clock().advance(Duration.ofMinutes(2));
        dispatcher.removeOrphans();
        assertTrue(store.isEmpty());
    }

    @Test
    void disconnectedCallerWhoRedialsInTimeKeepsThePosition() {
        disconnect("first", Fixtures.CALLER);
        scenario.waits("other", LILAS, ROUTINE);
        assertEquals(List.of("again", "other"), queueWhileWaiting("again", Fixtures.CALLER, LILAS, ROUTINE));
    }

    @Test
    void claimedNumberNeitherTakesNorWorsensASavedPosition() {
        disconnect("first", Fixtures.CALLER);
        scenario.waits("other", LILAS, ROUTINE);
        queueWhileWaiting("claims", Fixtures.CALLER, LILAS, URGENT);
        assertEquals(List.of("again", "other"), queueWhileWaiting("again", Fixtures.CALLER, LILAS, ROUTINE));
    }

    @Test
    void redialTooLateOrFromAnotherNumberOrToAnotherPracticeGoesLast() {
        disconnect("first", Fixtures.CALLER);
        scenario.waits("other", LILAS, ROUTINE);
        assertEquals(
                List.of("other", "stranger"), queueWhileWaiting("stranger", Fixtures.PORT_ROYAL_DID, LILAS, ROUTINE));
        Practice royal = SamplePractices.withCallbacks(PORT_ROYAL);
        assertEquals(List.of("other", "again"), queueWhileWaiting("again", Fixtures.CALLER, royal, ROUTINE));
        scenario.clock().advance(Duration.ofMinutes(6));
        assertEquals(List.of("other", "late"), queueWhileWaiting("late", Fixtures.CALLER, LILAS, ROUTINE));
    }

    @Test
    void redialWithAHigherUrgencyDoesNotKeepThePosition() {
        disconnect("first", Fixtures.CALLER);
        scenario.waits("urgent", LILAS, URGENT);
        assertEquals(List.of("urgent", "again"), queueWhileWaiting("again", Fixtures.CALLER, LILAS, URGENT));
    }

    @Test
    void lastAssistantIsPerPracticeAndExpires() throws CallEnded {
        completeCall("first", Fixtures.CALLER);
        assertEquals(
                "omar", reservedAssistant("elsewhere", Fixtures.CALLER, SamplePractices.withCallbacks(PORT_ROYAL)));
        scenario.clock().advance(Duration.ofDays(31));
        assertEquals("omar", reservedAssistant("late", Fixtures.CALLER, LILAS));
    }

    @Test
    void lastAssistantIsNotStoredWithoutKeysOrByChoiceOfThePractice() throws CallEnded {
        createDispatcher(CallerPseudonyms.NONE);
        completeCall("first", Fixtures.CALLER);
        recreateDispatcher();
        assertEquals("omar", reservedAssistant("again", Fixtures.CALLER, LILAS));
        assertEquals("omar", reservedAssistant("forgetful", Fixtures.CALLER, LES_LILAS));
        assertTrue(store.isEmpty());
    }

    @Test
    void redialIsOfferedToTheLastAssistant() throws CallEnded {
        completeCall("first", Fixtures.CALLER);
        assertEquals(
                "omar",
                reservedAssistant("stranger", Fixtures.PORT_ROYAL_DID, LILAS),
                "the assistant who has been ready longest");
        assertEquals("ines", reservedAssistant("again", Fixtures.CALLER, LILAS));
    }

    /// Ines talks with the caller and is ready again afterwards. Omar has been ready longer.
    private void completeCall(String call, PhoneNumber number) throws CallEnded {
        scenario.signsIn(INES);
        var outcome = scenario.hold(caller().withId(call).from(number), LILAS, ROUTINE);
        try (var reservation =
                assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation()) {
            reservation.connected();
        }
        scenario.signsIn(OMAR);
        scenario.clock().advance(MINUTE);
        scenario.match();
    }

    private String reservedAssistant(String call, PhoneNumber number, Practice practice) throws CallEnded {
        var outcome = scenario.hold(caller().withId(call).fromAsserted(number), practice, ROUTINE);
        try (var reservation =
                assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation()) {
            return reservation.assistant().value();
        }
    }

    private void disconnect(String call, PhoneNumber number) {
        queueWhileWaiting(call, number, LILAS, ROUTINE);
    }

    /// The queue while the caller waits, one second before the caller is cut off.
    private List<String> queueWhileWaiting(String call, PhoneNumber number, Practice practice, Urgency urgency) {
        scenario.clock().advance(Duration.ofSeconds(1));
        var caller = caller().withId(call).from(number);
        var queue = new ArrayList<String>();
        scenario.clock().after(Duration.ofSeconds(1), () -> {
            queue.addAll(scenario.queue());
            caller.hangsUpNow();
        });
        assertThrows(CallEnded.class, () -> scenario.hold(caller, practice, urgency));
        return queue;
    }

    private void recreateDispatcher() {
        createDispatcher((practice, number) -> Optional.of(new Pseudonyms(keys).of(practice, number)));
    }

    private QueueReconciler reconciler(Map<CallId, CallerLocation> callers) {
        return new QueueReconciler(
                scenario.teamQueue(),
                new QueueReconciler.CallRecords(new InMemoryJournalStore(), scenario.journal()),
                new QueueReconciler.LiveCalls(() -> Optional.of(callers), dispatcher::isRinging),
                practices,
                scenario.clock());
    }

    private CallId bookCallback(String call, PhoneNumber number) {
        scenario.waits(call, LILAS, ROUTINE);
        assertTrue(dispatcher.book(caller().withId(call), LILAS, number));
        return store.all().getLast().call();
    }

    /// Later than a practice's delay between two attempts.
    private void retries() {
        scenario.clock().advance(Duration.ofMinutes(11));
        scenario.match();
    }

    private CallId bookAsserted(String call) {
        scenario.waits(call, LILAS, ROUTINE);
        assertTrue(dispatcher.book(caller().withId(call).fromAsserted(Fixtures.CALLER), LILAS, Fixtures.CALLER));
        return store.all().getLast().call();
    }

    private void assistantBecomesReady() {
        scenario.clock().advance(MINUTE);
        scenario.signsIn(INES);
    }

    private void assistantBecomesReadyWithout(String call) {
        assistantBecomesReady();
        assertEquals("no assistant", scenario.reservedFor(call));
    }

    private Optional<Instant> callbackFrom(CallId callback, Duration within) {
        return scenario.store()
                .waiting(callback)
                .flatMap(QueueEntry::callbackFrom)
                .map(from -> from.minusSeconds(from.getEpochSecond() % within.toSeconds()));
    }

    private Disposition disposition(CallId callback) {
        return scenario.journal().dispositionOf(callback);
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID);
    }
}
