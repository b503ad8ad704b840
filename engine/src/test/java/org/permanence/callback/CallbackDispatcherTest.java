package org.permanence.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.URGENT;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Switchboard.CallerLocation;
import org.permanence.flow.Disposition;
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
import org.permanence.testing.House;
import org.permanence.testing.MemoryCallbackBook;
import org.permanence.testing.MemoryJournalStore;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.ScriptedOutside;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

/// Callers who are no longer on the line keep their place.
class CallbackDispatcherTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Practice LILAS = House.callingBack(LES_LILAS);

    @TempDir
    Path folder;

    private final House practices = House.open().callingBack();
    private final ScriptedOutside outside = new ScriptedOutside();
    private final MemoryCallbackBook store = new MemoryCallbackBook();
    private Shift shift = new Shift(practices);
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
                shift.desk(),
                new CallbackDispatcher.Stores(store, new CallbackNumbers(keys), pseudonyms, shift.journal()),
                practices,
                outside,
                () -> new CallId("callback-" + ++callbackCount),
                Runnable::run,
                shift.clock());
        shift.desk().onCallbackReservation(dispatcher::onAssistantReserved);
        shift.remembers(new PersistentCallerMemory(pseudonyms, store, store, dispatcher, shift.clock()));
    }

    @Test
    void callbackIsNotBookedOnceAnAssistantIsReserved() throws CallEnded {
        shift.signsIn(INES).waits("scripted", LILAS, ROUTINE);

        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.PATIENT));

        assertEquals("ines", shift.reservedFor("scripted"));
        assertTrue(store.isEmpty());
    }

    @Test
    void callbackIsNotBookedWithoutAnEntryOrAPseudonym() {
        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.PATIENT), "does not wait");
        shift.waits("scripted", LILAS, ROUTINE);
        createDispatcher(CallerPseudonyms.NONE);
        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.PATIENT), "the keys are away");
        assertEquals(List.of("scripted"), shift.queue());
        assertTrue(store.isEmpty());
    }

    @Test
    void practiceBooksAtMostAsManyCallbacksAsItsQueueLimit() {
        int limit = LILAS.queue().limit();
        for (int i = 0; i < limit; i++) {
            bookCallback("call-" + i, PhoneNumber.parse(Fixtures.NUMBERS + (100 + i)));
        }
        shift.waits("scripted", LILAS, ROUTINE);

        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.PATIENT));

        assertEquals(limit + 1, shift.queue().size());
        assertEquals(limit, store.all().size());
    }

    @Test
    void callbackExpiresAfterAWeek() {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        shift.clock().advance(Duration.ofDays(CallbackNumbers.DAYS + 1));
        shift.signsIn(INES);
        assertEquals(List.of(), outside.rung());
        assertEquals(Disposition.CALLBACK_FAILED, disposition(callback));
        assertEquals(READY, shift.state(INES));
        assertTrue(store.isEmpty());
    }

    @Test
    void callbackIsNotBookedWhenTheStoreIsUnavailable() {
        shift.waits("scripted", LILAS, ROUTINE);
        shift.store().goesAway();
        assertFalse(dispatcher.book(caller(), LILAS, Fixtures.PATIENT));
        shift.store().comesBack();
        assertEquals(List.of("scripted"), shift.queue());
    }

    @Test
    void patientsAreRungOnlyForReservedAssistants() {
        bookCallback("one", Fixtures.PATIENT);
        bookCallback("two", Fixtures.PORT_ROYAL);
        shift.clock().advance(MINUTE);
        shift.match();
        assertEquals(List.of(), outside.rung());

        shift.signsIn(INES);
        assertEquals(1, outside.ringing().size());
        assertEquals(RESERVED, shift.state(INES));
        shift.signsIn(OMAR);
        assertEquals(2, outside.ringing().size());
    }

    @Test
    void patientIsRungAtTheGivenNumberAndSeesTheDialledNumber() {
        bookCallback("one", Fixtures.PATIENT);
        assistantBecomesReady();
        var outbound = outside.rung().getFirst();
        assertEquals(Fixtures.PATIENT, outbound.number());
        assertEquals(Fixtures.LES_LILAS, outbound.practiceNumber());
        assertEquals("trunk", outbound.trunk().name());
        assertEquals("fr.callback-question", outbound.question().name());
    }

    @Test
    void callbackKeepsThePosition() {
        shift.waits("before", LILAS, ROUTINE);
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        shift.waits("after", LILAS, ROUTINE).waits("urgent", LILAS, URGENT);
        assertEquals(List.of("urgent", "before", callback.value(), "after"), shift.queue());
    }

    @Test
    void patientIsNotRungBeforeTheyHaveHungUp() {
        shift.waits("one", LILAS, ROUTINE);
        shift.waits("next", LILAS, ROUTINE);
        assertTrue(dispatcher.book(caller().named("one"), LILAS, Fixtures.PATIENT));
        shift.signsIn(INES);
        assertEquals(List.of(), outside.rung());
        assertEquals("ines", shift.reservedFor("next"), "nobody is held up meanwhile");
    }

    @Test
    void outsideTheHoursTheCallbackIsPostponedAndTheAssistantReleased() {
        shift = new Shift(practices, Instant.parse("2026-11-18T10:50:00Z")); // Ten to twelve in Paris.
        recreateDispatcher();
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        shift.clock().advance(Duration.ofMinutes(15));
        shift.signsIn(INES);
        assertEquals(List.of(), outside.rung());
        assertEquals(READY, shift.state(INES));
        assertEquals(Optional.of(Instant.parse("2026-11-18T13:00:00Z")), callbackFrom(callback, Duration.ofMinutes(5)));

        shift.clock().advance(Duration.ofHours(2));
        shift.match();
        assertEquals(1, outside.rung().size());
    }

    @Test
    void unansweredAttemptReleasesTheAssistantAndTheLastOneEndsTheCallback() {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        assistantBecomesReady();
        outside.isInVain(callback);
        assertEquals(READY, shift.state(INES));
        assertEquals(List.of(callback.value()), shift.queue());
        shift.match();
        assertEquals(1, outside.rung().size(), "not at once");

        shift.clock().advance(Duration.ofMinutes(11));
        shift.match();
        assertEquals(2, outside.rung().size());
        outside.isInVain(callback);
        assertEquals(List.of(), shift.queue());
        assertTrue(store.isEmpty());
        assertEquals(READY, shift.state(INES));
        assertEquals(Disposition.CALLBACK_FAILED, disposition(callback));
    }

    @Test
    void patientWhoAcceptsIsConnectedToTheReservedAssistant() throws CallEnded {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        assistantBecomesReady();
        outside.accepts(callback);

        WaitOutcome outcome = shift.hold(caller().named(callback.value()).returning(), LILAS, ROUTINE);

        try (var reservation =
                assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation()) {
            assertEquals("ines", reservation.assistant().value());
        }
        assertFalse(dispatcher.isRinging(callback));
    }

    @Test
    void patientOnTheLineWaitsWithTheOldEffectiveArrival() throws CallEnded {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        Instant effectiveArrival = shift.store().waiting(callback).orElseThrow().effectiveArrival();
        shift.clock().advance(Duration.ofHours(1));
        var queue = shift.desk();
        assertThrows(CallEnded.class, () -> {
            var patient = caller().named(callback.value()).returning();
            shift.clock().after(Duration.ofSeconds(20), () -> {
                QueueEntry now = shift.store().waiting(callback).orElseThrow();
                assertEquals(effectiveArrival, now.effectiveArrival());
                assertFalse(queue.isCallbackPending(callback));
                patient.leaves();
            });
            shift.hold(patient, LILAS, ROUTINE);
        });
    }

    @Test
    void redialCancelsTheCallbackAndKeepsThePosition() throws CallEnded {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        shift.waits("after", LILAS, ROUTINE);
        assistantBecomesReadyWithout("after");
        var again = caller().named("again").from(Fixtures.PATIENT);
        shift.clock().after(Duration.ofSeconds(20), () -> {
            assertEquals("again", shift.queue().getFirst());
            again.leaves();
        });

        assertThrows(CallEnded.class, () -> shift.hold(again, LILAS, ROUTINE));

        assertEquals(List.of(), outside.ringing());
        assertEquals(Disposition.CALLER_REDIALLED, disposition(callback));
        assertEquals(List.of(), store.all());
    }

    @Test
    void numberIsCalledBackOnceHoweverOftenItAsks() {
        bookCallback("one", Fixtures.PATIENT);
        CallId second = bookCallback("two", Fixtures.PATIENT);
        assertEquals(List.of(second.value()), shift.queue());
    }

    @Test
    void erasedPatientIsNotCalledBack() {
        bookCallback("one", Fixtures.PATIENT);
        dispatcher.cancel(LILAS, new Pseudonyms(keys).of(LILAS.id(), Fixtures.PATIENT));
        assertEquals(List.of(), shift.queue());
        assertTrue(store.isEmpty());
    }

    @Test
    void reservedCallbackIsRungAfterAnEngineCrash() {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        shift.desk().onCallbackReservation(_ -> {}); // The engine dies here.
        assistantBecomesReady();
        assertEquals(RESERVED, shift.state(INES));
        shift.desk().onCallbackReservation(dispatcher::onAssistantReserved);

        reconciler(Map.of()).reconcile();

        assertEquals(List.of(callback), outside.ringing());
        assertEquals(List.of(callback.value()), shift.queue());
    }

    @Test
    void reconcilerLeavesARingingCallbackAlone() {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        assistantBecomesReady();
        reconciler(Map.of(callback, CallerLocation.IN_RECEPTION)).reconcile();
        assertEquals(RESERVED, shift.state(INES));
        assertEquals("ines", shift.reservedFor(callback.value()));
    }

    @Test
    void callbackWithoutAQueueEntryIsRemoved() {
        CallId callback = bookCallback("one", Fixtures.PATIENT);
        shift.desk().cancelCallback(callback, House.TEAM);
        shift.clock().advance(Duration.ofMinutes(2));
        dispatcher.removeOrphans();
        assertTrue(store.isEmpty());
    }

    @Test
    void disconnectedCallerWhoRedialsInTimeKeepsThePosition() {
        disconnect("first", Fixtures.PATIENT);
        shift.waits("other", LILAS, ROUTINE);
        assertEquals(List.of("again", "other"), queueWhileWaiting("again", Fixtures.PATIENT, LILAS, ROUTINE));
    }

    @Test
    void lateOtherNumberOrOtherPracticeRedialGoesLast() {
        disconnect("first", Fixtures.PATIENT);
        shift.waits("other", LILAS, ROUTINE);
        assertEquals(List.of("other", "stranger"), queueWhileWaiting("stranger", Fixtures.PORT_ROYAL, LILAS, ROUTINE));
        Practice royal = House.callingBack(PORT_ROYAL);
        assertEquals(List.of("other", "again"), queueWhileWaiting("again", Fixtures.PATIENT, royal, ROUTINE));
        shift.clock().advance(Duration.ofMinutes(6));
        assertEquals(List.of("other", "late"), queueWhileWaiting("late", Fixtures.PATIENT, LILAS, ROUTINE));
    }

    @Test
    void redialWithAHigherUrgencyDoesNotKeepThePosition() {
        disconnect("first", Fixtures.PATIENT);
        shift.waits("urgent", LILAS, URGENT);
        assertEquals(List.of("urgent", "again"), queueWhileWaiting("again", Fixtures.PATIENT, LILAS, URGENT));
    }

    @Test
    void lastAssistantIsPerPracticeAndExpires() throws CallEnded {
        completeCall("first", Fixtures.PATIENT);
        assertEquals("omar", reservedAssistant("elsewhere", Fixtures.PATIENT, House.callingBack(PORT_ROYAL)));
        shift.clock().advance(Duration.ofDays(31));
        assertEquals("omar", reservedAssistant("late", Fixtures.PATIENT, LILAS));
    }

    @Test
    void lastAssistantIsNotStoredWithoutKeysOrByChoiceOfThePractice() throws CallEnded {
        createDispatcher(CallerPseudonyms.NONE);
        completeCall("first", Fixtures.PATIENT);
        recreateDispatcher();
        assertEquals("omar", reservedAssistant("again", Fixtures.PATIENT, LILAS));
        assertEquals("omar", reservedAssistant("forgetful", Fixtures.PATIENT, LES_LILAS));
        assertTrue(store.isEmpty());
    }

    @Test
    void redialIsOfferedToTheLastAssistant() throws CallEnded {
        completeCall("first", Fixtures.PATIENT);
        assertEquals("omar", reservedAssistant("stranger", Fixtures.PORT_ROYAL, LILAS), "the longest ready");
        assertEquals("ines", reservedAssistant("again", Fixtures.PATIENT, LILAS));
    }

    /// Ines and the caller talk; then she is ready, and Omar has been so for longer.
    private void completeCall(String call, PhoneNumber number) throws CallEnded {
        shift.signsIn(INES);
        var outcome = shift.hold(caller().named(call).from(number), LILAS, ROUTINE);
        try (var reservation =
                assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation()) {
            reservation.connected();
        }
        shift.signsIn(OMAR);
        shift.clock().advance(MINUTE);
        shift.match();
    }

    private String reservedAssistant(String call, PhoneNumber number, Practice practice) throws CallEnded {
        var outcome = shift.hold(caller().named(call).from(number), practice, ROUTINE);
        try (var reservation =
                assertInstanceOf(WaitOutcome.AssistantReserved.class, outcome).reservation()) {
            return reservation.assistant().value();
        }
    }

    private void disconnect(String call, PhoneNumber number) {
        queueWhileWaiting(call, number, LILAS, ROUTINE);
    }

    /// The queue while that caller waits, who is cut off a second later.
    private List<String> queueWhileWaiting(String call, PhoneNumber number, Practice practice, Urgency urgency) {
        shift.clock().advance(Duration.ofSeconds(1));
        var caller = caller().named(call).from(number);
        var queue = new ArrayList<String>();
        shift.clock().after(Duration.ofSeconds(1), () -> {
            queue.addAll(shift.queue());
            caller.leaves();
        });
        assertThrows(CallEnded.class, () -> shift.hold(caller, practice, urgency));
        return queue;
    }

    private void recreateDispatcher() {
        createDispatcher((practice, number) -> Optional.of(new Pseudonyms(keys).of(practice, number)));
    }

    private QueueReconciler reconciler(Map<CallId, CallerLocation> callers) {
        return new QueueReconciler(
                new QueueReconciler.Stores(shift.store(), new MemoryJournalStore(), shift.journal()),
                shift.desk(),
                () -> Optional.of(callers),
                dispatcher::isRinging,
                practices,
                shift.clock());
    }

    private CallId bookCallback(String call, PhoneNumber number) {
        shift.waits(call, LILAS, ROUTINE);
        assertTrue(dispatcher.book(caller().named(call), LILAS, number));
        return store.all().getLast().call();
    }

    private void assistantBecomesReady() {
        shift.clock().advance(MINUTE);
        shift.signsIn(INES);
    }

    private void assistantBecomesReadyWithout(String call) {
        assistantBecomesReady();
        assertEquals("nobody", shift.reservedFor(call));
    }

    private Optional<Instant> callbackFrom(CallId callback, Duration within) {
        return shift.store()
                .waiting(callback)
                .flatMap(QueueEntry::callbackFrom)
                .map(from -> from.minusSeconds(from.getEpochSecond() % within.toSeconds()));
    }

    private Disposition disposition(CallId callback) {
        return shift.journal().dispositionOf(callback);
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS);
    }
}
