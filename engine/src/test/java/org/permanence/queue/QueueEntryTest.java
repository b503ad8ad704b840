package org.permanence.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallId;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;

/// The effective arrivals of a practice's routine callers among those of other practices.
class QueueEntryTest {

    private static final FairnessRules TEN_SECONDS = new FairnessRules(Duration.ofMinutes(3), Duration.ofSeconds(10));

    private final List<QueueEntry> entries = new ArrayList<>();

    @Test
    void burstOfOnePracticeDoesNotDelayTheOthers() {
        for (int each = 0; each < 20; each++) {
            arrive("burst-" + each, LES_LILAS, TEN_SECONDS, each);
        }
        arrive("other", PORT_ROYAL, TEN_SECONDS, 25);

        assertEquals(List.of("burst-0", "burst-1", "burst-2", "other", "burst-3"), firstFive(25));
    }

    @Test
    void callersFurtherApartThanTheSpacingKeepTheirArrival() {
        arrive("one", LES_LILAS, TEN_SECONDS, 0);
        arrive("two", LES_LILAS, TEN_SECONDS, 10);
        arrive("three", LES_LILAS, TEN_SECONDS, 35);

        assertEquals(
                List.of(second(0), second(10), second(35)),
                entries.stream().map(QueueEntry::effectiveArrival).toList());
    }

    @Test
    void callerWhoHasLeftDelaysNoLaterCaller() {
        arrive("one", LES_LILAS, TEN_SECONDS, 0);
        entries.clear();
        arrive("two", LES_LILAS, TEN_SECONDS, 1);

        assertEquals(second(1), entries.getFirst().effectiveArrival());
    }

    @Test
    void withoutSpacingCallersKeepArrivalOrderAndAreNotPromoted() {
        arrive("one", LES_LILAS, FairnessRules.ARRIVAL_ORDER, 0);
        arrive("two", LES_LILAS, FairnessRules.ARRIVAL_ORDER, 1);
        arrive("three", PORT_ROYAL, FairnessRules.ARRIVAL_ORDER, 2);

        assertEquals(List.of("one", "two", "three"), firstFive(100_000));
        assertEquals(
                List.of(),
                entries.stream().flatMap(each -> each.promotedAt().stream()).toList());
    }

    @Test
    void promotionFollowsTheEffectiveArrival() {
        arrive("one", LES_LILAS, TEN_SECONDS, 0);
        arrive("two", LES_LILAS, TEN_SECONDS, 1);

        assertEquals(Optional.of(second(180)), entries.getFirst().promotedAt());
        assertEquals(Optional.of(second(190)), entries.getLast().promotedAt());
    }

    @Test
    void reservationAndReleaseKeepTheEffectiveArrival() {
        arrive("one", LES_LILAS, TEN_SECONDS, 0);
        arrive("two", LES_LILAS, TEN_SECONDS, 1);
        var two = entries.getLast();

        assertEquals(two, two.reservedFor(INES.login()).withoutAssistant());
    }

    private void arrive(String call, Practice practice, FairnessRules fairness, int second) {
        var fresh =
                QueueEntry.arriving(new CallId(call), practice.id(), practice.team(), Urgency.ROUTINE, second(second));
        entries.add(fresh.withFairArrival(fairness, entries));
    }

    private List<String> firstFive(int second) {
        return entries.stream()
                .sorted(AnswerOrder.at(second(second)))
                .limit(5)
                .map(each -> each.call().value())
                .toList();
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}
