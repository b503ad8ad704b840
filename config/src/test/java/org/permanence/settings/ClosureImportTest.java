package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.util.TimeZone;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.practicefile.calendar.CalendarException;
import org.permanence.practicefile.calendar.ClosureImport;
import org.permanence.practicefile.calendar.IcsFile;
import org.permanence.yaml.Name;

/// Imports for a practice that is open on weekdays from 8 to 12 and from 14 to 19 (Wednesday: to 12, Friday: to
/// 18).
class ClosureImportTest {

    private static final LocalDate FROM = LocalDate.of(2026, 12, 1);
    private static final LocalDate TO = LocalDate.of(2028, 12, 1);

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SUMMARY:no start | event 1: DTSTART: missing",
                "DTSTART:yesterday | event 1: time: unreadable",
                "DTSTART;VALUE=DATE:20261340 | event 1: time: unreadable",
                "DTSTART;TZID=Lilas Standard Time:20261224T140000~DURATION:PT1H | TZID: \"Lilas Standard Time\" (expected: a"
                        + " time zone such as Europe/Paris",
                "DTSTART:20261224T140000~DTEND:20261224T130000 | event 1: DTEND: before its start",
                "DTSTART:20261224T140000~DTEND;VALUE=DATE:20261225 | event 1: DTEND: a day and a time",
                "DTSTART:20261224T140000~DURATION:two hours | event 1: DURATION: unreadable",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=SECONDLY | event 1: RRULE: within a day",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=YEARLY;BYHOUR=1,2,3 | event 1: RRULE: within a day",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=NEVER | event 1: RRULE unreadable",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=YEARLY;UNTIL=soon | event 1: RRULE: UNTIL unreadable",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=YEARLY~RRULE:FREQ=DAILY | event 1: RRULE: several",
                "DTSTART;VALUE=DATE:20261224~EXRULE:FREQ=YEARLY | event 1: EXRULE: not understood",
                "DTSTART;VALUE=DATE:20261224~RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261224 | event 1:"
                        + " RECURRENCE-ID: RANGE=THISANDFUTURE not understood",
                "DTSTART;VALUE=DATE:20261224~RDATE;VALUE=DATE:20261227 | event 1: RDATE: not understood"
            })
    void calendarWithAnUnsupportedEventIsRejectedAsAWhole(String event, String expectedMessage) {
        var thrown = assertThrows(CalendarException.class, () -> closures(event.replace('~', '\n')));

        assertTrue(String.valueOf(thrown.getMessage()).startsWith("calendar: " + expectedMessage), thrown.getMessage());
    }

    @Test
    void textThatIsNoCalendarIsRejectedWithItsLine() {
        var thrown = assertThrows(CalendarException.class, () -> read("BEGIN:VCALENDAR\nhello\n"));

        assertTrue(String.valueOf(thrown.getMessage()).matches("calendar: line [0-9]+ unreadable .*"));
    }

    @Test
    void calendarWithTooManyEventsIsRejected() {
        String event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nEND:VEVENT\n";
        String many = event.repeat(IcsFile.MAX_EVENTS + 1);

        assertThrows(CalendarException.class, () -> read("BEGIN:VCALENDAR\n" + many + "END:VCALENDAR\n"));
    }

    @Test
    void eventEndingDuringOvernightHoursIsRejected() {
        installation.changePractice("friday: [\"08:00-12:00\", \"14:00-18:00\"]", "friday: [\"22:00-06:00\"]");

        var thrown =
                assertThrows(CalendarException.class, () -> closures("DTSTART:20261204T230000\nDTEND:20261205T010000"));

        assertTrue(String.valueOf(thrown.getMessage()).contains("within the night of 2026-12-04"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;VALUE=DATE:20261224|2026-12-24: []",
                "DTSTART;VALUE=DATE:20261224~DTEND;VALUE=DATE:20261225|2026-12-24: []",
                "DTSTART;VALUE=DATE:20261224~DTEND;VALUE=DATE:20261224|2026-12-24: []",
                "DTSTART;VALUE=DATE:20261224~DURATION:P1D|2026-12-24: []",
                "DTSTART;VALUE=DATE:20261224~DURATION:P2W|2026-12-24..2027-01-06: []",
                "DTSTART;VALUE=DATE:20270801~DTEND;VALUE=DATE:20270816|2027-08-01..2027-08-15: []"
            })
    void endOfAnAllDayEventIsExclusiveUnlessItEqualsTheStart(String event, String line) {
        assertEquals(List.of(line), closures(event.replace('~', '\n')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DTSTART:20261224T100000~DTEND:20261224T150000|2026-12-24: [\"08:00-10:00\", \"15:00-19:00\"]",
                "DTSTART;TZID=Europe/Paris:20261224T120000~DTEND;TZID=Europe/Paris:20261224T200000|2026-12-24:"
                        + " [\"08:00-12:00\"]",
                "DTSTART:20261224T140000Z~DURATION:PT1H|2026-12-24: [\"08:00-12:00\", \"14:00-15:00\", \"16:00-19:00\"]",
                "DTSTART;TZID=Indian/Reunion:20261224T110000~DTEND;TZID=Indian/Reunion:20261224T150000|2026-12-24:"
                        + " [\"14:00-19:00\"]",
                "DTSTART:20261224T000000~DTEND:20261225T000000|2026-12-24: []"
            })
    void eventOfSomeHoursKeepsTheRemainingHoursInThePracticeTimeZone(String event, String line) {
        assertEquals(List.of(line), closures(event.replace('~', '\n')));
    }

    @Test
    void eventOutsideOpeningHoursChangesNothing() {
        assertEquals(List.of(), closures("DTSTART:20261224T190000\nDTEND:20261224T230000"));
        assertEquals(List.of(), closures("DTSTART:20261226T100000\nDTEND:20261226T110000"), "a Saturday");
        assertEquals(List.of(), closures("DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED"));
    }

    /// By RFC 5545, 3.6.1, an event with a time and without DTEND and DURATION ends when it starts.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART:20261224T100000",
                "DTSTART;TZID=Europe/Paris:20261224T100000\nDTEND;TZID=Europe/Paris:20261224T100000",
                "DTSTART:20261224T090000Z\nDURATION:PT0S",
                "DTSTART:20201224T100000\nRRULE:FREQ=YEARLY"
            })
    void eventThatEndsWhenItStartsClosesNothingAndIsReportedByName(String event) {
        var read = read(calendar("DTSTART;VALUE=DATE:20261228", event));

        assertEquals(List.of("2026-12-28: []"), read.lines());
        assertEquals(
                List.of(new ClosureImport.EventWithoutLength("calendar: event 2", LocalDate.of(2026, 12, 24))),
                read.withoutLength());
    }

    @Test
    void eventWithoutLengthOutsideTheRequestedDaysOrCancelledIsNotReported() {
        var read = read(calendar("DTSTART:20200101T100000", "DTSTART:20261224T100000\nSTATUS:CANCELLED"));

        assertEquals(List.of(), read.withoutLength());
    }

    @Test
    void eventsOfWholeDaysWithoutEndCloseOneDayEach() {
        assertEquals(
                List.of("2026-12-24: []", "2026-12-28: []"),
                closures("DTSTART;VALUE=DATE:20261224", "DTSTART;VALUE=DATE:20261228"));
    }

    @Test
    void yearlyEventIsRepeatedInEachRequestedYear() {
        assertEquals(
                List.of("2026-12-24: []", "2027-12-24: []"),
                closures("DTSTART;VALUE=DATE:20201224\nRRULE:FREQ=YEARLY"));
        assertEquals(
                List.of("2026-12-24: []"),
                closures("DTSTART;VALUE=DATE:20201224\nRRULE:FREQ=YEARLY;UNTIL=20261231T000000Z"));
        assertEquals(List.of("2026-12-24: []"), closures("DTSTART;VALUE=DATE:20201224\nRRULE:FREQ=YEARLY;COUNT=7"));
        assertEquals(
                List.of("2027-12-24: []"),
                closures("DTSTART;VALUE=DATE:20201224\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20261224"));
    }

    @Test
    void movedOccurrenceReplacesTheOriginalOne() {
        String series = "UID:a\nDTSTART:20261202T100000\nDTEND:20261202T110000\nRRULE:FREQ=WEEKLY;COUNT=2";
        String moved = "UID:a\nRECURRENCE-ID:20261209T100000\nDTSTART:20261210T140000\nDTEND:20261210T190000";

        assertEquals(
                List.of("2026-12-02: [\"08:00-10:00\", \"11:00-12:00\"]", "2026-12-10: [\"08:00-12:00\"]"),
                closures(series, moved));
    }

    @Test
    void eventsOfOneDayAreCombined() {
        String early = "DTSTART:20261224T080000\nDTEND:20261224T090000";
        String late = "DTSTART:20261224T180000\nDTEND:20261224T190000";

        assertEquals(List.of("2026-12-24: [\"09:00-12:00\", \"14:00-18:00\"]"), closures(early, late));
        assertEquals(List.of("2026-12-24: []"), closures(early, "DTSTART;VALUE=DATE:20261224", late));
    }

    @Test
    void dateAlreadyInThePracticeFileIsKept() {
        installation.changePractice("# exceptional-hours:\n#   2026-12-24", "exceptional-hours:\n  2026-12-24");

        var read = read(calendar("DTSTART;VALUE=DATE:20261223\nDTEND;VALUE=DATE:20261226"));

        assertEquals(List.of("2026-12-23: []", "2026-12-25: []"), read.lines());
        assertEquals(1, read.alreadyListed());
    }

    @Test
    void printedLinesAreAcceptedByTheReader() {
        String lines = closures(
                        "DTSTART:20261224T100000\nDTEND:20261224T150000",
                        "DTSTART;VALUE=DATE:20270801\nDTEND;VALUE=DATE:20270816")
                .stream()
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining("", "exceptional-hours:\n", "#"));
        installation.changePractice("# exceptional-hours:\n", lines);

        assertEquals(
                16,
                installation
                        .settings()
                        .practiceFile(new Name("les-lilas"))
                        .practice()
                        .hours()
                        .exceptions()
                        .size());
    }

    @Test
    void cancelledOccurrenceOfASeriesStaysOpen() {
        String series = "UID:a\nDTSTART;TZID=Europe/Paris:20261202T080000\nDTEND;TZID=Europe/Paris:20261202T120000\n"
                + "RRULE:FREQ=WEEKLY;COUNT=3";
        String cancelled = "UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20261209T080000\n"
                + "DTSTART;TZID=Europe/Paris:20261209T080000\nDTEND;TZID=Europe/Paris:20261209T120000\nSTATUS:CANCELLED";

        assertEquals(List.of("2026-12-02: []", "2026-12-16: []"), closures(series, cancelled));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20261221|DAILY;UNTIL=20261223T230000Z||2026-12-21..2026-12-24: []",
                "20270802|DAILY;UNTIL=20270805T220000Z;INTERVAL=1||2027-08-02..2027-08-06: []",
                "20261224|YEARLY;UNTIL=20261223T230000Z;BYMONTHDAY=24;BYMONTH=12||2026-12-24: []",
                "20261221|DAILY;COUNT=4|EXDATE:20261222T230000Z|2026-12-21..2026-12-22: []~2026-12-24: []",
                "20261221|DAILY;COUNT=3|EXDATE;VALUE=DATE:20261222,20261223|2026-12-21: []"
            })
    void instantAgainstAWholeDayIsReadInThePracticeTimeZone(String day, String rule, String more, String lines) {
        String event = "DTSTART;VALUE=DATE:" + day + "\nRRULE:FREQ=" + rule + (more == null ? "" : "\n" + more);

        assertEquals(List.of(lines.split("~")), closures(event));
    }

    @Test
    void dateMeansTheOccurrenceOfThatDay() {
        String series = "UID:a\nDTSTART;TZID=Europe/Paris:20261202T080000\nDTEND;TZID=Europe/Paris:20261202T120000\n";
        String moved = "UID:a\nRECURRENCE-ID;VALUE=DATE:20261209\nDTSTART;VALUE=DATE:20261210";

        assertEquals(
                List.of("2026-12-02: []", "2026-12-10: []", "2026-12-16: []"),
                closures(series + "RRULE:FREQ=WEEKLY;UNTIL=20261216", moved));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Europe/Paris\"",
                "Romance Standard Time",
                "\"Romance Standard Time\"",
                "/freeassociation.sourceforge.net/Europe/Paris",
                "W. Europe Standard Time"
            })
    void zoneIsKnownByItsQuotedOrWindowsNameOrAfterAPrefix(String zone) {
        assertEquals(List.of("2026-12-24: [\"08:00-12:00\"]"), closures(afternoonIn(zone)));
    }

    /// In this zone the year has two clock changes, as in Paris.
    @ParameterizedTest
    @ValueSource(strings = {"Customized Time Zone", "Europe/London", "Heure de Paris"})
    void zoneIsFirstWhatTheFileDefines(String zone) {
        String defined = """
                BEGIN:VTIMEZONE
                TZID:%s
                BEGIN:STANDARD
                DTSTART:16011028T030000
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010325T020000
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                END:DAYLIGHT
                END:VTIMEZONE
                """.formatted(zone);
        String summer = "DTSTART;TZID=%1$s:20270804T080000\nDTEND;TZID=%1$s:20270804T100000".formatted(zone);

        assertEquals(
                List.of("2026-12-24: [\"08:00-12:00\"]", "2027-08-04: [\"10:00-12:00\"]"),
                read(calendar(afternoonIn(zone), summer)
                                .replaceFirst("BEGIN:VEVENT", defined.replace("\n", "\r\n") + "BEGIN:VEVENT"))
                        .lines());
    }

    @Test
    void oldEventInAnUnknownZoneDoesNoHarm() {
        String old = "DTSTART;TZID=Lilas Standard Time:20120102T140000\nDTEND;TZID=Lilas Standard Time:20120102T190000";
        String oldSeries = old + "\nRRULE:FREQ=WEEKLY;UNTIL=20121231T000000Z";

        assertEquals(List.of("2026-12-24: []"), closures(old, "DTSTART;VALUE=DATE:20261224", oldSeries));
    }

    @Test
    void everyWindowsNameHasTheZoneOfTheUnicodeTable() {
        Set<String> windows = Arrays.stream(TimeZone.getAvailableIDs())
                .map(TimeZone::getWindowsID)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        assertTrue(windows.size() > 130, "names of Windows");
        windows.forEach(name -> {
            String zone = TimeZone.getIDForWindowsID(name, "001");
            assertEquals(closures(afternoonIn(zone)), closures(afternoonIn(name)), name);
        });
    }

    @Test
    void eventMarkedAsFreeClosesNothingAndIsReported() {
        var read = read(calendar(
                "DTSTART;VALUE=DATE:20261224\nTRANSP:TRANSPARENT",
                "DTSTART;VALUE=DATE:20261228\nTRANSP:OPAQUE",
                "DTSTART;VALUE=DATE:20200101\nTRANSP:TRANSPARENT"));

        assertEquals(List.of("2026-12-28: []"), read.lines());
        assertEquals(List.of(LocalDate.of(2026, 12, 24)), read.markedFree());
    }

    @ParameterizedTest
    @MethodSource
    void calendarIsReadAsProgramsWriteIt(String name, String text) {
        assertEquals(List.of("2026-12-24: []"), read(text).lines(), name);
    }

    static Stream<Arguments> calendarIsReadAsProgramsWriteIt() {
        String plain = calendar("DTSTART;VALUE=DATE:20261224");
        return Stream.of(
                Arguments.of("byte order mark", "\uFEFF" + plain),
                Arguments.of("line feeds only", plain.replace("\r", "")),
                Arguments.of("empty lines and the end mark of DOS", plain + "\r\n\r\n\u001A"),
                Arguments.of(
                        "a line break that is not folded",
                        calendar("DTSTART;VALUE=DATE:20261224\nDESCRIPTION:one\ntwo, not folded: see <b>below</b>")),
                Arguments.of(
                        "lower case",
                        "begin:vcalendar\nversion:2.0\nbegin:vevent\ndtstart;value=date:20261224\nend:vevent\nend:vcalendar\n"),
                Arguments.of(
                        "until the last minute",
                        calendar("DTSTART;TZID=Europe/Paris:20261224T000000\nDTEND;TZID=Europe/Paris:20261224T235900")),
                Arguments.of("an alarm and the extras of vendors", calendar("""
                        DTSTART;VALUE=DATE:20261224
                        BEGIN:VALARM
                        ACTION:DISPLAY
                        TRIGGER;VALUE=DATE-TIME:19760401T005545Z
                        DESCRIPTION:x
                        END:VALARM
                        X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
                        ATTACH;FMTTYPE=text/plain;X-FILENAME="a;b:c.txt":CID:x
                        X-ALT-DESC;FMTTYPE=text/html:<html>a=b;c:d</html>""")));
    }

    @Test
    void everyCalendarOfTheFileIsRead() {
        String both = calendar("DTSTART;VALUE=DATE:20261224") + calendar("DTSTART;VALUE=DATE:20261228");

        assertEquals(List.of("2026-12-24: []", "2026-12-28: []"), read(both).lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"END:VCALENDAR", "END:VEVENT", "TART;VALUE=DATE:20261228"})
    void truncatedCalendarIsRejected(String lost) {
        String whole = calendar("DTSTART;VALUE=DATE:20261224", "DTSTART;VALUE=DATE:20261228");
        String truncated = whole.substring(0, whole.lastIndexOf(lost));

        assertThrows(CalendarException.class, () -> read(truncated));
    }

    @Test
    void moreValuesThanAreKeptAreRejectedNotDropped() {
        String excluded = "\nEXDATE;VALUE=DATE:20261224".repeat(1_001);

        assertThrows(
                CalendarException.class,
                () -> closures("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=DAILY;COUNT=3" + excluded));
    }

    private static String afternoonIn(String zone) {
        return "DTSTART;TZID=%1$s:20261224T140000\nDTEND;TZID=%1$s:20261224T190000".formatted(zone);
    }

    private List<String> closures(String... events) {
        return read(calendar(events)).lines();
    }

    private ClosureImport.Result read(String calendar) {
        return ClosureImport.read(
                calendar,
                installation.settings().practiceFile(new Name("les-lilas")).practice(),
                FROM,
                TO);
    }

    private static String calendar(String... events) {
        String all = IntStream.range(0, events.length)
                .mapToObj(n ->
                        "BEGIN:VEVENT\n" + events[n] + "\nSUMMARY:Fermé\\, congés de toute l'équi\n pe\nEND:VEVENT\n")
                .collect(Collectors.joining());
        return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n" + all + "END:VCALENDAR\n").replace("\n", "\r\n");
    }
}
