package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.FhirAuditExport.Selection;
import org.permanence.practice.PracticeId;
import org.permanence.verify.LogFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks the export with HL7's validator, and by hand against the Basic Audit Log Patterns.
class FhirAuditExportTest {

    private static final String PSEUDONYM = "0f".repeat(16);
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Principal DOCTOR =
            new Principal.Person("dr.okafor", Role.DOCTOR, "cli", AuditLogFixture.SESSION);

    private final InMemoryReplica replica = new InMemoryReplica();

    @Test
    void damagedLogIsNotExported() throws IOException {
        write(Action.RECORDING_PLAYED, Action.RECORDING_VERIFIED);
        byte[] file = replica.read(LogFiles.name(0, LogFiles.ENTRIES));
        file[file.length / 2] ^= 1;
        var other = new InMemoryReplica();
        other.create(LogFiles.name(0, LogFiles.ENTRIES)).write(file, file.length);

        assertThrows(AuditException.class, () -> export(other, Instant.EPOCH, Instant.EPOCH));
    }

    @Test
    void everyActionIsAValidAuditEvent() throws IOException {
        write(Action.values());

        List<String> lines = export(replica, Instant.EPOCH, FAR_FUTURE);

        assertEquals(Action.values().length, lines.size());
        for (String line : lines) {
            assertEquals(List.of(), FhirValidation.errors(line), line);
        }
    }

