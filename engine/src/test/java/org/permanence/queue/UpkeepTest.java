package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.ON_CALL;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.call.Switchboard.Whereabouts.AT_THE_FALLBACK;
import static org.permanence.call.Switchboard.Whereabouts.IN_RECEPTION;
import static org.permanence.call.Switchboard.Whereabouts.TALKING;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.triage.Urgency.ROUTINE;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.assistant.AssistantEvent;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.call.Switchboard.Whereabouts;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.journal.Station;
import org.permanence.routing.Matchmaker;
import org.permanence.testing.House;
import org.permanence.testing.MemoryJournalStore;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

class UpkeepTest {

    private static final CallId CALL = new CallId("call");

    private final House house = House.with(INES);
    private final Shift shift = new Shift(house);
    private final MemoryJournalStore records = new MemoryJournalStore();
    private final Map<CallId, Whereabouts> callers = new HashMap<>();
    private final Set<CallId> withFlow = new HashSet<>();
    private Optional<Map<CallId, Whereabouts>> switchboard = Optional.of(callers);

    private final Upkeep upkeep = new Upkeep(
            new Upkeep.Books(shift.store(), records, entry -> records.write(List.of(entry))),
            new QueueDesk(
                    shift.store(),
                    new Matchmaker(house, shift.clock()),
                    new Seats(),
                    new Forecasts((_, _) -> {}),
                    shift.clock()),
            () -> switchboard,
            withFlow::contains,
            house,
            shift.clock());

