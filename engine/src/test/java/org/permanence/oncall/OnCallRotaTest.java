package org.permanence.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.permanence.testing.SamplePractices.PARIS;

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
import org.permanence.triage.TimeWindow;

/// The dates: Friday 25 December 2026 and the days after it; on Sunday 25 October 2026 clocks go back at 3:00.
class OnCallRotaTest {

    private static final List<Line> ALWAYS = List.of(new Line("backup-doctor"));

    private final OnCallRota rota = new OnCallRota(
            Map.of(
                    DayOfWeek.FRIDAY, List.of(duty("19:00", "08:00", "martin", "diallo")),
                    DayOfWeek.SATURDAY, List.of(duty("00:00", "00:00", "roy"))),
            Map.of(LocalDate.of(2027, 1, 1), List.of(duty("00:00", "12:00", "diallo"))),
            ALWAYS);

    @Test
    void rotaWithoutAPermanentLineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new OnCallRota(Map.of(), Map.of(), List.of()));
    }

    @Test
    void roundsAreLimited() {
        assertThrows(IllegalArgumentException.class, () -> new OnCallPolicy(rota, Duration.ofSeconds(20), 0));
        assertThrows(IllegalArgumentException.class, () -> new OnCallPolicy(rota, Duration.ofSeconds(20), 6));
    }

    @Test
    void onlyThePermanentLinesRingOutsideDuties() {
        assertEquals(lines("backup-doctor"), linesAt("2026-12-24T12:00"));
    }

    @Test
    void linesRingInRotaOrderThenThePermanentLines() {
        assertEquals(lines("martin", "diallo", "backup-doctor"), linesAt("2026-12-25T19:00"));
        assertEquals(lines("backup-doctor"), linesAt("2026-12-25T18:59:59"));
    }

    @Test
    void overnightDutyComesAfterTodaysDutiesAndEndsOnTime() {
        assertEquals(lines("roy", "martin", "diallo", "backup-doctor"), linesAt("2026-12-26T07:59"));
        assertEquals(lines("roy", "backup-doctor"), linesAt("2026-12-26T08:00"));
        assertEquals(lines("backup-doctor"), linesAt("2026-12-27T00:00"));
    }

    @Test
    void exceptionalDateReplacesTheWeeklyDutiesButNotTheNightBefore() {
        assertEquals(lines("diallo", "backup-doctor"), linesAt("2027-01-01T09:00"));
        assertEquals(lines("backup-doctor"), linesAt("2027-01-01T20:00"), "the weekly Friday duty does not apply");
        assertEquals(lines("roy", "backup-doctor"), linesAt("2027-01-02T01:00"));
    }

    @Test
    void lineOnCallTwiceRingsOnce() {
        var twice = new OnCallRota(
                Map.of(DayOfWeek.FRIDAY, List.of(duty("00:00", "00:00", "backup-doctor", "martin"))), Map.of(), ALWAYS);

        assertEquals(
                lines("backup-doctor", "martin"),
                twice.linesAt(LocalDateTime.parse("2026-12-25T12:00").atZone(PARIS)));
    }

    @Test
    void repeatedHourAtTheClockChangeBelongsToTheSameDuty() {
        var night =
                new OnCallRota(Map.of(DayOfWeek.SUNDAY, List.of(duty("02:00", "03:00", "martin"))), Map.of(), ALWAYS);
        var first = LocalDateTime.parse("2026-10-25T02:30").atZone(PARIS);

        assertEquals(lines("martin", "backup-doctor"), night.linesAt(first));
        assertEquals(lines("martin", "backup-doctor"), night.linesAt(first.plusHours(1)));
        assertEquals(lines("backup-doctor"), night.linesAt(first.plusHours(2)));
    }

    private List<Line> linesAt(String moment) {
        return rota.linesAt(LocalDateTime.parse(moment).atZone(PARIS));
    }

    private static Duty duty(String start, String end, String... lines) {
        return new Duty(new TimeWindow(LocalTime.parse(start), LocalTime.parse(end)), lines(lines));
    }

    private static List<Line> lines(String... names) {
        return Arrays.stream(names).map(Line::new).toList();
    }
}
