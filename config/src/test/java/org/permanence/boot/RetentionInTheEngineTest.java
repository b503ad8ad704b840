package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallId;
import org.permanence.cli.CommandResult;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.JournalEntry;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.lab.LabInstallation;
import org.permanence.practice.PracticeId;
import org.permanence.prompts.PromptPreparation;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.store.JooqJournalStore;
import org.permanence.testing.Fixtures;
import org.permanence.testing.Ports;
import org.permanence.testing.SteppedClock;

/// The real engine, with the real clock, starts on an installation whose data is more than a year old.
class RetentionInTheEngineTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PracticeId LILAS = new PracticeId("les-lilas");

    /// A practice that is not in the settings.
    private static final PracticeId GONE = new PracticeId("rue-haute");

    private static final CallId OLD_CALL = new CallId("old-call");
    private static final CallId NEW_CALL = new CallId("new-call");

    private InstallationOnDisk installation;
    private Path firstSegment;
    private Path pseudonymKey;

    @BeforeEach
    void installationOfTheYearBefore(@TempDir Path work) throws IOException {
        installation = new InstallationOnDisk(work);
        for (String port : List.of("4573", "9573", "5038")) {
            installation.change(port, Integer.toString(Ports.tcp(InetAddress.getLoopbackAddress())));
        }
        firstSegment = installation.path("state/audit/00000000000000000000.entries");
        pseudonymKey = installation.path("state/keys/pseudonyms/rue-haute");
        var clock = new SteppedClock(Instant.now().minus(Duration.ofDays(400)));
        for (int run = 0; run < 2; run++) { // Each run is a segment of the audit log.
            useRecords(clock);
            clock.advance(Duration.ofDays(1));
        }
        writeCall(OLD_CALL, clock.instant());
        writeCall(NEW_CALL, Instant.now());
    }

    @Test
    void expiredDataIsGoneAndTheAuditLogStillVerifies() throws Exception {
        assertTrue(Files.exists(firstSegment) && Files.exists(pseudonymKey));
        InstallationSettings settings = installation.settings();
        Database database = Databases.open(settings.database());
        var journal = new JooqJournalStore(database);
        var prompts = PromptPreparation.prepare(settings, new PrintWriter(Writer.nullWriter()));

        try (var engine = new Engine(settings, prompts, database)) {
            engine.open();
            assertTrue(LabInstallation.eventually(
                    SOON, () -> journal.entries(OLD_CALL).isEmpty() && Files.notExists(firstSegment)));
            assertTrue(Files.notExists(pseudonymKey), "nothing is left of that practice");
            assertEquals(2, journal.entries(NEW_CALL).size());
            assertMetric(settings, "permanence_retention_deleted_total{kind=\"journal\"} 2.0");
            assertMetric(settings, "permanence_retention_deleted_total{kind=\"call-records\"} 1.0");
            assertMetric(settings, "permanence_retention_deleted_total{kind=\"pseudonym-keys\"} 1.0");
            assertMetric(settings, "permanence_retention_deleted_total{kind=\"audit-log\"} 2.0");
        }
        CommandResult verified = CommandResult.verifyAuditLog(installation);
        assertEquals(0, verified.exitCode(), verified.output());
    }

    /// An auditor lists the recordings of a practice, and a caller of another one gets a pseudonym.
    private void useRecords(SteppedClock clock) {
        try (var records = RecordsOnDisk.open(installation.settings(), clock)) {
            records.enterListing(LILAS);
            var _ = records.pseudonym(GONE, Fixtures.CALLER);
        }
    }

    private void writeCall(CallId call, Instant at) {
        try (Database database = Databases.open(installation.settings().database())) {
            new JooqJournalStore(database)
                    .write(List.of(
                            new JournalEntry(call, LILAS, at, CallEvent.ARRIVED, new Detail.Nothing()),
                            new JournalEntry(
                                    call,
                                    LILAS,
                                    at,
                                    CallEvent.ENDED,
                                    new Detail.WithDisposition(Disposition.HANDLED, Optional.empty()))));
        }
    }

    /// The page is written at most once a second.
    private static void assertMetric(InstallationSettings settings, String line) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + settings.management().address() + "/metrics"))
                .header(
                        "Authorization",
                        "Bearer " + settings.management().token().read().text())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertTrue(
                    LabInstallation.eventually(SOON, () -> page(client, request).contains(line + "\n")),
                    () -> page(client, request));
        }
    }

    private static String page(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
