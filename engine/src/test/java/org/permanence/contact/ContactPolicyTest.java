package org.permanence.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.PARIS;
import static org.permanence.testing.SamplePractices.interval;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.OpeningHours.Holidays;
import org.permanence.practice.OutboundHours;
import org.permanence.triage.TimeWindow;

/// The numbered cases of [ContactPolicy], and its search compared with a minute-by-minute model. In 2026 the clocks
/// of Paris go forward on Sunday 29 March at 2:00 and back on Sunday 25 October at 3:00.
class ContactPolicyTest {

    private static final Duration SEARCH_WINDOW = Duration.ofDays(14);
    private static final OutboundHours WHOLE_DAY = new OutboundHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    @Test
    void case1NoCallWhileThePracticeIsClosed() {
        var policy = policy(everyDay("09:00", "12:00"), WHOLE_DAY);

        assertFalse(policy.mayCallAt(paris("2026-11-23T08:59")));
        assertTrue(policy.mayCallAt(paris("2026-11-23T09:00")));
        assertFalse(policy.mayCallAt(paris("2026-11-23T12:00")));
    }

    @Test
    void case2NoCallOutsideTheOutboundHours() {
        var policy = policy(everyDay("00:00", "00:00"), OutboundHours.DEFAULT);

        assertFalse(policy.mayCallAt(paris("2026-11-23T07:59")));
        assertTrue(policy.mayCallAt(paris("2026-11-23T08:00")));
        assertFalse(policy.mayCallAt(paris("2026-11-23T21:00")));
    }

    @Test
    void anAllowedMomentIsItsOwnNextCallTime() {
        var policy = policy(everyDay("09:00", "12:00"), OutboundHours.DEFAULT);
        Instant moment = paris("2026-11-23T10:07").plusMillis(1);

        assertEquals(moment, policy.nextCallTime(moment));
    }

    @Test
    void nextCallTimeIsTheLaterOfOpeningAndOutboundHours() {
        assertEquals(
                paris("2026-11-24T08:00"),
                policy(everyDay("06:30", "12:00"), OutboundHours.DEFAULT).nextCallTime(paris("2026-11-23T12:00")));
        assertEquals(
                paris("2026-11-24T09:02"),
                policy(everyDay("09:02", "12:00"), OutboundHours.DEFAULT).nextCallTime(paris("2026-11-23T12:00")));
    }

    @Test
    void aDayLaterIfTheNextTwoWeeksAllowNoCall() {
        var policy = policy(everyDay("22:00", "06:00"), OutboundHours.DEFAULT);
        Instant moment = paris("2026-11-23T12:00");

        assertEquals(moment.plus(Duration.ofDays(1)), policy.nextCallTime(moment));
    }

    @Test
    void anIntervalThatBeginsInTheMissingHourIsEnteredAfterIt() {
        var policy = policy(everyDay("02:30", "05:00"), WHOLE_DAY);

        assertEquals(paris("2026-03-29T03:00"), policy.nextCallTime(paris("2026-03-29T01:00")));
    }

    @Test
    void anIntervalInTheMissingHourIsSkipped() {
        var policy = policy(everyDay("02:15", "02:45"), WHOLE_DAY);

        assertEquals(paris("2026-03-30T02:15"), policy.nextCallTime(paris("2026-03-29T01:00")));
    }

    @Test
    void anIntervalInTheRepeatedHourIsEnteredTwice() {
        var policy = policy(everyDay("02:15", "02:45"), WHOLE_DAY);
        Instant firstEnd = Instant.parse("2026-10-25T00:45:00Z"); // 2:45 in summer time.

        assertEquals(Instant.parse("2026-10-25T01:15:00Z"), policy.nextCallTime(firstEnd));
    }

    @Test
    void randomRulesAgreeWithTheMinuteByMinuteModel() {
        for (int seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            Instant moment = randomMoment(random);
            ContactPolicy policy = randomPolicy(random, moment);

            assertEquals(minuteByMinute(policy, moment), policy.nextCallTime(moment), "seed " + seed);
        }
    }

    private static Instant minuteByMinute(ContactPolicy policy, Instant moment) {
        for (Instant next = moment; next.isBefore(moment.plus(SEARCH_WINDOW)); next = next.plusSeconds(60)) {
            if (policy.openingHours().isOpenAt(next.atZone(policy.zone()))
                    && policy.outboundHours().allows(next.atZone(policy.zone()).toLocalTime())) {
                return next;
            }
        }
        return moment.plus(Duration.ofDays(1));
    }

    /// A random whole minute. Half of them are within 36 hours before a clock change.
    private static Instant randomMoment(Random random) {
        Instant change = Instant.parse(random.nextBoolean() ? "2026-03-29T01:00:00Z" : "2026-10-25T01:00:00Z");
        return random.nextBoolean()
                ? change.minus(Duration.ofMinutes(random.nextInt(36 * 60)))
                : change.plus(Duration.ofMinutes(random.nextInt(200 * 24 * 60)));
    }

    private static ContactPolicy randomPolicy(Random random, Instant moment) {
        List<ZoneId> zones = List.of(PARIS, ZoneId.of("UTC"), ZoneId.of("Australia/Lord_Howe"));
        LocalDate today = LocalDate.ofInstant(moment, PARIS);
        var week = new EnumMap<DayOfWeek, List<TimeWindow>>(DayOfWeek.class);
        Stream.of(DayOfWeek.values())
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(day -> week.put(day, randomIntervals(random)));
        var exceptions = new HashMap<LocalDate, List<TimeWindow>>();
        IntStream.range(-1, 5)
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(days -> exceptions.put(today.plusDays(days), randomIntervals(random)));
        int holiday = random.nextInt(1, 29);
        var holidays = new Holidays(day -> day.getDayOfMonth() == holiday, randomIntervals(random));
        return new ContactPolicy(
                zones.get(random.nextInt(zones.size())),
                new OpeningHours(week, exceptions, holidays),
                randomOutboundHours(random));
    }

    private static List<TimeWindow> randomIntervals(Random random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(_ -> new TimeWindow(randomTime(random), randomTime(random)))
                .toList();
    }

    private static OutboundHours randomOutboundHours(Random random) {
        LocalTime from = randomTime(random);
        LocalTime until = random.nextBoolean() ? randomTime(random) : LocalTime.MIDNIGHT;
        return until.isAfter(from) ? new OutboundHours(from, until) : new OutboundHours(from, LocalTime.MIDNIGHT);
    }

    /// A random time of day. Half of them are in the hours in which clocks change.
    private static LocalTime randomTime(Random random) {
        return LocalTime.of(random.nextInt(random.nextBoolean() ? 4 : 24), random.nextInt(60));
    }

    private static ContactPolicy policy(OpeningHours openingHours, OutboundHours outboundHours) {
        return new ContactPolicy(PARIS, openingHours, outboundHours);
    }

    private static OpeningHours everyDay(String start, String end) {
        var week = new EnumMap<DayOfWeek, List<TimeWindow>>(DayOfWeek.class);
        Stream.of(DayOfWeek.values()).forEach(day -> week.put(day, List.of(interval(start, end))));
        return new OpeningHours(Map.copyOf(week));
    }

    private static Instant paris(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(PARIS).toInstant();
    }
}
