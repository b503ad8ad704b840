package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationOnDisk;

/// A person with access to the machine removes entries from the end of the audit log. Each run of the engine here
/// is a segment of the log with one entry.
class ShortenedAuditLogTest {

    private static final String UNSEALED = "0199aaaa-0000-7000-8000-000000000001";

    private Path directory;
    private InstallationOnDisk installation;

    @BeforeEach
    void writeTwoSegments(@TempDir Path work) {
        directory = work;
        installation = new InstallationOnDisk(work);
        runEngine();
        runEngine();
    }

    @Test
    void logWithoutItsLastSegmentKeepsTheArchiveClosed() {
        deleteSegmentsFrom(1);

        assertFalse(RecordsOnDisk.opens(installation));
        assertFalse(RecordsOnDisk.opens(installation), "the first attempt left the evidence");
    }

    @Test
    void missingLogKeepsTheArchiveClosed() {
        deleteTree(installation.path("state/audit"));

        assertFalse(RecordsOnDisk.opens(installation));
    }

    @Test
    void logAndKeyStoreOfYesterdayDoNotAgreeWithTheDatabase() {
        copyTree("state/audit", "yesterday/audit");
        copyTree("state/keys", "yesterday/keys");
        runEngine();
        restore("yesterday/audit", "state/audit");
        restore("yesterday/keys", "state/keys");

        assertFalse(RecordsOnDisk.opens(installation));
        assertEquals(
                1,
                CommandResult.verifyAuditLog(installation).exitCode(),
                "the engine told the key store what the database has");
    }

    @Test
    void logAndDatabaseOfYesterdayDoNotAgreeWithTheKeyStore() {
        copyTree("state", "yesterday");
        runEngine();
        copyTree("state/keys", "keys");
        restore("yesterday", "state");
        restore("keys", "state/keys");

        assertFalse(RecordsOnDisk.opens(installation));
    }

    @Test
    void wholeStateOfYesterdayDoesNotAgreeWithTheWitnessFile() {
        nameWitnessFile();
        runEngine();
        copyTree("state", "yesterday");
        runEngine();
        restore("yesterday", "state");

        var result = CommandResult.verifyAuditLog(installation);

        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("bad: checkpoint 3: missing"), result.output());
        assertFalse(RecordsOnDisk.opens(installation));
    }

    @Test
    void wholeStateOfYesterdayIsNotNoticedWithoutAWitnessFile() {
        copyTree("state", "yesterday");
        runEngine();
        restore("yesterday", "state");

        assertTrue(RecordsOnDisk.opens(installation));
    }

    @Test
    void witnessFileThatIsNotMountedKeepsNothingClosed() {
        nameWitnessFile();
        runEngine();
        deleteTree(directory.resolve("witness"));

        assertTrue(RecordsOnDisk.opens(installation));
        assertEquals(0, CommandResult.verifyAuditLog(installation).exitCode());
    }

    @Test
    void lossThatTheOperatorAcceptsIsEnteredInTheLog() throws IOException {
        deleteSegmentsFrom(1);
        installation.change("audit-log: state/audit\n", "audit-log: state/audit\n  accepted-audit-entries: 1\n");

        assertTrue(RecordsOnDisk.opens(installation));
        assertTrue(RecordsOnDisk.opens(installation), "the log is longer than that now");
        try (var files = Files.list(installation.path("state/audit"))) {
            assertEquals(
                    1,
                    files.filter(file -> read(file).contains("LOG_LOSS_ACCEPTED"))
                            .count());
        }
    }

    @Test
    void otherLossThanTheAcceptedOneKeepsTheArchiveClosed() {
        deleteSegmentsFrom(0);
        installation.change("audit-log: state/audit\n", "audit-log: state/audit\n  accepted-audit-entries: 1\n");

        assertFalse(RecordsOnDisk.opens(installation));
    }

    @Test
    void verifierFindsThatTheLastSegmentIsMissing() {
        assertEquals(0, CommandResult.verifyAuditLog(installation).exitCode());
        deleteSegmentsFrom(1);

        var result = CommandResult.verifyAuditLog(installation);

        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("bad: checkpoint 1: missing"), result.output());
    }

    @Test
    void verifierFindsThatTheLogIsMissing() {
        deleteTree(installation.path("state/audit"));

        var result = CommandResult.verifyAuditLog(installation);

        assertEquals(1, result.exitCode());
        assertTrue(result.out().contains("bad: the log is missing"), result.output());
    }

    @Test
    void verifierNamesARecordingWithoutAnEntryOfItsSealing() throws IOException {
        Path recording =
                Files.createDirectories(installation.path("state/recordings")).resolve(UNSEALED + ".prec");
        Files.writeString(recording, "sealed audio");
        assertEquals(0, CommandResult.verifyAuditLog(installation).exitCode(), "it may be in progress");
        Files.setLastModifiedTime(recording, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));

        var result = CommandResult.verifyAuditLog(installation);

        assertEquals(1, result.exitCode());
        assertTrue(
                result.out().contains("bad: recording " + UNSEALED + " has no entry of its sealing"), result.output());
    }

    @Test
    void programPrintsTheResultOfTheVerificationBeforeItEnds() throws IOException, InterruptedException {
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "audit",
                        "verify",
                        "--config",
                        installation.path("permanence.yaml").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, program.waitFor(), output);
        assertTrue(output.contains("whole: 2 entries"), output);
    }

    /// Opens the records, makes one entry, and closes them.
    private void runEngine() {
        try (var records = RecordsOnDisk.open(installation.settings())) {
            records.enterListing(new PracticeId("les-lilas"));
        }
    }

    private void nameWitnessFile() {
        directory.resolve("witness").toFile().mkdir();
        installation.change(
                "audit-log: state/audit\n",
                "audit-log: state/audit\n  audit-witness-file: " + directory.resolve("witness/checkpoint") + "\n");
    }

    private void deleteSegmentsFrom(int entry) {
        try (var files = Files.list(installation.path("state/audit"))) {
            files.filter(file -> file.getFileName().toString().matches("\\d{20}\\..*"))
                    .filter(file -> Long.parseLong(file.getFileName().toString().substring(0, 20)) >= entry)
                    .forEach(ShortenedAuditLogTest::delete);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void copyTree(String from, String to) {
        Path source = installation.path(from);
        try (var files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = installation.path(to).resolve(source.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void restore(String from, String to) {
        deleteTree(installation.path(to));
        copyTree(from, to);
    }

    private static void deleteTree(Path root) {
        try (var files = Files.walk(root)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            deepestFirst.forEach(ShortenedAuditLogTest::delete);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
