package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.assistant.AssistantState.AWAY;
import static org.permanence.assistant.AssistantState.READY;
import static org.permanence.assistant.AssistantState.RESERVED;
import static org.permanence.assistant.AssistantState.WRAP_UP;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.NELL;
import static org.permanence.testing.House.OTHER_TEAM;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.testing.House.TEAM;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.URGENT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Assistant;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.journal.Station;
import org.permanence.practice.Overflow;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules;
import org.permanence.practice.TeamId;
import org.permanence.practice.Turns;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.triage.Urgency;

/// Callers whom another team helps out with: Nell's, after half a minute.
class LendingTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private static final Practice LENT = House.with(
            new QueueRules(
                    5,
                    Duration.ofMinutes(2),
                    Duration.ZERO,
                    Duration.ofSeconds(20),
                    Turns.OF_ARRIVAL,
                    Optional.of(new Overflow(OTHER_TEAM, HALF_A_MINUTE))),
            LES_LILAS);

    private static final CallId SCRIPTED = new CallId("scripted");

    private final House house = House.with(INES, NELL);
    private final Shift shift = new Shift(house);

    @Test
    void whoeverHasWaitedLongEnoughIsOfferedToTheOtherTeam() throws CallEnded {
        shift.signsIn(NELL);
        Instant start = shift.clock().instant();

        try (var offer = offered(shift.hold(caller(), LENT, ROUTINE))) {
            assertEquals(NELL.login(), offer.assistant());
            assertEquals(RESERVED, shift.state(NELL));
            assertEquals(start.plus(HALF_A_MINUTE), shift.clock().instant());
        }
        assertEquals(List.of(Station.QUEUED, Station.OFFERED), shift.journal().stations());
    }

    @Test
    void beforeThatNobodyElsewhereIsAsked() throws CallEnded {
        shift.signsIn(NELL);
        shift.clock().after(Duration.ofSeconds(29), () -> shift.signsIn(INES));

        try (var offer = offered(shift.hold(caller(), LENT, ROUTINE))) {
            assertEquals(INES.login(), offer.assistant());
            assertEquals(READY, shift.state(NELL));
        }
    }

    @Test
    void whoeverMayBeLentStillHasAPlaceInTheOwnTeam() throws CallEnded {
        shift.clock().after(Duration.ofSeconds(50), () -> shift.signsIn(INES));

        try (var offer = offered(shift.hold(caller(), LENT, ROUTINE))) {
            assertEquals(INES.login(), offer.assistant());
        }
    }

    @Test
    void whoeverBecomesReadyElsewhereIsAskedWithinFiveSeconds() throws CallEnded {
        Instant start = shift.clock().instant();
        shift.clock().after(Duration.ofSeconds(51), () -> shift.signsIn(NELL));

        try (var offer = offered(shift.hold(caller(), LENT, ROUTINE))) {
            assertEquals(NELL.login(), offer.assistant());
            assertEquals(start.plusSeconds(55), shift.clock().instant());
        }
    }

    @Test
    void anAssistantOfTheOtherTeamAnswersOnlyPracticesSheMayServe() throws CallEnded {
        Assistant nora = House.of(OTHER_TEAM, House.assistant("nora", PORT_ROYAL));
        var elsewhere = new Shift(House.with(INES, nora));
        elsewhere.signsIn(nora);

        assertInstanceOf(Wait.TimedOut.class, elsewhere.hold(caller(), LENT, ROUTINE));
        assertEquals(READY, elsewhere.state(nora));
    }

    @Test
    void theFirstToBeAnsweredIsLentFirstWhoeverLooks() throws CallEnded {
        saved(waiting("urgent", URGENT).orElsewhere(new Overflow(OTHER_TEAM, Duration.ofSeconds(40))));
        shift.clock().after(Duration.ofSeconds(50), () -> shift.signsIn(NELL));

        assertInstanceOf(Wait.TimedOut.class, shift.hold(caller(), LENT, ROUTINE));
        assertEquals("nell", shift.reservedFor("urgent"));
    }

    @Test
    void whereSheDoesNotAnswerTheCallerGoesHomeToTheOldPlace() throws CallEnded {
        shift.signsIn(NELL);
        Offer offer = offered(shift.hold(caller(), LENT, ROUTINE));
        WaitingCall before = shift.store().waiting(SCRIPTED).orElseThrow();

        offer.ended(BridgeOutcome.NO_ANSWER);

        assertEquals(AWAY, shift.state(NELL));
        assertEquals(Optional.of(before.withdrawn().in(TEAM)), shift.store().waiting(SCRIPTED));
        shift.signsIn(INES);
        assertEquals("ines", shift.reservedFor("scripted"));
    }

    @Test
    void aCallAnsweredElsewhereIsOutOfEveryQueueAndHerWrapUpIsHerTeams() throws CallEnded {
        shift.signsIn(NELL);
        Offer offer = offered(shift.hold(caller(), LENT, ROUTINE));

        offer.joined();
        offer.ended(BridgeOutcome.TALKED);

        assertEquals(Optional.empty(), shift.store().waiting(SCRIPTED));
        assertEquals(WRAP_UP, shift.state(NELL));
    }

    @Test
    void anOfferElsewhereOutlivesTheEngine() throws CallEnded {
        shift.signsIn(NELL);
        offered(shift.hold(caller(), LENT, ROUTINE));
        Shift again = shift.restarted(house);

        try (var offer = offered(again.hold(caller().returning(), LENT, ROUTINE))) {
            assertEquals(NELL.login(), offer.assistant());
        }
    }

    @Test
    void whoeverTalkedElsewhereWhileTheEngineWasAwayIsRungForNobody() throws CallEnded {
        shift.signsIn(NELL);
        offered(shift.hold(caller(), LENT, ROUTINE)).joined();
        Shift again = shift.restarted(house);
        again.signsIn(INES);

        try (var offer = offered(again.hold(caller().returning(), LENT, ROUTINE))) {
            assertEquals(NELL.login(), offer.assistant());
            assertEquals(true, offer.talkedAlready());
        }
        assertEquals(WRAP_UP, again.state(NELL));
        assertEquals(READY, again.state(INES));
    }

    @Test
    void anEngineThatDiesBetweenLendingAndMatchingLosesNobody() {
        WaitingCall call = waiting("lent", ROUTINE).orElsewhere(new Overflow(OTHER_TEAM, Duration.ZERO));
        saved(call);
        shift.store().inTeam(TEAM, book -> {
            book.handOver(call.in(OTHER_TEAM));
            return book;
        });

        shift.match(OTHER_TEAM);

        assertEquals(Optional.of(call), shift.store().waiting(call.call()));
    }

    @Test
    void whoeverLeavesAsAnAssistantElsewhereIsReservedGivesHerBack() {
        var call = caller();
        shift.signsIn(NELL);
        shift.clock().after(HALF_A_MINUTE, call::leaves);

        assertThrows(CallEnded.class, () -> shift.hold(call, LENT, ROUTINE));

        assertEquals(READY, shift.state(NELL));
        assertEquals(Optional.empty(), shift.store().waiting(SCRIPTED));
    }

    @Test
    void whoeverLeavesIsFoundInWhicheverBookTheCallIs() {
        WaitingCall call = waiting("scripted", ROUTINE).orElsewhere(new Overflow(OTHER_TEAM, Duration.ZERO));
        shift.signsIn(NELL);
        saved(call.in(OTHER_TEAM));
        shift.match(OTHER_TEAM);
        assertEquals("nell", shift.reservedFor("scripted"));

        shift.room().leave(caller(), LENT);

        assertEquals(Optional.empty(), shift.store().waiting(SCRIPTED));
        assertEquals(READY, shift.state(NELL));
    }

    private WaitingCall waiting(String call, Urgency urgency) {
        return new WaitingCall(
                new CallId(call), LES_LILAS.id(), TEAM, urgency, shift.clock().instant(), Optional.empty());
    }

    private void saved(WaitingCall waiting) {
        TeamId team = waiting.team();
        shift.store().inTeam(team, book -> {
            book.save(waiting);
            return book;
        });
    }

    private static ScriptedCall caller() {
        return ScriptedCall.to(Fixtures.LES_LILAS);
    }

    private static Offer offered(Wait wait) {
        return assertInstanceOf(Wait.Offered.class, wait).offer();
    }
}