    @Test
    void everyActionFollowsItsPattern() throws IOException {
        write(Action.values());

        List<JsonNode> events = events();

        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            FhirAuditPattern pattern =
                    FhirAuditPattern.of(List.of(Action.values()).get(i));
            assertEquals(pattern.action(), event.at("/action").asString());
            assertEquals(pattern.subtype().code(), event.at("/subtype/0/code").asString());
            assertEquals(1, agents(event, pattern.client()), "one client");
            assertEquals(1, agents(event, pattern.server()), "one server");
            assertEquals(1, agents(event, FhirCoding.USER), "one user");
            assertEquals(1, requestors(event), "one requestor");
            assertEquals(
                    Set.of(Action.ACCESS_REFUSED, Action.GATE_REFUSED, Action.SIGN_IN_FAILED)
                                    .contains(List.of(Action.values()).get(i))
                            ? "8"
                            : "0",
                    event.at("/outcome").asString());
            assertTrue(event.at("/source/observer/identifier/value").isString());
        }
    }

    @Test
    void queryEventHoldsTheQueryAndNoObject() throws IOException {
        write(Action.RECORDING_LISTED);

        JsonNode entity = events().getFirst().at("/entity/0");

        assertEquals("24", entity.at("/role/code").asString());
        assertEquals("practice=les-lilas", new String(entity.at("/query").binaryValue(), StandardCharsets.US_ASCII));
        assertFalse(entity.has("what") || entity.has("detail"));
    }

    @Test
    void erasureEventNamesThePatientByPseudonymAndTheDataObject() throws IOException {
        write(Action.PATIENT_ERASED);

        JsonNode event = events().getFirst();

        assertEquals(2, event.at("/entity").size());
        assertEquals(PSEUDONYM, event.at("/entity/0/what/identifier/value").asString());
        assertEquals("Patient", event.at("/entity/0/what/type").asString());
        assertEquals("1", event.at("/entity/0/role/code").asString());
        assertEquals("les-lilas", event.at("/entity/1/what/identifier/value").asString());
    }

    @Test
    void disclosureSourceIsTheObserver() throws IOException {
        write(Action.RECORDING_EXPORTED);

        JsonNode event = events().getFirst();
        JsonNode source = agentsOf(event, FhirCoding.SOURCE).getFirst();

        assertEquals("110106", event.at("/type/code").asString());
        assertEquals(event.at("/source/observer"), source.at("/who"));
    }

    @Test
    void sessionIsThePolicyOfTheUser() throws IOException {
        write(Action.RECORDING_PLAYED);

        JsonNode user = agentsOf(events().getFirst(), FhirCoding.USER).getFirst();

        assertEquals("urn:uuid:" + AuditLogFixture.SESSION, user.at("/policy/0").asString());
    }

    @Test
    void personWithoutASessionHasNoPolicy() throws IOException {
        var invited = new Principal.Person("ines", Role.ASSISTANT, "cli", Principal.NO_SESSION);
        try (var log = AuditLogFixture.open(1 << 20, replica)) {
            log.note(new AuditRequest(
                    invited,
                    Optional.empty(),
                    Action.FACTOR_ADDED,
                    new AuditObject(AuditObject.Kind.PERSON, "ines"),
                    Purpose.HOPERAT,
                    new TreeMap<>(),
                    Optional.empty()));
        }

        JsonNode user = agentsOf(events().getFirst(), FhirCoding.USER).getFirst();

        assertEquals("ines", user.at("/who/identifier/value").asString());
        assertFalse(user.has("policy"));
    }

    @Test
    void accessWithoutResultHasNoOutcomeAndRefusedAccessFails() throws IOException {
        try (var log = AuditLogFixture.open(1 << 20, replica)) {
            log.close(log.open(AuditLogFixture.playRequest("rec-1")), AuditGate.Outcome.REFUSED);
            var _ = log.open(AuditLogFixture.playRequest("rec-2"));
        }

        List<JsonNode> events = events();

        assertEquals("8", events.get(0).at("/outcome").asString());
        assertTrue(events.get(1).at("/outcome").isMissingNode());
        assertTrue(events.get(1).at("/outcomeDesc").asString().startsWith("no result"));
    }

    @Test
    void engineActionHasNoUser() throws IOException {
        try (var log = AuditLogFixture.open(1 << 20, replica)) {
            log.note(AuditLogFixture.installationRequest());
        }

        JsonNode event = events().getFirst();

        assertEquals(0, agents(event, FhirCoding.USER));
        assertEquals(1, requestors(event));
    }

    @Test
    void onlyTransfersAreExportedIfOnlyTheyAreAskedFor() throws IOException {
        write(Action.RECORDING_PLAYED, Action.TRANSFERRED_ABROAD, Action.RECORDING_EXPORTED);

        List<String> transfers = export(replica, new Selection(Instant.EPOCH, FAR_FUTURE, Optional.empty(), true));

        JsonNode transfer = JSON.readTree(transfers.getFirst());
        assertEquals(1, transfers.size());
        assertEquals("110106", transfer.at("/type/code").asString());
        assertEquals("transmit", transfer.at("/subtype/0/code").asString());
        assertEquals(
                "dr.okafor",
                agentsOf(transfer, FhirCoding.USER)
                        .getFirst()
                        .at("/who/identifier/value")
                        .asString());
    }

    @Test
    void onlyEntriesOfThePracticeAreExportedIfOnlyTheyAreAskedFor() throws IOException {
        try (var log = AuditLogFixture.open(1 << 20, replica)) {
            var _ = log.open(AuditLogFixture.playRequest(new PracticeId("rue-haute"), "rec-1"));
            var _ = log.open(AuditLogFixture.playRequest("rec-2"));
            log.note(AuditLogFixture.installationRequest());
        }

        List<String> events = export(
                replica, new Selection(Instant.EPOCH, FAR_FUTURE, Optional.of(AuditLogFixture.LES_LILAS), false));

        assertEquals(1, events.size());
        assertTrue(events.getFirst().contains("rec-2"), events.getFirst());
    }

    /// The log has the outcome of each access in another entry, which may be far from it.
    @Test
    void eachAccessHasItsOwnOutcome() throws IOException {
        List<AuditGate.Outcome> outcomes = new ArrayList<>();
        try (var log = AuditLogFixture.open(4_000, replica)) {
            List<AuditReceipt> receipts = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                receipts.add(log.open(AuditLogFixture.playRequest("rec-" + i)));
                outcomes.add(i % 3 == 0 ? Outcome.SUCCEEDED : i % 3 == 1 ? Outcome.REFUSED : Outcome.FAILED);
            }
            for (int i = 0; i < 30; i++) {
                log.close(receipts.get(i), outcomes.get(i));
            }
        }

        List<String> descriptions = events().stream()
                .map(event -> event.at("/outcomeDesc").asString())
                .toList();

        assertEquals(outcomes.stream().map(Enum::name).toList(), descriptions);
    }

    @Test
    void onlyEntriesOfThePeriodAreExported() throws IOException {
        write(Action.RECORDING_PLAYED);
        Instant entered = Instant.parse(events().getFirst().at("/recorded").asString());

        assertEquals(List.of(), export(replica, Instant.EPOCH, entered));
        assertEquals(1, export(replica, entered, entered.plusSeconds(1)).size());
        assertEquals(List.of(), export(replica, entered.plusSeconds(1), entered.plusSeconds(2)));
    }

    private void write(Action... actions) {
        try (var log = AuditLogFixture.open(1 << 20, replica)) {
            Iterator<Purpose> purposes = Stream.generate(() -> Stream.of(Purpose.values()))
                    .flatMap(each -> each)
                    .iterator();
            for (Action action : actions) {
                var request = new AuditRequest(
                        DOCTOR,
                        Optional.of(AuditLogFixture.LES_LILAS),
                        action,
                        object(action),
                        purposes.next(),
                        new TreeMap<>(Map.of("bytes", "42")),
                        Optional.empty());
                log.close(log.open(request), AuditGate.Outcome.SUCCEEDED);
            }
        }
    }

    private static AuditObject object(Action action) {
        return switch (action) {
            case RECORDING_LISTED -> new AuditObject(AuditObject.Kind.PRACTICE, "les-lilas");
            case PATIENT_ERASED, NUMBER_BLOCKED, NUMBER_UNBLOCKED ->
                new AuditObject(AuditObject.Kind.PATIENT, PSEUDONYM);
            case KEY_ROTATED, KEY_DESTROYED -> new AuditObject(AuditObject.Kind.KEY, "root");
            case LOG_EXPIRED, LOG_READ, LOG_EXPORTED -> new AuditObject(AuditObject.Kind.LOG, "audit");
            case DATA_EXPIRED -> new AuditObject(AuditObject.Kind.DATA, "journal");
            default -> new AuditObject(AuditObject.Kind.RECORDING, "019a1b2c-3d4e-7f60-8123-456789abcdef");
        };
    }

    private List<JsonNode> events() throws IOException {
        return export(replica, Instant.EPOCH, FAR_FUTURE).stream()
                .map(JSON::readTree)
                .toList();
    }

    private static List<String> export(LogFiles files, Instant from, Instant to) throws IOException {
        return export(files, Selection.ofPeriod(from, to));
    }

    private static List<String> export(LogFiles files, Selection selection) throws IOException {
        var out = new StringWriter();
        long written = new FhirAuditExport(files, AuditLogFixture.SIGNER.key(), "permanence.example")
                .export(selection, () -> out);
        List<String> lines = out.toString().lines().toList();
        assertEquals(written, lines.size());
        return lines;
    }

    private static long agents(JsonNode event, FhirCoding type) {
        return agentsOf(event, type).size();
    }

    private static List<JsonNode> agentsOf(JsonNode event, FhirCoding type) {
        return each(event.at("/agent")).stream()
                .filter(agent -> agent.at("/type/coding/0/code").asString().equals(type.code()))
                .toList();
    }

    private static long requestors(JsonNode event) {
        return each(event.at("/agent")).stream()
                .filter(agent -> agent.at("/requestor").asBoolean())
                .count();
    }

    private static List<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
