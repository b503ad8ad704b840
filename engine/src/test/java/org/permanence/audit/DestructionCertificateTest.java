package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.SignedNote;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A certificate lists what was destroyed and nothing else, with its proof.
class DestructionCertificateTest {

    private static final PracticeId OTHER = new PracticeId("rue-haute");
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");
    private static final String PSEUDONYM = "0f".repeat(16);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final InMemoryReplica replica = new InMemoryReplica();
    private final SteppedClock clock = new SteppedClock();

    @Test
    void damagedLogGivesNoCertificate() throws IOException {
        write(log -> expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED));
        String name = LogFiles.name(0, LogFiles.ENTRIES);
        byte[] file = replica.read(name);
        file[file.length / 2] ^= 1;
        replica.replaceFile(name, file);

        var refused = assertThrows(AuditException.class, () -> certificate(AuditLogFixture.LES_LILAS));

        assertTrue(
                String.valueOf(refused.getMessage()).endsWith("(expected: a whole log; run: permanence audit verify)"),
                refused.getMessage());
    }

    @Test
    void logSignedByAnotherKeyGivesNoCertificate() {
        write(log -> expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED));
        var others =
                new DestructionCertificate(replica, AuditLogFixture.signer().key());

        assertThrows(AuditException.class, () -> others.certify(AuditLogFixture.LES_LILAS, Instant.EPOCH, FAR_FUTURE));
    }

    @Test
    void entryWithoutACheckpointIsNotCertified() throws IOException {
        try (var log =
                AuditLog.open(AuditLogFixture.settings(1 << 20), List.of(replica), AuditLogFixture.SIGNER, clock)) {
            expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED);
            var _ = log.open(AuditLogFixture.playRequest("rec-1")); // Waits until the result before it is durable.
            log.checkpoint();
            var late = log.open(
                    request(AuditLogFixture.LES_LILAS, Action.RECORDING_EXPIRED, AuditObject.Kind.RECORDING, "rec-2"));

            var refused = assertThrows(AuditException.class, () -> certificate(AuditLogFixture.LES_LILAS));

            assertTrue(
                    String.valueOf(refused.getMessage())
                            .startsWith("audit log: entry " + late.entry() + " is under no checkpoint yet"),
                    refused.getMessage());
        }
    }

    @Test
    void unknownPracticeIsRefused() {
        write(log -> {
            expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED);
            var _ = log.open(request(OTHER, Action.LOG_EXPORTED, AuditObject.Kind.LOG, "audit"));
        });

        var refused = assertThrows(AuditException.class, () -> certificate(OTHER));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("practice: rue-haute (expected: "));
    }

    @Test
    void certificateOmitsOtherPractices() throws IOException {
        write(log -> {
            expire(log, OTHER, "rec-1", AuditGate.Outcome.SUCCEEDED);
            expire(log, AuditLogFixture.LES_LILAS, "rec-2", AuditGate.Outcome.SUCCEEDED);
        });

        assertEquals(List.of("rec-2"), names(certificate(AuditLogFixture.LES_LILAS), "destroyed"));
        assertEquals(List.of("rec-1"), names(certificate(OTHER), "destroyed"));
    }

    @Test
    void failedOrUnfinishedDestructionIsListedAsNotCompleted() throws IOException {
        write(log -> {
            expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.FAILED);
            var _ = log.open(request(
                    AuditLogFixture.LES_LILAS, Action.KEY_DESTROYED, AuditObject.Kind.KEY, "les-lilas/2026-10/1"));
        });

        JsonNode certificate = certificate(AuditLogFixture.LES_LILAS);

        assertEquals(List.of(), names(certificate, "destroyed"));
        assertEquals(List.of("rec-1", "les-lilas/2026-10/1"), names(certificate, "not-completed"));
        assertEquals("FAILED", certificate.at("/not-completed/0/outcome").asString());
        assertEquals("UNKNOWN", certificate.at("/not-completed/1/outcome").asString());
        assertEquals(0, certificate.at("/counts/recordings").asInt());
        assertEquals(2, certificate.at("/counts/not-completed").asInt());
    }

    @Test
    void emptyPeriodGivesAnEmptyList() throws IOException {
        write(log -> log.close(log.open(AuditLogFixture.playRequest("rec-1")), AuditGate.Outcome.SUCCEEDED));

        JsonNode certificate = certificate(AuditLogFixture.LES_LILAS);

        assertTrue(certificate.path("destroyed").isArray());
        assertEquals(List.of(), names(certificate, "destroyed"));
        assertTrue(certificate.path("summary").asString().startsWith("Nothing of this practice was destroyed"));
    }

    @Test
    void certificateListsEachDestructionWithItsKind() throws IOException {
        write(log -> {
            expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED);
            log.note(request(
                    AuditLogFixture.LES_LILAS, Action.RECORDING_DISCARDED, AuditObject.Kind.RECORDING, "rec-2"));
            var key = request(
                    AuditLogFixture.LES_LILAS, Action.KEY_DESTROYED, AuditObject.Kind.KEY, "les-lilas/2026-10/1");
            log.close(log.open(key), AuditGate.Outcome.SUCCEEDED);
            var patient =
                    request(AuditLogFixture.LES_LILAS, Action.PATIENT_ERASED, AuditObject.Kind.PATIENT, PSEUDONYM);
            log.close(log.open(patient), AuditGate.Outcome.SUCCEEDED);
        });

        JsonNode certificate = certificate(AuditLogFixture.LES_LILAS);

        assertEquals(List.of("rec-1", "rec-2", "les-lilas/2026-10/1", PSEUDONYM), names(certificate, "destroyed"));
        assertEquals(List.of("recording", "recording", "key", "patient"), values(certificate, "destroyed", "kind"));
        assertEquals(
                JSON.readTree("{\"recordings\": 2, \"keys\": 1, \"patients\": 1, \"rows\": 0, \"not-completed\": 0}"),
                certificate.path("counts"));
        assertEquals(
                JSON.readTree("{\"entry\": 0, \"time\": \"2026-11-18T09:30:00.000000Z\", \"kind\": \"recording\","
                        + " \"name\": \"rec-1\", \"action\": \"RECORDING_EXPIRED\", \"outcome\": \"SUCCEEDED\","
                        + " \"result\": 1}"),
                certificate.at("/destroyed/0"));
        assertTrue(certificate.path("definition").asString().contains("a week at most"));
    }

    @Test
    void rowsAreCertifiedWithTheirKindAndNumber() throws IOException {
        write(log -> {
            var journal = AuditRequest.byEngine(
                    Action.DATA_EXPIRED,
                    Optional.of(AuditLogFixture.LES_LILAS),
                    new AuditObject(AuditObject.Kind.DATA, "journal"),
                    Map.of("before", "2025-11-18T23:00:00Z"));
            log.close(log.open(journal), AuditGate.Outcome.FAILED, Map.of("rows", "500"));
            log.close(log.open(journal), AuditGate.Outcome.SUCCEEDED, Map.of("rows", "1201"));
        });

        JsonNode certificate = certificate(AuditLogFixture.LES_LILAS);

        assertEquals(
                JSON.readTree("{\"entry\": 2, \"time\": \"2026-11-18T09:30:00.000000Z\", \"kind\": \"data\","
                        + " \"name\": \"journal\", \"action\": \"DATA_EXPIRED\", \"outcome\": \"SUCCEEDED\","
                        + " \"result\": 3, \"before\": \"2025-11-18T23:00:00Z\", \"rows\": \"1201\"}"),
                certificate.at("/destroyed/0"));
        assertEquals(1_201, certificate.at("/counts/rows").asInt());
        assertEquals("500", certificate.at("/not-completed/0/rows").asString());
    }

    @Test
    void expiredPartOfTheAuditLogIsCertifiedToEachPractice() throws IOException {
        for (int run = 0; run < 2; run++) { // Each run writes a segment.
            write(log -> {
                expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED);
                expire(log, OTHER, "rec-2", AuditGate.Outcome.SUCCEEDED);
            });
            clock.advance(Duration.ofDays(1));
        }
        write(log -> assertEquals(8, log.expire(clock.instant())));

        for (PracticeId practice : List.of(AuditLogFixture.LES_LILAS, OTHER)) {
            JsonNode certificate = certificate(practice);
            assertEquals(List.of("audit-log"), values(certificate, "destroyed", "kind"));
            assertEquals(List.of("8"), values(certificate, "destroyed", "first"));
            assertEquals(8, certificate.at("/proof/first-entry").asLong());
            assertTrue(certificate.path("definition").asString().contains("the audit log"));
        }
    }

    @Test
    void destroyedKeyOfPseudonymsIsCertified() throws IOException {
        write(log -> {
            var key = request(
                    AuditLogFixture.LES_LILAS, Action.KEY_DESTROYED, AuditObject.Kind.KEY, "pseudonyms/les-lilas");
            log.close(log.open(key), AuditGate.Outcome.SUCCEEDED);
        });

        JsonNode certificate = certificate(AuditLogFixture.LES_LILAS);

        assertEquals(List.of("pseudonyms/les-lilas"), names(certificate, "destroyed"));
        assertTrue(certificate.path("definition").asString().contains("no pseudonym of the practice"));
    }

    @Test
    void periodSelectsRequestsAndLaterResultsCount() throws IOException {
        Instant begin = clock.instant();
        write(log -> {
            expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED);
            clock.advance(Duration.ofMinutes(1));
            var receipt = log.open(
                    request(AuditLogFixture.LES_LILAS, Action.RECORDING_EXPIRED, AuditObject.Kind.RECORDING, "rec-2"));
            clock.advance(Duration.ofMinutes(1));
            log.close(receipt, AuditGate.Outcome.SUCCEEDED);
            expire(log, AuditLogFixture.LES_LILAS, "rec-3", AuditGate.Outcome.SUCCEEDED);
        });

        JsonNode certificate = certificate(AuditLogFixture.LES_LILAS, begin.plusSeconds(60), begin.plusSeconds(120));

        assertEquals(List.of("rec-2"), names(certificate, "destroyed"));
    }

    @Test
    void certificateHoldsTheNewestCheckpointAndATruncatedLogFailsIt() throws IOException {
        write(log -> expire(log, AuditLogFixture.LES_LILAS, "rec-1", AuditGate.Outcome.SUCCEEDED));
        var before = new InMemoryReplica();
        for (String name : replica.names()) {
            before.replaceFile(name, replica.read(name));
        }
        write(log -> expire(log, AuditLogFixture.LES_LILAS, "rec-2", AuditGate.Outcome.SUCCEEDED));

        JsonNode proof = certificate(AuditLogFixture.LES_LILAS).path("proof");

        List<SignedNote> note = SignedNote.parseAll(proof.path("note").asString());
        var newest = AuditLogFixture.verify(replica).checkpoints().getLast();
        assertTrue(note.getFirst().isSignedBy(AuditLogFixture.SIGNER.key()));
        assertEquals(newest.text(), note.getFirst().text());
        assertEquals(newest.origin(), proof.path("origin").asString());
        assertEquals(newest.root().toString(), proof.path("root").asString());
        assertEquals(4, proof.path("size").asLong());
        assertTrue(isIntact(replica, note));
        assertFalse(isIntact(before, note));
    }

    private interface LogAction {
        void run(AuditLog log);
    }

    private void write(LogAction action) {
        try (var log =
                AuditLog.open(AuditLogFixture.settings(1 << 20), List.of(replica), AuditLogFixture.SIGNER, clock)) {
            action.run(log);
        }
    }

    private static void expire(AuditLog log, PracticeId practice, String recording, AuditGate.Outcome outcome) {
        var request = request(practice, Action.RECORDING_EXPIRED, AuditObject.Kind.RECORDING, recording);
        log.close(log.open(request), outcome);
    }

    private static AuditRequest request(PracticeId practice, Action action, AuditObject.Kind kind, String name) {
        return new AuditRequest(
                Principal.ENGINE,
                Optional.of(practice),
                action,
                new AuditObject(kind, name),
                Purpose.HOPERAT,
                new TreeMap<>(),
                Optional.empty());
    }

    private JsonNode certificate(PracticeId practice) throws IOException {
        return certificate(practice, Instant.EPOCH, FAR_FUTURE);
    }

    private JsonNode certificate(PracticeId practice, Instant from, Instant to) throws IOException {
        return JSON.readTree(new DestructionCertificate(replica, AuditLogFixture.SIGNER.key())
                .certify(practice, from, to)
                .toString());
    }

    private static List<String> names(JsonNode certificate, String list) {
        return values(certificate, list, "name");
    }

    private static List<String> values(JsonNode certificate, String list, String field) {
        return StreamSupport.stream(certificate.path(list).spliterator(), false)
                .map(line -> line.path(field).asString())
                .toList();
    }

    private static boolean isIntact(LogFiles files, List<SignedNote> held) throws IOException {
        return new LogVerifier(files, note -> note.isSignedBy(AuditLogFixture.SIGNER.key()), held, _ -> {}, _ -> {})
                .verify()
                .isIntact();
    }
}
