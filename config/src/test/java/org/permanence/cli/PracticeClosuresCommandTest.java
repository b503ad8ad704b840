package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.settings.InstallationOnDisk;

/// `permanence practice closures`: the lines for the practice file on standard output, what is left out on standard
/// error.
class PracticeClosuresCommandTest {

    private final InstallationOnDisk installation;

    PracticeClosuresCommandTest(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void calendarThatIsNotUnderstoodIsRefusedInOneLine() {
        installation.write("closures.ics", """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261223
                END:VEVENT
                END:VCALENDAR
                """);

        var result = closures();

        assertEquals("", result.out());
        assertEquals(
                "permanence: calendar: event 1: DTEND: before its start (expected: an end after its start)\n",
                result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void eventsThatCloseNothingAreReportedBesideTheLines() {
        installation.write("closures.ics", """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261224
                SUMMARY:Mme Martin
                END:VEVENT
                BEGIN:VEVENT
                DTSTART:20261228T100000
                SUMMARY:Mme Martin
                END:VEVENT
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261229
                TRANSP:TRANSPARENT
                END:VEVENT
                END:VCALENDAR
                """);

        var result = closures();

        assertEquals("exceptional-hours:\n  2026-12-24: []\n", result.out());
        assertEquals("""
                not closed, because the calendar marks the events as free (TRANSP:TRANSPARENT): 2026-12-29
                calendar: event 2, 2026-12-28: closes nothing, because it ends when it starts (expected: DTEND or DURATION)
                """, result.err());
        assertEquals(0, result.exitCode());
    }

    private CommandResult closures() {
        return CommandResult.run(
                "practice",
                "closures",
                "les-lilas",
                installation.path("closures.ics").toString(),
                "--from=2026-12-01",
                "--config",
                installation.path("permanence.yaml").toString());
    }
}
