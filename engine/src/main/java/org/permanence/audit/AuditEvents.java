package org.permanence.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.permanence.verify.Entry;
import org.permanence.verify.Fields;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Entries of the log as FHIR R4 AuditEvents, one a line, in the patterns of IHE's Basic Audit Log Patterns. What a
/// look came to stands in the log as an entry of its own; here it is the outcome of the look.
///
/// The log does not know whose voice a recording holds, so only an event about a patient names one, by pseudonym.
public final class AuditEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

    private final LogFiles files;
    private final NoteKey key;
    private final String house;

    /// Reads nothing yet.
    ///
    /// @param key   whose signature the log must bear
    /// @param house by what name this house is known as a source of events
    public AuditEvents(LogFiles files, NoteKey key, String house) {
        this.files = files;
        this.key = key;
        this.house = house;
    }

    /// Writes what was entered from one time until before another.
    ///
    /// @return how many events
    /// @throws AuditException where the log is not whole: what was written so far is of no use
    public long export(Instant from, Instant to, Writer out) throws IOException {
        Map<Long, String> outcomes = outcomes();
        String first = Draft.time(from);
        String end = Draft.time(to);
        var written = new LongAdder();
        try {
            read(entry -> {
                boolean isAsked = entry.fields().findNumber("answers").isEmpty();
                if (isAsked
                        && entry.time().compareTo(first) >= 0
                        && entry.time().compareTo(end) < 0) {
                    write(out, event(entry, outcomes));
                    written.increment();
                }
            });
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
        return written.sum();
    }

    private static void write(Writer out, ObjectNode event) {
        try {
            out.append(JSON.writeValueAsString(event)).append('\n');
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private Map<Long, String> outcomes() throws IOException {
        var outcomes = new HashMap<Long, String>();
        read(entry -> entry.fields()
                .findNumber("answers")
                .ifPresent(asked -> outcomes.put(asked, entry.fields().word("outcome"))));
        return outcomes;
    }

    private void read(Consumer<Entry> each) throws IOException {
        var report = new LogVerifier(files, note -> note.signedBy(key), List.of(), _ -> {}, each).verify();
        if (!report.isWhole()) {
            throw new AuditException("audit log: " + report.findings().getFirst() + " (expected: a whole log)");
        }
    }

    private ObjectNode event(Entry entry, Map<Long, String> outcomes) {
        Fields fields = entry.fields();
        var action = Action.valueOf(fields.word("action"));
        EventPattern pattern = EventPattern.of(action);
        ObjectNode event = NEW.objectNode();
        event.put("resourceType", "AuditEvent");
        event.put("id", "entry-" + entry.number());
        event.set("type", pattern.type().node());
        event.withArray("subtype").add(pattern.subtype().node());
        event.put("action", pattern.action());
        fields.findWord("late")
                .ifPresent(happened ->
                        event.putObject("period").put("start", happened).put("end", happened));
        event.put("recorded", entry.time());
        outcome(event, action, Optional.ofNullable(outcomes.get(entry.number())));
        event.withArray("purposeOfEvent").add(concept(purpose(fields)));
        agents(event, fields, pattern);
        ObjectNode source = event.putObject("source");
        source.put("site", fields.findWord("practice").orElse(house));
        source.set("observer", known(house));
        source.withArray("type").add(Coding.APPLICATION_SERVER.node());
        entities(event, fields, pattern);
        return event;
    }

    /// What the house enters by itself is done when it is entered; of anything else, only its result tells.
    private static void outcome(ObjectNode event, Action action, Optional<String> told) {
        Optional<String> outcome = told.isEmpty() && action.isEnteredWhenDone() ? Optional.of("SUCCEEDED") : told;
        if (outcome.isEmpty()) {
            event.put("outcomeDesc", "no result is in the log: nothing was given, or its end is unknown");
            return;
        }
        boolean succeeded = AuditGate.Outcome.valueOf(outcome.get()) == AuditGate.Outcome.SUCCEEDED;
        event.put("outcome", succeeded ? "0" : "8");
        event.put("outcomeDesc", outcome.get());
    }

    private void agents(ObjectNode event, Fields fields, EventPattern pattern) {
        boolean byItself = Actor.Role.valueOf(fields.word("role")) == Actor.Role.HOUSE;
        ObjectNode client = agent(event, pattern.client(), fields.word("device"), byItself);
        network(client, fields.word("device"));
        if (!byItself) {
            ObjectNode user = agent(event, Coding.USER, fields.word("actor"), true);
            user.withArray("role").addObject().put("text", fields.word("role"));
            user.withArray("purposeOfUse").add(concept(purpose(fields)));
        }
        network(agent(event, pattern.server(), house, false), house);
    }

    private static ObjectNode agent(ObjectNode event, Coding type, String who, boolean asks) {
        ObjectNode agent = event.withArray("agent").addObject();
        agent.set("type", concept(type));
        agent.set("who", known(who));
        agent.put("requestor", asks);
        return agent;
    }

    /// Of a name, not an address: the log holds none.
    private static void network(ObjectNode agent, String name) {
        agent.putObject("network").put("address", name).put("type", "1");
    }

    private static void entities(ObjectNode event, Fields fields, EventPattern pattern) {
        var kind = AuditObject.Kind.valueOf(fields.word("kind"));
        String object = fields.word("object");
        if (pattern.equals(EventPattern.QUERY)) {
            byte[] asked = (kind.name().toLowerCase(Locale.ROOT) + '=' + object).getBytes(StandardCharsets.US_ASCII);
            entity(event, Coding.SYSTEM_OBJECT, Coding.QUERIED).put("query", asked);
            return;
        }
        boolean isPatient = kind == AuditObject.Kind.PATIENT;
        if (isPatient) {
            entity(event, Coding.PERSON, Coding.PATIENT)
                    .set("what", known(object).put("type", "Patient"));
        }
        Coding role = kind == AuditObject.Kind.LOG ? Coding.REPORT : Coding.DOMAIN_RESOURCE;
        ObjectNode data = entity(event, Coding.SYSTEM_OBJECT, role);
        data.set("what", known(isPatient ? fields.findWord("practice").orElse(object) : object));
        if (!pattern.equals(EventPattern.DELETE)) {
            fields.object("details")
                    .forEach((name, value) -> data.withArray("detail")
                            .addObject()
                            .put("type", name)
                            .put("valueString", value));
        }
    }

    private static ObjectNode entity(ObjectNode event, Coding type, Coding role) {
        ObjectNode entity = event.withArray("entity").addObject();
        entity.set("type", type.node());
        entity.set("role", role.node());
        return entity;
    }

    private static Coding purpose(Fields fields) {
        return Coding.of(Purpose.valueOf(fields.word("purpose")));
    }

    private static ObjectNode concept(Coding coding) {
        ObjectNode concept = NEW.objectNode();
        concept.withArray("coding").add(coding.node());
        return concept;
    }

    private static ObjectNode known(String value) {
        ObjectNode reference = NEW.objectNode();
        reference.putObject("identifier").put("value", value);
        return reference;
    }
}
