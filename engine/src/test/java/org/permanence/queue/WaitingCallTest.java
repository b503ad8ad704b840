package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.PORT_ROYAL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.practice.Turns;
import org.permanence.triage.Urgency;

/// The turns of a practice's routine callers among those of the others.
class WaitingCallTest {

    private static final Turns TEN_SECONDS = new Turns(Duration.ofMinutes(3), Duration.ofSeconds(10));

    private final List<WaitingCall> waiting = new ArrayList<>();

    @Test
    void aBurstOfOnePracticeDoesNotHoldUpTheOthers() {
        for (int each = 0; each < 20; each++) {
            arrives("burst-" + each, LES_LILAS, TEN_SECONDS, each);
        }
        arrives("other", PORT_ROYAL, TEN_SECONDS, 25);

        assertEquals(List.of("burst-0", "burst-1", "burst-2", "other", "burst-3"), firstFive(25));
    }

    @Test
    void callersWhoComeFurtherApartThanTheSpacingHaveTheirArrivalAsTurn() {
        arrives("one", LES_LILAS, TEN_SECONDS, 0);
        arrives("two", LES_LILAS, TEN_SECONDS, 10);
        arrives("three", LES_LILAS, TEN_SECONDS, 35);

        assertEquals(
                List.of(second(0), second(10), second(35)),
                waiting.stream().map(WaitingCall::turn).toList());
    }

    @Test
    void whoeverIsNoLongerWaitingHoldsUpNobody() {
        arrives("one", LES_LILAS, TEN_SECONDS, 0);
        waiting.clear();
        arrives("two", LES_LILAS, TEN_SECONDS, 1);

        assertEquals(second(1), waiting.getFirst().turn());
    }

    @Test
    void withoutSpacingTheOrderIsThatOfArrivalAndNobodyAges() {
        arrives("one", LES_LILAS, Turns.OF_ARRIVAL, 0);
        arrives("two", LES_LILAS, Turns.OF_ARRIVAL, 1);
        arrives("three", PORT_ROYAL, Turns.OF_ARRIVAL, 2);

        assertEquals(List.of("one", "two", "three"), firstFive(100_000));
        assertEquals(
                List.of(),
                waiting.stream().flatMap(each -> each.ages().stream()).toList());
    }

    @Test
    void aCallAgesSoLongAfterItsTurn() {
        arrives("one", LES_LILAS, TEN_SECONDS, 0);
        arrives("two", LES_LILAS, TEN_SECONDS, 1);

        assertEquals(Optional.of(second(180)), waiting.getFirst().ages());
        assertEquals(Optional.of(second(190)), waiting.getLast().ages());
    }

    @Test
    void anOfferAndItsEndChangeNoTurn() {
        arrives("one", LES_LILAS, TEN_SECONDS, 0);
        arrives("two", LES_LILAS, TEN_SECONDS, 1);
        var two = waiting.getLast();

        assertEquals(two, two.offeredTo(INES.login()).withdrawn());
    }

    private void arrives(String call, Practice practice, Turns turns, int second) {
        var fresh = new WaitingCall(
                new CallId(call), practice.id(), practice.team(), Urgency.ROUTINE, second(second), Optional.empty());
        waiting.add(fresh.inTurn(turns, waiting));
    }

    private List<String> firstFive(int second) {
        return waiting.stream()
                .sorted(WaitingCall.firstAnsweredAt(second(second)))
                .limit(5)
                .map(each -> each.call().value())
                .toList();
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}
