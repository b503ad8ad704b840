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
import org.permanence.call.Switchboard.Whereabouts;
import org.permanence.flow.Disposition;
import org.permanence.practice.CallerNames;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.Upkeep;
import org.permanence.queue.Wait;
import org.permanence.queue.WaitingCall;
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
class CallbackDeskTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Practice LILAS = House.callingBack(LES_LILAS);

    @TempDir
    Path folder;

    private final House house = House.open().callingBack();
    private final ScriptedOutside outside = new ScriptedOutside();
    private final MemoryCallbackBook book = new MemoryCallbackBook();
    private Shift shift = new Shift(house);
    private KeyChain keys;
    private int promised;
    private CallbackDesk desk;

    @BeforeEach
    void aHouse() {
        FileRootKey.create(folder.resolve("root"));
        keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
        opens((practice, number) -> Optional.of(new Pseudonyms(keys).of(practice, number)));
    }

    private void opens(CallerNames names) {
        desk = new CallbackDesk(
                shift.desk(),
                new CallbackDesk.Books(book, new CallbackNumbers(keys), names, shift.journal()),
                house,
                outside,
                () -> new CallId("callback-" + ++promised),
                Runnable::run,
                shift.clock());
        shift.desk().whenOfferedToNobody(desk::offered);
        shift.remembers(new ReturningCallers(names, book, book, desk, shift.clock()));
    }

    @Test
    void nothingIsPromisedOnceAnAssistantIsReserved() throws CallEnded {
        shift.signsIn(INES).waits("scripted", LILAS, ROUTINE);

        assertFalse(desk.promise(caller(), LILAS, Fixtures.PATIENT));

        assertEquals("ines", shift.reservedFor("scripted"));
        assertTrue(book.isEmpty());
    }

    @Test
    void nothingIsPromisedToWhoeverDoesNotWaitOrHasNoName() {
        assertFalse(desk.promise(caller(), LILAS, Fixtures.PATIENT), "does not wait");
        shift.waits("scripted", LILAS, ROUTINE);
        opens(CallerNames.NONE);
        assertFalse(desk.promise(caller(), LILAS, Fixtures.PATIENT), "the keys are away");
        assertEquals(List.of("scripted"), shift.queue());
        assertTrue(book.isEmpty());
    }

    @Test
    void aPracticePromisesNoMoreCallbacksThanItLetsCallersWait() {
        int most = LILAS.queue().limit();
        for (int i = 0; i < most; i++) {
            promise("call-" + i, PhoneNumber.parse(Fixtures.NUMBERS + (100 + i)));
        }
        shift.waits("scripted", LILAS, ROUTINE);

        assertFalse(desk.promise(caller(), LILAS, Fixtures.PATIENT));

        assertEquals(most + 1, shift.queue().size());
        assertEquals(most, book.all().size());
    }

    @Test
    void whoeverCouldNotBeCalledForAWeekIsCalledNoMore() {
        CallId callback = promise("one", Fixtures.PATIENT);
        shift.clock().advance(Duration.ofDays(CallbackNumbers.DAYS + 1));
        shift.signsIn(INES);
        assertEquals(List.of(), outside.rung());
        assertEquals(Disposition.NOT_REACHED, disposition(callback));
        assertEquals(READY, shift.state(INES));
        assertTrue(book.isEmpty());
    }

    @Test
    void whereTheStoreIsAwayNothingIsPromisedAndTheCallerWaitsOn() {
        shift.waits("scripted", LILAS, ROUTINE);
        shift.store().goesAway();
        assertFalse(desk.promise(caller(), LILAS, Fixtures.PATIENT));
        shift.store().comesBack();
        assertEquals(List.of("scripted"), shift.queue());
    }

    @Test
    void nobodyIsRungWhileNoAssistantIsFreeAndNeverMoreThanAreFree() {
        promise("one", Fixtures.PATIENT);
        promise("two", Fixtures.PORT_ROYAL);
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
    void thePatientIsRungAtTheNumberGivenAndSeesTheOneDialled() {
        promise("one", Fixtures.PATIENT);
        isFree();
        var ring = outside.rung().getFirst();
        assertEquals(Fixtures.PATIENT, ring.number());
        assertEquals(Fixtures.LES_LILAS, ring.dialled());
        assertEquals("trunk", ring.through().name());
        assertEquals("fr.callback-question", ring.question().name());
    }

    @Test
    void thePlaceIsTheOneTheCallerHad() {
        shift.waits("before", LILAS, ROUTINE);
        CallId callback = promise("one", Fixtures.PATIENT);
        shift.waits("after", LILAS, ROUTINE).waits("urgent", LILAS, URGENT);
        assertEquals(List.of("urgent", "before", callback.value(), "after"), shift.queue());
    }

    @Test
    void whoeverHasJustBeenPromisedItIsNotRungBeforeTheLineIsFree() {
        shift.waits("one", LILAS, ROUTINE);
        shift.waits("next", LILAS, ROUTINE);
        assertTrue(desk.promise(caller().named("one"), LILAS, Fixtures.PATIENT));
        shift.signsIn(INES);
        assertEquals(List.of(), outside.rung());
        assertEquals("ines", shift.reservedFor("next"), "nobody is held up meanwhile");
    }

    @Test
    void outsideTheHoursTheAssistantIsFreeAgainAndThePlaceWaitsForTheNextOnes() {
        shift = new Shift(house, Instant.parse("2026-11-18T10:50:00Z")); // Ten to twelve in Paris.
        aHouseAt();
        CallId callback = promise("one", Fixtures.PATIENT);
        shift.clock().advance(Duration.ofMinutes(15));
        shift.signsIn(INES);
        assertEquals(List.of(), outside.rung());
        assertEquals(READY, shift.state(INES));
        assertEquals(Optional.of(Instant.parse("2026-11-18T13:00:00Z")), fromWhen(callback, Duration.ofMinutes(5)));

        shift.clock().advance(Duration.ofHours(2));
        shift.match();
        assertEquals(1, outside.rung().size());
    }

    @Test
    void anAttemptInVainGivesTheAssistantBackAndTheLastOneEndsIt() {
        CallId callback = promise("one", Fixtures.PATIENT);
        isFree();
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
        assertTrue(book.isEmpty());
        assertEquals(READY, shift.state(INES));
        assertEquals(Disposition.NOT_REACHED, disposition(callback));
    }

    @Test
    void whoeverSaysThatAPersonIsThereIsPutThroughToTheAssistantWhoIsReserved() throws CallEnded {
        CallId callback = promise("one", Fixtures.PATIENT);
        isFree();
        outside.accepts(callback);

        Wait wait = shift.hold(caller().named(callback.value()).returning(), LILAS, ROUTINE);

        try (var offer = assertInstanceOf(Wait.Offered.class, wait).offer()) {
            assertEquals("ines", offer.assistant().value());
        }
        assertFalse(desk.isRinging(callback));
    }

    @Test
    void whoeverIsOnTheLineAgainWaitsAnewWithTheOldTurn() throws CallEnded {
        CallId callback = promise("one", Fixtures.PATIENT);
        Instant turn = shift.store().waiting(callback).orElseThrow().turn();
        shift.clock().advance(Duration.ofHours(1));
        var waiting = shift.desk();
        assertThrows(CallEnded.class, () -> {
            var patient = caller().named(callback.value()).returning();
            shift.clock().after(Duration.ofSeconds(20), () -> {
                WaitingCall now = shift.store().waiting(callback).orElseThrow();
                assertEquals(turn, now.turn());
                assertFalse(waiting.isToBeCalledBack(callback));
                patient.leaves();
            });
            shift.hold(patient, LILAS, ROUTINE);
        });
    }

    @Test
    void whoeverRingsAgainHasThePlaceAndIsCalledBackNoMore() throws CallEnded {
        CallId callback = promise("one", Fixtures.PATIENT);
        shift.waits("after", LILAS, ROUTINE);
        isFreeFor("after");
        var again = caller().named("again").from(Fixtures.PATIENT);
        shift.clock().after(Duration.ofSeconds(20), () -> {
            assertEquals("again", shift.queue().getFirst());
            again.leaves();
        });

        assertThrows(CallEnded.class, () -> shift.hold(again, LILAS, ROUTINE));

        assertEquals(List.of(), outside.ringing());
        assertEquals(Disposition.RANG_AGAIN, disposition(callback));
        assertEquals(List.of(), book.all());
    }

    @Test
    void aNumberIsCalledBackOnceHoweverOftenItAsks() {
        promise("one", Fixtures.PATIENT);
        CallId second = promise("two", Fixtures.PATIENT);
        assertEquals(List.of(second.value()), shift.queue());
    }

    @Test
    void whoeverIsErasedIsNotCalledBack() {
        promise("one", Fixtures.PATIENT);
        desk.forget(LILAS, new Pseudonyms(keys).of(LILAS.id(), Fixtures.PATIENT));
        assertEquals(List.of(), shift.queue());
        assertTrue(book.isEmpty());
    }

    @Test
    void anEngineThatDiedBeforeItRangIsFollowedByOneThatDoes() {
        CallId callback = promise("one", Fixtures.PATIENT);
        shift.desk().whenOfferedToNobody(_ -> {}); // The engine dies here.
        isFree();
        assertEquals(RESERVED, shift.state(INES));
        shift.desk().whenOfferedToNobody(desk::offered);

        upkeep(Map.of()).round();

        assertEquals(List.of(callback), outside.ringing());
        assertEquals(List.of(callback.value()), shift.queue());
    }

    @Test
    void whileThePatientsTelephoneRingsTheUpkeepChangesNothing() {
        CallId callback = promise("one", Fixtures.PATIENT);
        isFree();
        upkeep(Map.of(callback, Whereabouts.IN_RECEPTION)).round();
        assertEquals(RESERVED, shift.state(INES));
        assertEquals("ines", shift.reservedFor(callback.value()));
    }

    @Test
    void whatHasNoPlaceInTheQueueIsForgotten() {
        CallId callback = promise("one", Fixtures.PATIENT);
        shift.desk().takeBack(callback, House.TEAM);
        shift.clock().advance(Duration.ofMinutes(2));
        desk.round();
        assertTrue(book.isEmpty());
    }

    @Test
    void whoeverIsCutOffAndRingsAgainInTimeTakesTheOldPlace() {
        isCutOff("first", Fixtures.PATIENT);
        shift.waits("other", LILAS, ROUTINE);
        assertEquals(List.of("again", "other"), whileWaiting("again", Fixtures.PATIENT, LILAS, ROUTINE));
    }

    @Test
    void whoeverRingsAgainTooLateOrFromElsewhereOrToAnotherPracticeIsTheLast() {
        isCutOff("first", Fixtures.PATIENT);
        shift.waits("other", LILAS, ROUTINE);
        assertEquals(List.of("other", "stranger"), whileWaiting("stranger", Fixtures.PORT_ROYAL, LILAS, ROUTINE));
        Practice royal = House.callingBack(PORT_ROYAL);
        assertEquals(List.of("other", "again"), whileWaiting("again", Fixtures.PATIENT, royal, ROUTINE));
        shift.clock().advance(Duration.ofMinutes(6));
        assertEquals(List.of("other", "late"), whileWaiting("late", Fixtures.PATIENT, LILAS, ROUTINE));
    }

    @Test
    void whoeverIsMoreUrgentThanBeforeHasATurnOfTheNewUrgency() {
        isCutOff("first", Fixtures.PATIENT);
        shift.waits("urgent", LILAS, URGENT);
        assertEquals(List.of("urgent", "again"), whileWaiting("again", Fixtures.PATIENT, LILAS, URGENT));
    }

    @Test
    void nobodyKnowsACallerAtAnotherPracticeOrAfterTheDays() throws CallEnded {
        talks("first", Fixtures.PATIENT);
        assertEquals("omar", offered("elsewhere", Fixtures.PATIENT, House.callingBack(PORT_ROYAL)));
        shift.clock().advance(Duration.ofDays(31));
        assertEquals("omar", offered("late", Fixtures.PATIENT, LILAS));
    }

    @Test
    void nobodyIsRememberedWhereTheBookIsAwayOrThePracticeRemembersNothing() throws CallEnded {
        opens(CallerNames.NONE);
        talks("first", Fixtures.PATIENT);
        aHouseAt();
        assertEquals("omar", offered("again", Fixtures.PATIENT, LILAS));
        assertEquals("omar", offered("forgetful", Fixtures.PATIENT, LES_LILAS));
        assertTrue(book.isEmpty());
    }

    @Test
    void whoeverRingsAgainIsOfferedToTheAssistantWhoSpokeWithThemLast() throws CallEnded {
        talks("first", Fixtures.PATIENT);
        assertEquals("omar", offered("stranger", Fixtures.PORT_ROYAL, LILAS), "the longest ready");
        assertEquals("ines", offered("again", Fixtures.PATIENT, LILAS));
    }

    /// Ines and the caller talk; then she is ready, and Omar has been so for longer.
    private void talks(String call, PhoneNumber number) throws CallEnded {
        shift.signsIn(INES);
        var wait = shift.hold(caller().named(call).from(number), LILAS, ROUTINE);
        try (var offer = assertInstanceOf(Wait.Offered.class, wait).offer()) {
            offer.joined();
        }
        shift.signsIn(OMAR);
        shift.clock().advance(MINUTE);
        shift.match();
    }

    private String offered(String call, PhoneNumber number, Practice practice) throws CallEnded {
        var wait = shift.hold(caller().named(call).from(number), practice, ROUTINE);
        try (var offer = assertInstanceOf(Wait.Offered.class, wait).offer()) {
            return offer.assistant().value();
        }
    }

    private void isCutOff(String call, PhoneNumber number) {
        whileWaiting(call, number, LILAS, ROUTINE);
    }

    /// The queue while that caller waits, who is cut off a second later.
    private List<String> whileWaiting(String call, PhoneNumber number, Practice practice, Urgency urgency) {
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

    private void aHouseAt() {
        opens((practice, number) -> Optional.of(new Pseudonyms(keys).of(practice, number)));
    }

    private Upkeep upkeep(Map<CallId, Whereabouts> callers) {
        return new Upkeep(
                new Upkeep.Books(shift.store(), new MemoryJournalStore(), shift.journal()),
                shift.desk(),
                () -> Optional.of(callers),
                desk::isRinging,
                house,
                shift.clock());
    }

    private CallId promise(String call, PhoneNumber number) {
        shift.waits(call, LILAS, ROUTINE);
        assertTrue(desk.promise(caller().named(call), LILAS, number));
        return book.all().getLast().call();
    }

    private void isFree() {
        shift.clock().advance(MINUTE);
        shift.signsIn(INES);
    }

    private void isFreeFor(String call) {
        isFree();
        assertEquals("nobody", shift.reservedFor(call));
    }

    private Optional<Instant> fromWhen(CallId callback, Duration within) {
        return shift.store()
                .waiting(callback)
                .flatMap(WaitingCall::rungFrom)
                .map(from -> from.minusSeconds(from.getEpochSecond() % within.toSeconds()));
    }

    private Disposition disposition(CallId callback) {
        return shift.journal().dispositionOf(callback);
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS);
    }
}
