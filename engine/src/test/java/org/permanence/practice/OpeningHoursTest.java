package org.permanence.practice;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.PARIS;
import static org.permanence.testing.SamplePractices.interval;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.triage.TimeWindow;

/// Opening hours are wall-clock times of the practice. The dates: Friday 27 March 2026 and the days after it; on
/// Sunday 29 March clocks go forward at 2:00, on Sunday 25 October 2026 they go back at 3:00.
class OpeningHoursTest {

    private static final String FRIDAY_27 = "2026-03-27T";
    private static final String SATURDAY_28 = "2026-03-28T";
    private static final String SUNDAY_29 = "2026-03-29T";
    private static final String MONDAY_30 = "2026-03-30T";

    @Test
    void aWeekWithoutHoursIsAlwaysClosed() {
        var never = new OpeningHours(Map.of());

        assertFalse(open(never, FRIDAY_27 + "10:00"));
        assertFalse(open(new OpeningHours(Map.of(FRIDAY, List.of())), FRIDAY_27 + "10:00"));
    }

    @Test
    void hoursApplyToTheirDayOnly() {
        var fridays = hours(FRIDAY, "08:00", "12:00");

        assertFalse(open(fridays, "2026-03-26T10:00"));
        assertFalse(open(fridays, SATURDAY_28 + "10:00"));
        assertTrue(open(fridays, FRIDAY_27 + "10:00"));
        assertTrue(open(fridays, "2026-04-03T10:00"));
    }

    @Test
    void thePracticeIsOpenFromTheStartUntilJustBeforeTheEnd() {
        var fridays = hours(FRIDAY, "08:00", "12:00");

        assertFalse(open(fridays, FRIDAY_27 + "07:59:59.999"));
        assertTrue(open(fridays, FRIDAY_27 + "08:00"));
        assertTrue(open(fridays, FRIDAY_27 + "11:59:59.999"));
        assertFalse(open(fridays, FRIDAY_27 + "12:00"));
    }

    @Test
    void betweenTwoIntervalsThePracticeIsClosed() {
        var hours = new OpeningHours(Map.of(FRIDAY, List.of(interval("14:00", "19:00"), interval("08:00", "12:00"))));

        assertTrue(open(hours, FRIDAY_27 + "08:00"));
        assertFalse(open(hours, FRIDAY_27 + "13:00"));
        assertTrue(open(hours, FRIDAY_27 + "14:00"));
        assertFalse(open(hours, FRIDAY_27 + "19:00"));
    }

    @Test
    void anIntervalThatEndsBeforeItsStartContinuesPastMidnight() {
        var nights = hours(FRIDAY, "22:00", "06:00");

        assertFalse(open(nights, FRIDAY_27 + "05:59"));
        assertFalse(open(nights, FRIDAY_27 + "21:59"));
        assertTrue(open(nights, FRIDAY_27 + "22:00"));
        assertTrue(open(nights, FRIDAY_27 + "23:59:59.999"));
        assertTrue(open(nights, SATURDAY_28 + "00:00"));
        assertTrue(open(nights, SATURDAY_28 + "05:59"));
        assertFalse(open(nights, SATURDAY_28 + "06:00"));
        assertFalse(open(nights, SATURDAY_28 + "22:00"));
    }

    @Test
    void aSundayNightContinuesIntoMonday() {
        var nights = hours(SUNDAY, "20:00", "07:00");

        assertTrue(open(nights, SUNDAY_29 + "20:00"));
        assertTrue(open(nights, MONDAY_30 + "06:59"));
        assertFalse(open(nights, MONDAY_30 + "07:00"));
        assertFalse(open(nights, MONDAY_30 + "20:00"));
    }

    @Test
    void anIntervalMayEndAtMidnight() {
        var evenings = hours(SUNDAY, "18:00", "00:00");

        assertTrue(open(evenings, SUNDAY_29 + "23:59:59.999"));
        assertFalse(open(evenings, MONDAY_30 + "00:00"));
    }

    @Test
    void midnightToMidnightIsTheWholeDayButNotTheNext() {
        var whole = hours(FRIDAY, "00:00", "00:00");

        assertFalse(open(whole, "2026-03-26T23:59:59.999"));
        assertTrue(open(whole, FRIDAY_27 + "00:00"));
        assertTrue(open(whole, FRIDAY_27 + "23:59:59.999"));
        assertFalse(open(whole, SATURDAY_28 + "00:00"));
    }