    @Test
    void nothingIsMendedWhileTheSwitchIsUnknown() {
        waits();
        switchboard = Optional.empty();

        upkeep.round();

        assertEquals(List.of("call"), shift.queue());
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void aCallWithAFlowIsTheFlowsOwnBusiness() {
        shift.signsIn(INES);
        waits();
        withFlow.add(CALL);

        upkeep.round();

        assertEquals(List.of("call"), shift.queue());
        assertEquals(RESERVED, shift.state(INES));
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void aCallInReceptionWithoutAFlowIsLeftAlone() {
        shift.signsIn(INES);
        waits();
        callers.put(CALL, IN_RECEPTION);

        upkeep.round();

        assertEquals(List.of("call"), shift.queue());
        assertEquals(RESERVED, shift.state(INES));
        assertEquals(1, records.openCalls().size());
    }

    @Test
    void aStoreThatIsAwayIsToldToWhoeverAsksAndTheNextRoundMends() {
        waits();
        shift.store().goesAway();
        assertThrows(StoreException.class, upkeep::round);
        shift.store().comesBack();

        upkeep.round();

        assertEquals(List.of(), shift.queue());
    }

    /// Case 1.
    @Test
    void aCallThatIsGoneLeavesTheQueueAndItsRecordIsClosed() {
        waits();

        upkeep.round();

        assertEquals(List.of(), shift.queue());
        assertEquals(List.of(), records.openCalls());
        assertEquals(new Detail.WithDisposition(Disposition.ABANDONED, Optional.of(HangupCause.SWITCH_LOST)), ending());
    }

    /// Case 1.
    @Test
    void aCallAtTheFallbackLineLeavesTheQueueAndItsRecordIsAFault() {
        waits();
        callers.put(CALL, AT_THE_FALLBACK);

        upkeep.round();

        assertEquals(List.of(), shift.queue());
        assertEquals(new Detail.WithDisposition(Disposition.FAULT, Optional.empty()), ending());
    }

    /// Case 1.
    @Test
    void aRecordIsClosedOnce() {
        waits();

        upkeep.round();
        upkeep.round();

        assertEquals(
                1,
                records.entries(CALL).stream()
                        .filter(entry -> entry.station() == Station.ENDED)
                        .count());
    }

    /// Case 1.
    @ParameterizedTest
    @CsvSource({
        "ARRIVED, LEFT_EARLY",
        "TRIAGED, LEFT_EARLY",
        "ESCALATING, LEFT_EARLY",
        "QUEUED, ABANDONED",
        "OFFERED, ABANDONED",
        "RANG_OUT, ABANDONED",
        "RESUMED, ABANDONED",
        "BRIDGED, HANDLED",
        "PARTED, HANDLED",
        "WRAPPING_UP, HANDLED"
    })
    void howALostCallEndedIsToldByItsLastStation(Station last, Disposition disposition) {
        page().passed(Station.ARRIVED);
        page().passed(last);

        upkeep.round();

        assertEquals(new Detail.WithDisposition(disposition, Optional.of(HangupCause.SWITCH_LOST)), ending());
    }

    @Test
    void aLostCallThatWasHandedOverWasHandled() {
        page().triaged(Urgency.ROUTINE, Optional.empty());
        page().transferring(new Line("doctor"));
        page().passed(Station.TRANSFERRED);

        upkeep.round();

        assertEquals(new Detail.WithDisposition(Disposition.HANDLED, Optional.of(HangupCause.SWITCH_LOST)), ending());
    }

    /// Case 1.
    @Test
    void aLostCallThatTalkedOnAnEmergencyLineWasEscalated() {
        page().triaged(Urgency.VITAL, Optional.empty());
        page().escalating(new Line("garde"));
        page().passed(Station.BRIDGED);

        upkeep.round();

        assertEquals(new Detail.WithDisposition(Disposition.ESCALATED, Optional.of(HangupCause.SWITCH_LOST)), ending());
    }

    /// Case 2.
    @Test
    void aCallThatTalksHasLeftTheQueueAndItsAssistantIsOnCall() {
        shift.signsIn(INES);
        waits();
        callers.put(CALL, TALKING);

        upkeep.round();

        assertEquals(List.of(), shift.queue());
        assertEquals(ON_CALL, shift.state(INES));
        assertEquals(Optional.of(CALL), shift.presence(INES).call());
        assertEquals(1, records.openCalls().size(), "it is not over");
    }

    /// Case 3.
    @Test
    void anAssistantReservedForACallThatIsGoneGetsHerTurnBack() {
        shift.signsIn(INES);
        var turn = shift.presence(INES).readySince();
        waits();

        upkeep.round();

        assertEquals(READY, shift.state(INES));
        assertEquals(turn, shift.presence(INES).readySince());
    }

    /// Case 3.
    @Test
    void anAssistantReservedForACallAtTheFallbackLineIsOfferedTheNextAtOnce() {
        shift.signsIn(INES);
        waits();
        callers.put(CALL, AT_THE_FALLBACK);
        shift.waits("next", LES_LILAS, ROUTINE);
        callers.put(new CallId("next"), IN_RECEPTION);

        upkeep.round();

        assertEquals("ines", shift.reservedFor("next"));
    }

    /// Case 3.
    @Test
    void anAssistantWhoTalkedWithACallThatIsGoneWrapsUpForHerTime() {
        talks();

        upkeep.round();

        assertEquals(WRAP_UP, shift.state(INES));
        assertEquals(
                Optional.of(shift.clock().instant().plus(INES.wrapUp())),
                shift.presence(INES).until());
    }

    /// Case 3.
    @Test
    void anAssistantWhoStillTalksStaysOnCall() {
        talks();
        callers.put(CALL, TALKING);

        upkeep.round();

        assertEquals(ON_CALL, shift.state(INES));
    }

    private void waits() {
        page().passed(Station.ARRIVED);
        page().passed(Station.QUEUED);
        shift.waits("call", LES_LILAS, ROUTINE);
    }

    private void talks() {
        shift.signsIn(INES);
        waits();
        shift.on(INES, AssistantEvent.ANSWERED);
        shift.store().inTeam(House.TEAM, book -> {
            book.remove(CALL);
            return CALL;
        });
    }

    private CallJournal page() {
        return new CallJournal(entry -> records.write(List.of(entry)), CALL, LES_LILAS.id(), shift.clock());
    }

    private Detail ending() {
        JournalEntry last = records.entries(CALL).getLast();
        assertEquals(Station.ENDED, last.station());
        return last.detail();
    }
}
