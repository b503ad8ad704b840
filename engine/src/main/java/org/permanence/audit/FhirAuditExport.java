package org.permanence.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.practice.PracticeId;
import org.permanence.verify.CanonicalFields;
import org.permanence.verify.Entry;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Exports entries of the log as FHIR R4 AuditEvents, one per line, by IHE's Basic Audit Log Patterns. The result
/// of an access is a separate entry in the log; here it is the outcome of the access.
///
/// The log does not know which patient speaks in a recording. So only events about a patient name a patient, by
/// pseudonym.
public final class FhirAuditExport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final LogFiles files;
    private final NoteKey key;
    private final String sourceName;

    /// Creates an export of the log in `files`.
    ///
    /// @param key        the key that must have signed the log
    /// @param sourceName the name of this installation as a source of events
    public FhirAuditExport(LogFiles files, NoteKey key, String sourceName) {
        this.files = files;
        this.key = key;
        this.sourceName = sourceName;
    }

    /// Which entries of the log are exported.
    ///
    /// @param from included
    /// @param until excluded
    /// @param practice only the entries of this practice; empty: all entries
    /// @param transfers only the transfers to a country outside the EEA
    public record Selection(Instant from, Instant until, Optional<PracticeId> practice, boolean transfers) {

        /// All entries of a period.
        public static Selection ofPeriod(Instant from, Instant until) {
            return new Selection(from, until, Optional.empty(), false);
        }

        /// Whether an entry is selected. A result is no entry of its own.
        boolean includes(Entry entry) {
            return entry.fields().findNumber("completes").isEmpty()
                    && entry.time().compareTo(UnsequencedEntry.formatTime(from)) >= 0
                    && entry.time().compareTo(UnsequencedEntry.formatTime(until)) < 0
                    && practice.stream().allMatch(only -> only.value().equals(entry.series()))
                    && (!transfers || entry.fields().word("action").equals(Action.TRANSFERRED_ABROAD.name()));
        }
    }

    /// Where the events go.
    public interface Destination {

        /// Opens the destination. Called once, when the log has been found intact.
        Writer open() throws IOException;
    }

    /// Writes the selected entries.
    ///
    /// @return the number of events
    /// @throws AuditException if the log is not intact. If the destination was opened, do not use what was written
    public long export(Selection selection, Destination destination) throws IOException {
        var outcomes = new LoggedOutcomes();
        readEntries(outcomes::onHead, outcomes::onEntry);
        Writer out = destination.open();
        var written = new LongAdder();
        try {
            readEntries(_ -> {}, entry -> {
                if (selection.includes(entry)) {
                    write(out, toAuditEvent(entry, outcomes.of(entry)));
                    written.increment();
                }
            });
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
        out.flush();
        return written.sum();
    }

    private static void write(Writer out, ObjectNode event) {
        try {
            out.append(JSON.writeValueAsString(event)).append('\n');
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void readEntries(Consumer<LogPosition> onHead, Consumer<Entry> onEntry) throws IOException {
        var report = new LogVerifier(files, note -> note.isSignedBy(key), List.of(), onHead, onEntry).verify();
        if (!report.isIntact()) {
            throw new AuditException("audit log: " + report.findings().getFirst()
                    + " (expected: a whole log; run: permanence audit verify)");
        }
    }

    private ObjectNode toAuditEvent(Entry entry, Optional<AuditGate.Outcome> outcome) {
        CanonicalFields fields = entry.fields();
        var action = Action.valueOf(fields.word("action"));
        FhirAuditPattern pattern = FhirAuditPattern.of(action);
        ObjectNode event = NODES.objectNode();
        event.put("resourceType", "AuditEvent");
        event.put("id", "entry-" + entry.number());
        event.set("type", pattern.type().toJson());
        event.withArray("subtype").add(pattern.subtype().toJson());
        event.put("action", pattern.action());
        fields.findWord("occurred")
                .ifPresent(occurred ->
                        event.putObject("period").put("start", occurred).put("end", occurred));
        event.put("recorded", entry.time());
        putOutcome(event, action, outcome);
        event.withArray("purposeOfEvent").add(toConcept(purpose(fields)));
        addAgents(event, fields, pattern);
        ObjectNode source = event.putObject("source");
        source.put("site", fields.findWord("practice").orElse(sourceName));
        source.set("observer", toReference(sourceName));
        source.withArray("type").add(FhirCoding.APPLICATION_SERVER.toJson());
        addEntities(event, fields, pattern);
        return event;
    }

    /// An entry written on completion means success, unless it is a refusal. For every other entry, only the logged
    /// result shows the outcome.
    private static void putOutcome(ObjectNode event, Action action, Optional<AuditGate.Outcome> logged) {
        if (action == Action.ACCESS_REFUSED || action == Action.GATE_REFUSED || action == Action.SIGN_IN_FAILED) {
            event.put("outcome", "8");
            event.put("outcomeDesc", "REFUSED");
            return;
        }
        Optional<AuditGate.Outcome> outcome =
                logged.isEmpty() && action.isLoggedOnCompletion() ? Optional.of(AuditGate.Outcome.SUCCEEDED) : logged;
        if (outcome.isEmpty()) {
            event.put("outcomeDesc", "no result is in the log: nothing was released, or the outcome is unknown");
            return;
        }
        event.put("outcome", outcome.get() == AuditGate.Outcome.SUCCEEDED ? "0" : "8");
        event.put("outcomeDesc", outcome.get().name());
    }

    private void addAgents(ObjectNode event, CanonicalFields fields, FhirAuditPattern pattern) {
        boolean isEngine = isEngine(fields.word("role"));
        ObjectNode client = addAgent(event, pattern.client(), fields.word("device"), isEngine);
        putNetwork(client, fields.word("device"));
        if (!isEngine) {
            ObjectNode user = addAgent(event, FhirCoding.USER, fields.word("actor"), true);
            user.withArray("role").addObject().put("text", fields.word("role"));
            user.withArray("purposeOfUse").add(toConcept(purpose(fields)));
            putSession(user, fields.word("session"));
        }
        putNetwork(addAgent(event, pattern.server(), sourceName, false), sourceName);
    }

    private static ObjectNode addAgent(ObjectNode event, FhirCoding type, String name, boolean isRequestor) {
        ObjectNode agent = event.withArray("agent").addObject();
        agent.set("type", toConcept(type));
        agent.set("who", toReference(name));
        agent.put("requestor", isRequestor);
        return agent;
    }

    /// R4 has the id of the token that permitted the event in `policy`; here it is that of the session.
    private static void putSession(ObjectNode user, String session) {
        if (!session.equals(Principal.NO_SESSION)) {
            user.withArray("policy").add("urn:uuid:" + session);
        }
    }

    /// Type 1 is a machine's name: the log has no addresses.
    private static void putNetwork(ObjectNode agent, String name) {
        agent.putObject("network").put("address", name).put("type", "1");
    }

    private static void addEntities(ObjectNode event, CanonicalFields fields, FhirAuditPattern pattern) {
        var kind = AuditObject.Kind.valueOf(fields.word("kind"));
        String object = fields.word("object");
        if (pattern.equals(FhirAuditPattern.QUERY)) {
            byte[] query = (kind.name().toLowerCase(Locale.ROOT) + '=' + object).getBytes(StandardCharsets.US_ASCII);
            addEntity(event, FhirCoding.SYSTEM_OBJECT, FhirCoding.QUERY).put("query", query);
            return;
        }
        boolean isPatient = kind == AuditObject.Kind.PATIENT;
        if (isPatient) {
            addEntity(event, FhirCoding.PERSON, FhirCoding.PATIENT)
                    .set("what", toReference(object).put("type", "Patient"));
        }
        FhirCoding role = kind == AuditObject.Kind.LOG ? FhirCoding.REPORT : FhirCoding.DOMAIN_RESOURCE;
        ObjectNode data = addEntity(event, FhirCoding.SYSTEM_OBJECT, role);
        data.set("what", toReference(isPatient ? fields.findWord("practice").orElse(object) : object));
        if (!pattern.equals(FhirAuditPattern.DELETE)) {
            fields.object("details")
                    .forEach((name, value) -> data.withArray("detail")
                            .addObject()
                            .put("type", name)
                            .put("valueString", value));
        }
    }

    private static ObjectNode addEntity(ObjectNode event, FhirCoding type, FhirCoding role) {
        ObjectNode entity = event.withArray("entity").addObject();
        entity.set("type", type.toJson());
        entity.set("role", role.toJson());
        return entity;
    }

    /// @throws IllegalArgumentException if the log names an unknown role
    private static boolean isEngine(String roleName) {
        boolean isEngine = roleName.equals(Principal.ENGINE.roleName());
        if (!isEngine) {
            var _ = Role.valueOf(roleName);
        }
        return isEngine;
    }

    private static FhirCoding purpose(CanonicalFields fields) {
        return FhirCoding.of(Purpose.valueOf(fields.word("purpose")));
    }

    private static ObjectNode toConcept(FhirCoding coding) {
        ObjectNode concept = NODES.objectNode();
        concept.withArray("coding").add(coding.toJson());
        return concept;
    }

    private static ObjectNode toReference(String value) {
        ObjectNode reference = NODES.objectNode();
        reference.putObject("identifier").put("value", value);
        return reference;
    }

    /// The outcomes that the log has of its accesses: three bits for each entry, so that those of millions fit into
    /// memory.
    private static final class LoggedOutcomes {

        private final Map<Outcome, BitSet> entries = new EnumMap<>(Outcome.class);
        private long first;

        void onHead(LogPosition head) {
            first = head.size();
        }

        /// Takes the outcome of an entry that is a result. The access that it completes may have expired.
        void onEntry(Entry entry) {
            entry.fields()
                    .findNumber("completes")
                    .filter(completed -> completed >= first)
                    .ifPresent(completed -> entries.computeIfAbsent(
                                    Outcome.valueOf(entry.fields().word("outcome")), _ -> new BitSet())
                            .set(Math.toIntExact(completed - first)));
        }

        Optional<Outcome> of(Entry entry) {
            int index = Math.toIntExact(entry.number() - first);
            return entries.keySet().stream()
                    .filter(outcome ->
                            entries.getOrDefault(outcome, new BitSet()).get(index))
                    .findFirst();
        }
    }
}