    @Test
    void equalStartAndEndAreTwentyFourHours() {
        var wholeDay = hours(FRIDAY, "08:00", "08:00");

        assertFalse(open(wholeDay, FRIDAY_27 + "07:59"));
        assertTrue(open(wholeDay, FRIDAY_27 + "08:00"));
        assertTrue(open(wholeDay, SATURDAY_28 + "07:59"));
        assertFalse(open(wholeDay, SATURDAY_28 + "08:00"));
    }

    @Test
    void hourSkippedInSpringIsNeverOpen() {
        var missing = hours(SUNDAY, "02:00", "03:00");
        var reaching = hours(SATURDAY, "22:00", "02:30");

        assertFalse(isOpenAt(missing, "2026-03-29T00:59:59Z")); // 01:59:59, one second before the change.
        assertFalse(isOpenAt(missing, "2026-03-29T01:00:00Z")); // 03:00, the moment of the change.
        assertTrue(isOpenAt(reaching, "2026-03-29T00:59:59Z"));
        assertFalse(isOpenAt(reaching, "2026-03-29T01:00:00Z"));
    }

    @Test
    void intervalStartingInTheSkippedHourStartsAfterIt() {
        var early = hours(SUNDAY, "02:30", "06:00");

        assertFalse(isOpenAt(early, "2026-03-29T00:59:59Z"));
        assertTrue(isOpenAt(early, "2026-03-29T01:00:00Z"));
        assertTrue(isOpenAt(early, "2026-03-29T03:59:59Z"));
        assertFalse(isOpenAt(early, "2026-03-29T04:00:00Z"));
    }

    @Test
    void hourRepeatedInAutumnIsOpenTwice() {
        var late = hours(SATURDAY, "22:00", "02:30");

        assertTrue(isOpenAt(late, "2026-10-25T00:29:59Z")); // 02:29:59 summer time.
        assertFalse(isOpenAt(late, "2026-10-25T00:30:00Z"));
        assertTrue(isOpenAt(late, "2026-10-25T01:00:00Z")); // 02:00 winter time.
        assertTrue(isOpenAt(late, "2026-10-25T01:29:59Z"));
        assertFalse(isOpenAt(late, "2026-10-25T01:30:00Z"));
    }

    /// Morocco puts its clocks back for Ramadan and forward after it. The overseas departments of France never
    /// change their clocks.
    @ParameterizedTest
    @CsvSource({
        "Europe/Paris, 2026-03-29, 0, 7",
        "Europe/Paris, 2026-10-25, 2, 9",
        "Europe/Zurich, 2026-03-29, 0, 7",
        "Europe/Zurich, 2026-10-25, 2, 9",
        "Africa/Casablanca, 2026-02-15, 2, 9",
        "Africa/Casablanca, 2026-03-22, 0, 7",
        "Australia/Sydney, 2026-04-05, 2, 9",
        "Australia/Sydney, 2026-10-04, 0, 7",
        "Indian/Reunion, 2026-03-29, 1, 8",
        "Indian/Reunion, 2026-10-25, 1, 8",
        "America/Guadeloupe, 2026-03-29, 1, 8",
        "America/Guadeloupe, 2026-10-25, 1, 8"
    })
    void hoursFollowTheClockChangesOfTheZone(ZoneId zone, LocalDate day, int ofTwoToThree, int ofTheNight) {
        var twoToThree = daily("02:00", "03:00");
        var night = daily("22:00", "06:00");
        var noonBefore = day.minusDays(1).atTime(12, 0).atZone(zone);

        assertEquals(
                Duration.ofHours(ofTwoToThree),
                open(twoToThree, noonBefore, day.atTime(12, 0).atZone(zone)));
        assertEquals(
                Duration.ofHours(ofTheNight),
                open(night, noonBefore, day.atTime(12, 0).atZone(zone)));
    }

    @Test
    void dayWithoutItsFirstHourIsOpenFromItsStart() {
        var santiago = ZoneId.of("America/Santiago"); // Clocks go from 24:00 to 01:00.
        var day = LocalDate.of(2026, 9, 6).atStartOfDay(santiago);

        var nextDay = day.toLocalDate().plusDays(1).atStartOfDay(santiago);

        assertEquals(LocalTime.of(1, 0), day.toLocalTime());
        assertEquals(Duration.ofHours(23), open(daily("00:00", "00:00"), day, nextDay));
    }

    private static OpeningHours daily(String start, String end) {
        return new OpeningHours(Arrays.stream(DayOfWeek.values())
                .collect(Collectors.toMap(day -> day, _ -> List.of(interval(start, end)))));
    }

    /// The minutes for which the practice is open between two moments.
    private static Duration open(OpeningHours hours, ZonedDateTime from, ZonedDateTime to) {
        long minutes = Stream.iterate(from, moment -> moment.isBefore(to), moment -> moment.plusMinutes(1))
                .filter(hours::isOpenAt)
                .count();
        return Duration.ofMinutes(minutes);
    }

