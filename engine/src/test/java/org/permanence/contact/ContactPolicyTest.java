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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.OpeningHours.Holidays;
import org.permanence.practice.OutboundHours;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.SamplePractices;
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

    @ParameterizedTest
    @CsvSource({
        "+33612345678, 08:00, 21:00", // Metropolitan France
        "+262262161234, 05:00, 18:00", // Réunion, UTC+4
        "+262269601234, 06:00, 19:00", // Mayotte, UTC+3
        "+262692123456, 06:00, 18:00", // Mobile numbers of both begin alike: the hours of both
        "+590690001234, 13:00, 02:00", // Guadeloupe, UTC-4
        "+596696201234, 13:00, 02:00", // Martinique, UTC-4
        "+594694201234, 12:00, 01:00", // French Guiana, UTC-3
        "+508551234, 12:00, 01:00", // Saint Pierre and Miquelon, UTC-3 in winter
        "+687751234, 22:00, 11:00", // New Caledonia, UTC+11
        "+681821234, 21:00, 10:00", // Wallis and Futuna, UTC+12
        "+68940412345, 19:00, 08:00", // A landline of Tahiti, UTC-10
        "+68987412345, 19:00, 07:00" // Mobile numbers of all French Polynesia, UTC-10 to UTC-9
    })
    void case2TheOutboundHoursAreThoseOfTheNumbersZone(String number, LocalTime from, LocalTime until) {
        var policy = ContactPolicy.of(
                SamplePractices.LES_LILAS.withHours(everyDay("00:00", "00:00")),
                OutboundHours.DEFAULT,
                PhoneNumber.parse(number));

        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant moment = paris("2026-11-23T00:00").plusSeconds(minute * 60L);
            LocalTime inParis = moment.atZone(PARIS).toLocalTime();
            boolean allowed = from.isBefore(until)
                    ? !inParis.isBefore(from) && inParis.isBefore(until)
                    : !inParis.isBefore(from) || inParis.isBefore(until);
            assertEquals(allowed, policy.mayCallAt(moment), inParis.toString());
        }
    }

    @Test
    void case2NumberOfSeveralZonesIsCalledOnlyWhenAllAllowIt() {
        var policy = ContactPolicy.of(
                SamplePractices.LES_LILAS.withHours(everyDay("00:00", "00:00")),
                OutboundHours.DEFAULT,
                PhoneNumber.parse("+79161234567")); // Anywhere from Kaliningrad to Kamchatka.

        assertTrue(policy.patientZones().contains(ZoneId.of("Asia/Kamchatka")));
        assertFalse(policy.mayCallAt(Instant.parse("2026-11-23T05:59:00Z")), "7:59 in Kaliningrad");
        assertTrue(policy.mayCallAt(Instant.parse("2026-11-23T06:00:00Z")));
        assertTrue(policy.mayCallAt(Instant.parse("2026-11-23T08:59:00Z")));
        assertFalse(policy.mayCallAt(Instant.parse("2026-11-23T09:00:00Z")), "21:00 in Kamchatka");
        assertEquals(Instant.parse("2026-11-24T06:00:00Z"), policy.nextCallTime(Instant.parse("2026-11-23T09:00:00Z")));
    }

    @Test
    void case2NumberOfAnUnknownZoneCountsAsOneOfThePractices() {
        var policy = ContactPolicy.of(
                SamplePractices.LES_LILAS.withHours(everyDay("00:00", "00:00")),
                OutboundHours.DEFAULT,
                PhoneNumber.parse("+88312345678901")); // No country: an international network.

        assertEquals(Set.of(PARIS), policy.patientZones());
    }

    @Test
    void nextCallTimeIsTheFirstAtWhichThePracticeIsOpenAndThePatientAwake() {
        var policy = new ContactPolicy(
                PARIS, everyDay("09:00", "18:00"), OutboundHours.DEFAULT, Set.of(ZoneId.of("America/Martinique")));

        assertEquals(paris("2026-11-23T13:00"), policy.nextCallTime(paris("2026-11-23T09:00")));
        assertEquals(paris("2026-11-24T13:00"), policy.nextCallTime(paris("2026-11-23T18:00")));
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
            Instant minute = next;
            if (policy.openingHours().isOpenAt(minute.atZone(policy.zone()))
                    && policy.patientZones().stream()
                            .allMatch(zone -> policy.outboundHours()
                                    .allows(minute.atZone(zone).toLocalTime()))) {
                return minute;
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
                randomOutboundHours(random),
                randomPatientZones(random));
    }

    private static Set<ZoneId> randomPatientZones(Random random) {
        List<ZoneId> zones = List.of(
                PARIS, ZoneId.of("Indian/Reunion"), ZoneId.of("America/Miquelon"), ZoneId.of("Australia/Lord_Howe"));
        return random.ints(1 + random.nextInt(2), 0, zones.size())
                .mapToObj(zones::get)
                .collect(Collectors.toSet());
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
        return new ContactPolicy(PARIS, openingHours, outboundHours, Set.of(PARIS));
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
