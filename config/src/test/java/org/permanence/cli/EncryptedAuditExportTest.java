package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.lab.LabPerson;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// What `permanence audit` writes with `--to`, opened by its recipient with the free `age` tool.
class EncryptedAuditExportTest {

    private static final String RECORDING = "rec-1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Path directory;
    private ServedInstallation installation;

    @BeforeEach
    void openWithAnExpiredRecording(@TempDir Path work) {
        AgeTool.assumeInstalled();
        directory = work;
        installation = ServedInstallation.open(work, new SteppedClock());
        logExpired(installation.records().auditLog());
    }

    @AfterEach
    void close() {
        if (installation != null) {
            installation.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"export, /resourceType, AuditEvent", "certify-destruction les-lilas, /destroyed/0/name, rec-1"})
    void whatIsWrittenIsForTheOwnerOfTheKey(String command, String pointer, String value) throws Exception {
        var authority = AgeTool.identity(directory.resolve("authority"));
        Path file = directory.resolve("log.age");

        var result = run(command, "--to", authority.publicKey(), "--out", file.toString());

        assertEquals(0, result.exitCode(), result.output());
        assertEquals("", result.err(), "no warning");
        assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(RECORDING), "nothing is left plain");
        byte[] opened = authority.decrypt(file);
        assertEquals(value, documents(opened).getFirst().at(pointer).asString());
        assertTrue(new String(opened, StandardCharsets.UTF_8).contains(RECORDING));
    }

    /// The JSON documents, one after another; each must be whole.
    private static List<JsonNode> documents(byte[] text) {
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        }
    }

    private CommandResult run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(List.of(command.split(" ")));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--purpose", "hcompl"));
        return installation.runAs(LabPerson.AUDITOR, arguments);
    }

    private static void logExpired(AuditLog log) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, RECORDING);
        var request =
                AuditRequest.of(AccessRequest.ENGINE, Action.RECORDING_EXPIRED, new PracticeId("les-lilas"), object);
        log.close(log.open(request), AuditGate.Outcome.SUCCEEDED);
        var _ = log.open(request); // Also makes the entry before it durable.
        log.checkpoint();
    }
}
