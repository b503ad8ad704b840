package org.permanence.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.testing.House.PARIS;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallRota.Duty;
import org.permanence.triage.DayTime;

/// The dates: Friday 25 December 2026 and the days after it; on Sunday 25 October 2026 clocks go back at three.
class OnCallRotaTest {

    private static final List<Line> ALWAYS = List.of(new Line("house-doctor"));

    private final OnCallRota rota = new OnCallRota(
            Map.of(
                    DayOfWeek.FRIDAY, List.of(duty("19:00", "08:00", "martin", "diallo")),
                    DayOfWeek.SATURDAY, List.of(duty("00:00", "00:00", "roy"))),
            Map.of(LocalDate.of(2027, 1, 1), List.of(duty("00:00", "12:00", "diallo"))),
            ALWAYS);

    @Test
    void aRotaThatMayLeaveNobodyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new OnCallRota(Map.of(), Map.of(), List.of()));
    }

    @Test
    void roundsHaveLimits() {
        assertThrows(IllegalArgumentException.class, () -> new OnCall(rota, Duration.ofSeconds(20), 0));
        assertThrows(IllegalArgumentException.class, () -> new OnCall(rota, Duration.ofSeconds(20), 6));
    }

    @Test
    void whereNobodyIsOnCallTheOnesWhoAlwaysAreAreRung() {
        assertEquals(names("house-doctor"), rung("2026-12-24T12:00"));
    }

    @Test
    void theyAreRungInTheOrderOfTheRotaAndThenTheOnesWhoAlwaysAre() {
        assertEquals(names("martin", "diallo", "house-doctor"), rung("2026-12-25T19:00"));
        assertEquals(names("house-doctor"), rung("2026-12-25T18:59:59"));
    }

    @Test
    void aDutyThatGoesOnPastMidnightComesAfterTodaysAndEndsInTime() {
        assertEquals(names("roy", "martin", "diallo", "house-doctor"), rung("2026-12-26T07:59"));
        assertEquals(names("roy", "house-doctor"), rung("2026-12-26T08:00"));
        assertEquals(names("house-doctor"), rung("2026-12-27T00:00"));
    }

    @Test
    void aDateThatIsSwappedHasDutiesOfItsOwnAndTheNightBeforeGoesOn() {
        assertEquals(names("diallo", "house-doctor"), rung("2027-01-01T09:00"));
        assertEquals(names("house-doctor"), rung("2027-01-01T20:00"), "the Friday of every week is swapped");
        assertEquals(names("roy", "house-doctor"), rung("2027-01-02T01:00"));
    }

    @Test
    void whoeverIsOnCallTwiceIsRungOnce() {
        var twice = new OnCallRota(
                Map.of(DayOfWeek.FRIDAY, List.of(duty("00:00", "00:00", "house-doctor", "martin"))), Map.of(), ALWAYS);

        assertEquals(
                names("house-doctor", "martin"),
                twice.at(LocalDateTime.parse("2026-12-25T12:00").atZone(PARIS)));
    }

    @Test
    void theHourThatComesTwiceIsTheSameDutyTwice() {
        var night =
                new OnCallRota(Map.of(DayOfWeek.SUNDAY, List.of(duty("02:00", "03:00", "martin"))), Map.of(), ALWAYS);
        var first = LocalDateTime.parse("2026-10-25T02:30").atZone(PARIS);

        assertEquals(names("martin", "house-doctor"), night.at(first));
        assertEquals(names("martin", "house-doctor"), night.at(first.plusHours(1)));
        assertEquals(names("house-doctor"), night.at(first.plusHours(2)));
    }

    private List<Line> rung(String moment) {
        return rota.at(LocalDateTime.parse(moment).atZone(PARIS));
    }

    private static Duty duty(String start, String end, String... lines) {
        return new Duty(new DayTime(LocalTime.parse(start), LocalTime.parse(end)), names(lines));
    }

    private static List<Line> names(String... lines) {
        return Arrays.stream(lines).map(Line::new).toList();
    }
}
