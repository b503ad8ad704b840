package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.PARIS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.SteppedClock;

/// The audit log of an installation at the end of its retention period.
class ExpiredAuditLogTest {

    private final SteppedClock clock = new SteppedClock();
    private final Instant firstDay = clock.instant();
    private InstallationOnDisk installation;

    /// Each run of the engine writes one segment.
    @BeforeEach
    void writeTwoSegments(@TempDir Path work) {
        installation = new InstallationOnDisk(work);
        runEngine();
        runEngine();
    }

    @Test
    void segmentStaysUntilThePeriodOfTheSettingsIsOver() {
        installation.change("  audit-log: 365\n", "  audit-log: 400\n");

        moveTo(firstDay, 400);
        runEngine();
        assertTrue(Files.exists(firstSegment()), "its last day has not ended");
        clock.advance(Duration.ofSeconds(1));
        runEngine();

        assertFalse(Files.exists(firstSegment()));
    }

    @Test
    void segmentIsGoneAfterAYearAndTheVerifierIsContent() {
        moveTo(firstDay, 365);
        runEngine();
        assertTrue(Files.exists(firstSegment()), "its last day has not ended");
        clock.advance(Duration.ofSeconds(1));
        runEngine();

        assertFalse(Files.exists(firstSegment()));
        CommandResult verified = CommandResult.verifyAuditLog(installation);
        assertEquals(0, verified.exitCode(), verified.output());
        runEngine(); // The checkpoints kept elsewhere agree with the rest.
    }

    private Path firstSegment() {
        return installation.path("state/audit/00000000000000000000.entries");
    }

    /// The last second of the last of these days.
    private void moveTo(Instant from, int days) {
        Instant midnight = LocalDate.ofInstant(from, PARIS)
                .plusDays(days + 1L)
                .atStartOfDay(PARIS)
                .toInstant();
        clock.advance(Duration.between(clock.instant(), midnight.minusSeconds(1)));
    }

    /// Opens the records, makes one entry, deletes what is expired, and closes them.
    private void runEngine() {
        try (var records = RecordsOnDisk.open(installation.settings(), clock)) {
            records.enterListing(new PracticeId("les-lilas"));
            records.applyRetention();
        }
    }
}
