package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.assistant.AssistantState.AWAY;
import static org.permanence.assistant.AssistantState.ON_CALL;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.journal.Station.BRIDGED;
import static org.permanence.journal.Station.OFFERED;
import static org.permanence.journal.Station.PARTED;
import static org.permanence.journal.Station.QUEUED;
import static org.permanence.journal.Station.RANG_OUT;
import static org.permanence.journal.Station.WRAPPING_UP;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
import static org.permanence.triage.Urgency.ROUTINE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.AwayReason;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;

class OfferTest {

    private final Shift shift = new Shift(House.open());
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS);

    @Test
    void anOfferClosedWhileItRingsGivesTheTurnBackAndThePlaceUp() throws CallEnded {
        shift.signsIn(INES);
        Instant turn = shift.presence(INES).readySince();

        offer().close();

        assertEquals(READY, shift.state(INES));
        assertEquals(turn, shift.presence(INES).readySince());
        assertEquals(List.of(), shift.queue());
    }

    @Test
    void anAssistantWhoDoesNotAnswerIsAwayAndTheNextOneIsRungForTheSamePlace() throws CallEnded {
        shift.signsIn(INES).signsIn(OMAR);
        try (var offer = offer()) {
            shift.waits("behind", LES_LILAS, ROUTINE);
            offer.ended(BridgeOutcome.NO_ANSWER);
        }

        assertEquals(AWAY, shift.state(INES));
        assertEquals(Optional.of(AwayReason.NO_ANSWER), shift.presence(INES).reason());
        assertEquals(List.of("scripted", "behind"), shift.queue());
    }

    @Test
    void anAssistantWhoIsFreeAsAnotherDoesNotAnswerIsReservedInTheSameBreath() throws CallEnded {
        shift.signsIn(INES);
        Offer first = offer();
        try (first) {
            shift.signsIn(OMAR);
            first.ended(BridgeOutcome.BUSY);
        }
        assertEquals("omar", shift.reservedFor("scripted"));

        try (var second = offer()) {
            assertEquals(new Line("omar"), second.line());
        }
        assertEquals(
                List.of(QUEUED, OFFERED, RANG_OUT, OFFERED), shift.journal().stations());
    }

    @Test
    void aTelephoneThatCannotBeReachedSetsHerAwayWithThatReason() throws CallEnded {
        shift.signsIn(INES);
        try (var offer = offer()) {
            offer.ended(BridgeOutcome.UNREACHABLE);
        }

        assertEquals(Optional.of(AwayReason.UNREACHABLE), shift.presence(INES).reason());
        assertEquals("nobody", shift.reservedFor("scripted"));
        assertEquals(List.of("scripted"), shift.queue());
    }

    @Test
    void aTelephoneThatWasNeverRungIsNotToBlameAndTheCallerKeepsThePlace() throws CallEnded {
        shift.signsIn(INES).signsIn(OMAR);
        Instant turn = shift.presence(INES).readySince();
        try (var offer = offer()) {
            offer.ended(BridgeOutcome.NOT_RUNG);
        }

        assertEquals(turn, shift.presence(INES).readySince());
        assertEquals(List.of("scripted"), shift.queue());
        assertEquals("ines", shift.reservedFor("scripted"));
        assertFalse(shift.journal().stations().contains(RANG_OUT));
    }

    @Test
    void aTalkLeavesTheQueueAsSoonAsBothHearEachOther() throws CallEnded {
        shift.signsIn(INES);
        try (var offer = offer()) {
            assertEquals(RESERVED, shift.state(INES));
            offer.joined();
            assertEquals(ON_CALL, shift.state(INES));
            assertEquals(Optional.of(call.id()), shift.presence(INES).call());
            assertEquals(List.of(), shift.queue());
            offer.ended(BridgeOutcome.TALKED);
        }
        assertEquals(
                List.of(QUEUED, OFFERED, BRIDGED, PARTED, WRAPPING_UP),
                shift.journal().stations());
    }

    @Test
    void aWrapUpHoldsCallsOffAndEndsByTheClock() throws CallEnded {
        shift.signsIn(INES);
        talk();
        shift.waits("next", LES_LILAS, ROUTINE);
        assertEquals(WRAP_UP, shift.state(INES));

        shift.clock().advance(INES.wrapUp().minus(Duration.ofMillis(1001)));
        shift.match();
        assertEquals("nobody", shift.reservedFor("next"));

        shift.clock().advance(Duration.ofMillis(1));
        shift.match();
        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void aWrapUpMayBeEndedByHandAndThenTheNextCallComes() throws CallEnded {
        shift.signsIn(INES);
        talk();
        shift.waits("next", LES_LILAS, ROUTINE);

        shift.on(INES, AssistantEvent.RESUMED);

        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void aTalkThatNobodySaidTheEndOfEndsWhenTheOfferIsClosed() throws CallEnded {
        shift.signsIn(INES);
        try (var offer = offer()) {
            offer.joined();
        }

        assertEquals(WRAP_UP, shift.state(INES));
        assertEquals(
                List.of(QUEUED, OFFERED, BRIDGED, PARTED, WRAPPING_UP),
                shift.journal().stations());
    }

    @Test
    void closingAgainChangesNothing() throws CallEnded {
        shift.signsIn(INES);
        Offer offer = offer();
        offer.joined();
        offer.ended(BridgeOutcome.TALKED);
        shift.on(INES, AssistantEvent.RESUMED);
        shift.waits("next", LES_LILAS, ROUTINE);

        offer.close();
        offer.close();

        assertEquals(RESERVED, shift.state(INES));
        assertEquals("ines", shift.reservedFor("next"));
    }

    @Test
    void aStoreThatIsAwayNeitherEndsATalkNorItsJournal() throws CallEnded {
        shift.signsIn(INES);
        try (var offer = offer()) {
            shift.store().goesAway();
            offer.joined();
            assertEquals(BridgeOutcome.TALKED, offer.ended(BridgeOutcome.TALKED));
        }

        assertEquals(
                List.of(QUEUED, OFFERED, BRIDGED, PARTED, WRAPPING_UP),
                shift.journal().stations());
    }

    @Test
    void aStoreThatIsAwayDoesNotKeepAnOfferFromBeingClosed() throws CallEnded {
        shift.signsIn(INES);
        Offer offer = offer();
        shift.store().goesAway();

        offer.close();

        shift.store().comesBack();
        assertEquals(RESERVED, shift.state(INES)); // The upkeep mends it: it asks the switch what is true.
    }

    @Test
    void theTwoWhoTalkedWhileTheEngineWasAwayAreNotRungAgain() throws CallEnded {
        shift.signsIn(INES);
        offer().joined();
        Shift again = shift.restarted(House.open());

        try (var offer = offer(again)) {
            assertTrue(offer.talkedAlready());
            assertEquals(ON_CALL, again.state(INES));
        }

        assertEquals(WRAP_UP, again.state(INES));
        assertEquals(List.of(PARTED, WRAPPING_UP), again.journal().stations());
        assertEquals(List.of(), again.queue());
    }

    @Test
    void anOfferRingsAsLongAsItsAssistantIsGivenForHerTelephone() throws CallEnded {
        shift.signsIn(INES);
        try (var offer = offer()) {
            assertEquals(INES.line(), offer.line());
            assertEquals(INES.ringPatience(), offer.patience());
            assertFalse(offer.talkedAlready());
        }
        assertEquals(List.of(), shift.journal().stationsOf(new CallId("another")));
    }

    private void talk() throws CallEnded {
        try (var offer = offer()) {
            offer.joined();
            offer.ended(BridgeOutcome.TALKED);
        }
    }

    private Offer offer() throws CallEnded {
        return offer(shift);
    }

    private Offer offer(Shift at) throws CallEnded {
        return assertInstanceOf(Wait.Offered.class, at.hold(call, LES_LILAS, ROUTINE))
                .offer();
    }
}
