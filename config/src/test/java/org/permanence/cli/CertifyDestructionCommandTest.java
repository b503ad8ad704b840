package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.lab.LabPerson;
import org.permanence.management.IdleApis.PracticeParts;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.SteppedClock;
import org.permanence.verify.VerifyCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `permanence audit certify-destruction`, on a management port with real records and their audit log.
class CertifyDestructionCommandTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InstallationOnDisk installation;
    private Path file;

    @BeforeEach
    void createInstallation(@TempDir Path work) {
        installation = new InstallationOnDisk(work);
        file = work.resolve("certificate.json");
    }

    @Test
    void damagedAuditLogGivesNoCertificateAndNamesTheVerifier() throws IOException {
        var output = runWithEngine(log -> {
            logExpiredRecording(log);
            damage(installation.settings().archive().audit().getFirst());
        });

        assertTrue(
                output.matches("permanence: audit log: .*expected: a whole log; run: permanence audit verify\\)\n"),
                output);
        assertFalse(Files.exists(file));
    }

    @Test
    void certificateIsLoggedBeforeItIsWrittenAndVerifies() throws IOException {
        var output = runWithEngine(CertifyDestructionCommandTest::logExpiredRecording);

        assertTrue(
                output.startsWith("wrote 1 destruction to " + file + "\nwarning: " + file + " is not encrypted"),
                output);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        JsonNode certificate = JSON.readTree(Files.readString(file));
        assertEquals("rec-1", certificate.at("/destroyed/0/name").asString());
        Path log = installation.settings().archive().audit().getFirst();
        Path note = Files.writeString(
                file.resolveSibling("note"), certificate.at("/proof/note").asString());
        var verified = new ByteArrayOutputStream();
        int status = VerifyCommand.run(
                List.of(
                        log.toString(),
                        "--key",
                        log + ".key",
                        "--known",
                        note.toString(),
                        "--inclusion",
                        certificate.at("/destroyed/0/entry").asString()),
                new PrintStream(verified, true, StandardCharsets.UTF_8),
                InstantSource.system());
        assertEquals(0, status, verified.toString(StandardCharsets.UTF_8));
        assertTrue(entries(log).stream()
                .anyMatch(line -> line.contains("\"LOG_EXPORTED\"")
                        && line.contains("\"practice\":\"les-lilas\"")
                        && line.contains("\"actor\":\"doctor-les-lilas\"")));
    }

    private interface EngineHistory {
        void write(AuditLog log) throws IOException;
    }

    /// The output of the command while an engine with this history runs.
    private String runWithEngine(EngineHistory history) throws IOException {
        try (var served = ServedInstallation.open(installation, new SteppedClock(), PracticeParts::idle)) {
            AuditLog log = served.records().auditLog();
            served.people().session(LabPerson.doctor("les-lilas"));
            history.write(log);
            log.checkpoint();
            return served.runAs(
                            LabPerson.doctor("les-lilas"),
                            List.of(
                                    "audit",
                                    "certify-destruction",
                                    "les-lilas",
                                    "--purpose",
                                    "hcompl",
                                    "--out",
                                    file.toString()))
                    .output();
        }
    }

    private static void logExpiredRecording(AuditGate log) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, "rec-1");
        var request = AuditRequest.of(AccessRequest.ENGINE, Action.RECORDING_EXPIRED, LILAS, object);
        log.close(log.open(request), AuditGate.Outcome.SUCCEEDED);
        var _ = log.open(request); // Also makes the entry before it durable.
    }

    private static void damage(Path log) throws IOException {
        Path entries = segment(log);
        byte[] bytes = Files.readAllBytes(entries);
        bytes[bytes.length / 2] ^= 1;
        Files.write(entries, bytes);
    }

    private static List<String> entries(Path log) throws IOException {
        return Files.readAllLines(segment(log));
    }

    private static Path segment(Path log) throws IOException {
        try (var files = Files.list(log)) {
            return files.filter(named -> named.toString().endsWith(".entries"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