    @Test
    void practiceUsesItsOwnTimeZone() {
        assertFalse(LES_LILAS.isOpenAt(Instant.parse("2026-07-01T05:59:59Z")));
        assertTrue(LES_LILAS.isOpenAt(Instant.parse("2026-07-01T06:00:00Z"))); // 8:00 in Paris, summer time.
        assertFalse(LES_LILAS.isOpenAt(Instant.parse("2026-11-18T06:59:59Z")));
        assertTrue(LES_LILAS.isOpenAt(Instant.parse("2026-11-18T07:00:00Z"))); // 8:00 in Paris, winter time.
    }

    @Test
    void theWeekCannotBeChangedAfterwards() {
        var week = hours(MONDAY, "08:00", "12:00").week();

        assertThrows(UnsupportedOperationException.class, () -> week.put(SUNDAY, List.of()));
    }

    @Test
    void aHolidayIsClosedUnlessItHasHoursOfItsOwn() {
        var closed = with(Map.of(), FRIDAY_27, List.of());
        var half = with(Map.of(), FRIDAY_27, List.of(interval("10:00", "11:00")));

        assertFalse(open(closed, FRIDAY_27 + "10:30"));
        assertTrue(open(half, FRIDAY_27 + "10:30"));
        assertFalse(open(half, FRIDAY_27 + "11:30"), "the hours of the day of the week do not apply");
        assertTrue(open(closed, "2026-04-03T10:30"), "the next Friday");
    }

    @Test
    void dateExceptionOverridesAHoliday() {
        var withException = with(Map.of(day(FRIDAY_27), List.of(interval("09:00", "10:00"))), FRIDAY_27, List.of());

        assertTrue(open(withException, FRIDAY_27 + "09:30"));
        assertFalse(open(withException, FRIDAY_27 + "10:30"));
    }

    @Test
    void aDateWithoutHoursIsClosed() {
        assertFalse(open(with(Map.of(day(FRIDAY_27), List.of()), SUNDAY_29, List.of()), FRIDAY_27 + "10:00"));
    }

    @Test
    void nightIntervalContinuesIntoAHolidayButNoneStartsOnIt() {
        var nights = new OpeningHours(
                Map.of(FRIDAY, List.of(interval("22:00", "06:00")), SATURDAY, List.of(interval("22:00", "06:00"))),
                Map.of(),
                new OpeningHours.Holidays(day(SATURDAY_28)::equals, List.of()));

        assertTrue(open(nights, SATURDAY_28 + "05:59"));
        assertFalse(open(nights, SATURDAY_28 + "06:00"));
        assertFalse(open(nights, SATURDAY_28 + "23:00"));
        assertFalse(open(nights, SUNDAY_29 + "05:00"));
    }

    @Test
    void newCallsAreRefusedShortlyBeforeThePracticeCloses() {
        var practice = LES_LILAS.withClosing(new ClosingPolicy(Duration.ofMinutes(10), false));

        assertTrue(practice.takesCallsAt(at("2026-03-27T11:49")));
        assertFalse(practice.takesCallsAt(at("2026-03-27T11:50")));
        assertTrue(practice.isOpenAt(at("2026-03-27T11:50")), "open for callers in the queue");
        assertFalse(practice.takesCallsAt(at("2026-03-27T07:55")), "closed before it opens");
        assertTrue(LES_LILAS.takesCallsAt(at("2026-03-27T11:59:59")));
    }

    private static Instant at(String time) {
        return LocalDateTime.parse(time).atZone(PARIS).toInstant();
    }

    /// Open on Fridays from 8 to 12; one holiday.
    private static OpeningHours with(
            Map<LocalDate, List<TimeWindow>> exceptions, String holiday, List<TimeWindow> hours) {
        return new OpeningHours(
                Map.of(FRIDAY, List.of(interval("08:00", "12:00"))),
                exceptions,
                new OpeningHours.Holidays(day(holiday)::equals, hours));
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date.substring(0, 10));
    }

    private static OpeningHours hours(DayOfWeek day, String start, String end) {
        return new OpeningHours(Map.of(day, List.of(interval(start, end))));
    }

    private static boolean open(OpeningHours hours, String local) {
        return hours.isOpenAt(LocalDateTime.parse(local).atZone(PARIS));
    }

    private static boolean isOpenAt(OpeningHours hours, String instant) {
        return hours.isOpenAt(Instant.parse(instant).atZone(PARIS));
    }
}
