package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "DTSTART;TZID=Romance Standard Time:20261224T140000 | event 1: TZID: \"Romance Standard Time\" (expected: a"
                        + " time zone such as Europe/Paris)",
                "DTSTART:20261224T140000~DTEND:20261224T130000 | event 1: DTEND: before its start",
                "DTSTART:20261224T140000~DTEND;VALUE=DATE:20261225 | event 1: DTEND: a day and a time",
                "DTSTART:20261224T140000~DURATION:two hours | event 1: DURATION: unreadable",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=SECONDLY | event 1: RRULE: within a day",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=YEARLY;BYHOUR=1,2,3 | event 1: RRULE: within a day",
                "DTSTART;VALUE=DATE:20261224~RRULE:FREQ=NEVER | RRULE unreadable",
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
    void eventOutsideOpeningHoursOrOfNoDurationChangesNothing() {
        assertEquals(List.of(), closures("DTSTART:20261224T190000\nDTEND:20261224T230000"));
        assertEquals(List.of(), closures("DTSTART:20261226T100000\nDTEND:20261226T110000"), "a Saturday");
        assertEquals(List.of(), closures("DTSTART:20261224T100000"));
        assertEquals(List.of(), closures("DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED"));
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
