package org.permanence.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.Line;
import org.permanence.practice.ClosingPolicy;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.Language;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Overflow;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;
import org.permanence.practice.TeamId;
import org.permanence.practice.TransferRules;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;

/// The practices of the files, as calls see them.
class PracticeRegistryTest {

    private static final String OVERFLOW = "  overflow:\n    team: south\n    after: 45s";
    private static final String IN_THE_SOUTH = "team: south\n    practices: [les-lilas]\n    languages: [fr, en]";

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
    }

    @Test
    void unknownNamesAndNumbersFindNothing() {
        var settings = installation.settings();

        assertEquals(
                Optional.empty(), PracticeRegistries.withoutOverrides(settings).findByNumber(Fixtures.PORT_ROYAL_DID));
        assertEquals(
                Optional.empty(), PracticeRegistries.withoutOverrides(settings).find(new PracticeId("les-roses")));
    }

    @Test
    void practiceIsFoundByEachOfItsNumbersAndByItsName() {
        installation.changePractice("numbers: [\"+33199000001\"]", "numbers: [\"+33199000001\", \"+33199000002\"]");
        var registry = PracticeRegistries.withoutOverrides(installation.settings());

        Practice practice = registry.find(new PracticeId("les-lilas")).orElseThrow();

        assertEquals(Optional.of(practice), registry.findByNumber(Fixtures.LES_LILAS_DID));
        assertEquals(Optional.of(practice), registry.findByNumber(Fixtures.PORT_ROYAL_DID));
    }

    @Test
    void unreadMessagesRingTheOnCallLinesIfTheFileSaysSo() {
        assertFalse(PracticeRegistries.withoutOverrides(installation.settings())
                .findByNumber(Fixtures.LES_LILAS_DID)
                .orElseThrow()
                .messages()
                .alertsOnCall());
        installation
                .changePractice("unread-action: alarm", "unread-action: ring-on-call")
                .changePractice("09:00 -> fallback-lines", "09:00 -> on-call")
                .changePractice("\nmessages:", "\non-call: {backup-lines: [doctor-martin]}\nmessages:");

        var registry = PracticeRegistries.withoutOverrides(installation.settings());

        Practice practice = registry.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow();
        assertTrue(practice.messages().alertsOnCall());
        assertEquals(Optional.of(Fixtures.LES_LILAS_DID), registry.numberOf(practice.id()));
    }

    @Test
    void practiceHasTheRulesOfItsFile() {
        installation
                .change("teams:\n", "teams:\n  south: {}\n")
                .change("team: centre\n    practices: [les-lilas]\n    languages: [fr, en]", IN_THE_SOUTH)
                .changePractice("language: fr", "language: en")
                .changePractice("emergency-ring-timeout: 15s", "emergency-ring-timeout: 17s")
                .changePractice("transfer-lines: [doctor-martin]", "transfer-lines: [back-office, doctor-martin]")
                .changePractice("transfer-ring-timeout: 20s", "transfer-ring-timeout: 12s")
                .changePractice("after-transfer: stop", "after-transfer: continue")
                .changePractice("when-closed: false", "when-closed: true")
                .changePractice("max-length: 2m", "max-length: 90s")
                .changePractice("unread-after: 4h", "unread-after: 30m")
                .changePractice("limit: 50", "limit: 7")
                .changePractice("max-wait: 10m", "max-wait: 3m")
                .changePractice("announce-position-every: 30s", "announce-position-every: 0s")
                .changePractice("announce-wait-estimate: true", "announce-wait-estimate: false")
                .changePractice("reject-faxes: true", "reject-faxes: false")
                .changePractice(
                        "  # overflow:\n  #   team: south\n  #   # How long a caller must have waited. Default: 60s.\n  #   after: 60s",
                        OVERFLOW)
                .changePractice("promote-after: 3m", "promote-after: 90s")
                .changePractice("fairness-spacing: 10s", "fairness-spacing: 4s")
                .changePractice("service-level-threshold: 20s", "service-level-threshold: 25s");

        Practice practice = PracticeRegistries.withoutOverrides(installation.settings())
                .findByNumber(Fixtures.LES_LILAS_DID)
                .orElseThrow();

        assertEquals(new TeamId("centre"), practice.team());
        assertEquals(Language.EN, practice.language());
        assertEquals(ZoneId.of("Europe/Paris"), practice.zone());
        assertEquals(
                List.of(new Line("doctor-martin"), new Line("back-office")),
                practice.emergency().lines());
        assertEquals(Duration.ofSeconds(17), practice.emergency().ringTimeout());
        assertEquals(
                new TransferRules(
                        List.of(new Line("back-office"), new Line("doctor-martin")),
                        Duration.ofSeconds(12),
                        Set.of(new Line("back-office"), new Line("doctor-martin"))),
                practice.transfers());
        assertTrue(practice.recordings().afterTransfer());
        assertFalse(practice.intake().refusesFaxes());
        assertEquals(
                new MessageRules(true, false, Duration.ofSeconds(90), Duration.ofMinutes(30)), practice.messages());
        assertEquals(
                new QueueRules(
                        7,
                        Duration.ofMinutes(3),
                        Duration.ZERO,
                        false,
                        Duration.ofSeconds(25),
                        new FairnessRules(Duration.ofSeconds(90), Duration.ofSeconds(4)),
                        Optional.of(new Overflow(new TeamId("south"), Duration.ofSeconds(45))),
                        Optional.empty()),
                practice.queue());
    }

    @Test
    void practiceHasTheHolidaysAndDatesOfItsFile() {
        installation
                .changePractice("# holidays:\n#   zone: fr", "holidays:\n  zone: fr")
                .changePractice("# exceptional-hours:\n#   2026-12-24", "exceptional-hours:\n  2026-12-24")
                .changePractice("#   2027-08-01..2027-08-15", "  2027-08-01..2027-08-15")
                .changePractice("stop-admitting-before: 0s", "stop-admitting-before: 10m")
                .changePractice("routine-callers-in-queue: keep", "routine-callers-in-queue: release");
        var practice = PracticeRegistries.withoutOverrides(installation.settings())
                .findByNumber(Fixtures.LES_LILAS_DID)
                .orElseThrow();

        assertTrue(isOpen(practice, LocalDate.of(2026, 12, 24), "11:00"));
        assertFalse(isOpen(practice, LocalDate.of(2026, 12, 24), "15:00"), "a half-day");
        assertFalse(isOpen(practice, LocalDate.of(2026, 12, 25), "11:00"), "Christmas");
        assertTrue(isOpen(practice, LocalDate.of(2026, 12, 28), "11:00"));
        assertFalse(isOpen(practice, LocalDate.of(2027, 8, 9), "11:00"), "the practice is on holiday");
        assertTrue(isOpen(practice, LocalDate.of(2027, 8, 16), "11:00"));
        assertEquals(new ClosingPolicy(Duration.ofMinutes(10), true), practice.closing());
    }

    @Test
    void numberMayHaveItsOwnHoursWithinThePracticesHolidays() {
        installation
                .changePractice("numbers: [\"+33199000001\"]", "numbers: [\"+33199000001\", \"+33199000002\"]")
                .changePractice(
                        "# opening-hours-by-number:\n#   \"+33199000001\":",
                        "opening-hours-by-number:\n  \"+33199000002\":")
                .changePractice("#     saturday: [\"08:00-12:00\"]", "    saturday: [\"08:00-12:00\"]")
                .changePractice("# holidays:\n#   zone: fr", "holidays:\n  zone: fr");
        var registry = PracticeRegistries.withoutOverrides(installation.settings());
        var usual = registry.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow();
        var other = registry.findByNumber(Fixtures.PORT_ROYAL_DID).orElseThrow();
        var saturday = LocalDate.of(2026, 11, 21);

        assertFalse(isOpen(usual, saturday, "09:00"));
        assertTrue(isOpen(other, saturday, "09:00"));
        assertFalse(isOpen(other, saturday, "12:00"));
        assertTrue(isOpen(usual, saturday.plusDays(2), "09:00"), "Monday");
        assertFalse(isOpen(other, saturday.plusDays(2), "09:00"), "the number has only its own hours");
        assertFalse(isOpen(other, LocalDate.of(2027, 12, 25), "09:00"), "a Saturday, and Christmas");
        assertEquals(usual.id(), other.id());
        assertEquals(Optional.of(usual), registry.find(usual.id()));
    }

    @Test
    void practiceIsOpenInTheHoursOfItsFile() {
        var practice = PracticeRegistries.withoutOverrides(installation.settings())
                .findByNumber(Fixtures.LES_LILAS_DID)
                .orElseThrow();
        var monday = LocalDate.of(2026, 11, 16);
        assertEquals(DayOfWeek.MONDAY, monday.getDayOfWeek());

        assertTrue(isOpen(practice, monday, "08:00"));
        assertFalse(isOpen(practice, monday, "12:00"));
        assertTrue(isOpen(practice, monday, "18:59"));
        assertFalse(isOpen(practice, monday.plusDays(2), "15:00"), "Wednesday afternoon");
        assertFalse(isOpen(practice, monday.plusDays(5), "10:00"), "a missing day is closed");
    }

    private static boolean isOpen(Practice practice, LocalDate day, String time) {
        return practice.isOpenAt(
                day.atTime(LocalTime.parse(time)).atZone(practice.zone()).toInstant());
    }
}
