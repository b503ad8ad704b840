package org.permanence.audit;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.PracticeId;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.Entry;
import org.permanence.verify.Fields;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import org.permanence.verify.Position;
import org.permanence.verify.SignedNote;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Certificates of destruction: what of a practice was destroyed in a span, as the whole log tells it, and the
/// signed checkpoint that proves it.
///
/// Destroyed is only what the log says has succeeded. What failed, or has no result, is told apart.
public final class Destructions {

    private static final String MEANING = "Destroyed means: of a recording, that its file was removed and its own key"
            + " taken out of the book; of a key, that it was taken out of the key store, so that no copy of what lay"
            + " under it opens again once the copies of that store are gone, which are kept for a week at most; of a"
            + " patient, both, for each of the patient's recordings that no legal hold keeps.";

    private static final String CHECK = "Put the note, as it is here, into a file and run permanence-verify on the log"
            + " with --key and the house's public key, --known and that file, --inclusion and an entry's number."
            + " Entries from that size on are not in this certificate.";

    private static final Map<Action, String> WHAT = Map.of(
            Action.RECORDING_EXPIRED, "recording",
            Action.RECORDING_DISCARDED, "recording",
            Action.KEY_DESTROYED, "key",
            Action.PATIENT_ERASED, "patient");

    private static final String SUCCEEDED = AuditGate.Outcome.SUCCEEDED.name();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

    private final LogFiles files;
    private final NoteKey key;

    /// Reads nothing yet.
    ///
    /// @param key whose signature the log must bear
    public Destructions(LogFiles files, NoteKey key) {
        this.files = files;
        this.key = key;
    }

    /// Writes the certificate of what was entered from one time until before another, as one JSON document.
    ///
    /// @return how many destructions it lists
    /// @throws AuditException where the log is not whole, does not know the practice, or has not signed yet what it
    /// tells of the span
    public long certify(PracticeId practice, Instant from, Instant to, Writer out) throws IOException {
        Reading reading = read(practice);
        Checkpoint newest = Checkpoint.parse(reading.newest
                .orElseThrow(() -> new AuditException("audit log: no checkpoint (expected: one within a second)"))
                .text());
        List<ObjectNode> destroyed = new ArrayList<>();
        List<ObjectNode> notDone = new ArrayList<>();
        for (ObjectNode line : lines(reading.told, Draft.time(from), Draft.time(to), newest)) {
            (line.path("outcome").asString().equals(SUCCEEDED) ? destroyed : notDone).add(line);
        }
        ObjectNode certificate = NEW.objectNode();
        certificate.put("practice", practice.value());
        certificate.put("from", from.toString());
        certificate.put("to", to.toString());
        certificate.put(
                "says",
                destroyed.isEmpty()
                        ? "The log tells of nothing of this practice that was destroyed in this span."
                        : "Destructions of this practice in this span, as the log tells them: " + destroyed.size());
        certificate.put("meaning", MEANING);
        ObjectNode counts = certificate.putObject("counts");
        List.of("recording", "key", "patient").forEach(what -> counts.put(what + 's', different(what, destroyed)));
        counts.put("not-done", notDone.size());
        certificate.withArray("destroyed").addAll(destroyed);
        certificate.withArray("not-done").addAll(notDone);
        prove(certificate.putObject("proof"), reading, newest);
        out.append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(certificate))
                .append('\n');
        return destroyed.size();
    }

    private static List<ObjectNode> lines(List<Entry> told, String first, String end, Checkpoint newest) {
        Map<Long, Entry> results = new HashMap<>();
        told.forEach(entry -> entry.fields().findNumber("answers").ifPresent(asked -> results.put(asked, entry)));
        List<ObjectNode> lines = new ArrayList<>();
        for (Entry entry : told) {
            boolean isAsked = entry.fields().findNumber("answers").isEmpty();
            if (isAsked && entry.time().compareTo(first) >= 0 && entry.time().compareTo(end) < 0) {
                Optional<Entry> result = Optional.ofNullable(results.get(entry.number()));
                beUnder(newest, result.orElse(entry));
                lines.add(line(entry, result));
            }
        }
        return lines;
    }

    private Reading read(PracticeId practice) throws IOException {
        var reading = new Reading(practice);
        var report = new LogVerifier(files, reading::isSigned, List.of(), reading::begin, reading::take).verify();
        if (!report.isWhole()) {
            throw new AuditException("audit log: " + report.findings().getFirst() + " (expected: a whole log)");
        }
        if (!reading.isKnown) {
            throw new AuditException(
                    "practice: " + practice + " (expected: one whose calls or recordings the log speaks of)");
        }
        return reading;
    }

    private static void beUnder(Checkpoint newest, Entry entry) {
        if (entry.number() >= newest.size()) {
            throw new AuditException("audit log: entry " + entry.number()
                    + " is under no checkpoint yet (expected: one within a second; ask again)");
        }
    }

    private static ObjectNode line(Entry entry, Optional<Entry> result) {
        Fields fields = entry.fields();
        var action = Action.valueOf(fields.word("action"));
        ObjectNode line = NEW.objectNode();
        line.put("entry", entry.number());
        line.put("time", entry.time());
        fields.findWord("late").ifPresent(happened -> line.put("happened", happened));
        line.put("what", WHAT.get(action));
        line.put("name", fields.word("object"));
        line.put("action", action.name());
        String untold = action.isEnteredWhenDone() ? SUCCEEDED : "UNKNOWN";
        line.put("outcome", result.map(told -> told.fields().word("outcome")).orElse(untold));
        result.ifPresent(told -> line.put("result", told.number()));
        return line;
    }

    /// What was destroyed twice, for the first time was cut by a crash, is one.
    private static long different(String what, List<ObjectNode> destroyed) {
        return destroyed.stream()
                .filter(line -> line.path("what").asString().equals(what))
                .map(line -> line.path("name").asString())
                .distinct()
                .count();
    }

    private static void prove(ObjectNode proof, Reading reading, Checkpoint newest) {
        proof.put("origin", newest.origin());
        proof.put("first-entry", reading.first);
        proof.put("size", newest.size());
        proof.put("root", newest.root().toString());
        proof.put("time", newest.time());
        proof.put("note", reading.newest.orElseThrow().toString());
        proof.put("check", CHECK);
    }

    /// What of the log is of use, while it is read once.
    private final class Reading {

        private final String practice;
        private final List<Entry> told = new ArrayList<>();
        private Optional<SignedNote> newest = Optional.empty();
        private boolean isKnown;
        private long first;

        private Reading(PracticeId practice) {
            this.practice = practice.value();
        }

        boolean isSigned(SignedNote note) {
            newest = Optional.of(note);
            return note.signedBy(key);
        }

        void begin(Position head) {
            first = head.size();
            isKnown = head.count(practice) > 0;
        }

        /// A look at the log makes no practice known: the one for this certificate is in the log already.
        void take(Entry entry) {
            if (entry.series().equals(practice)) {
                isKnown |= !entry.fields().word("kind").equals(AuditObject.Kind.LOG.name());
                if (WHAT.containsKey(Action.valueOf(entry.fields().word("action")))) {
                    told.add(entry);
                }
            }
        }
    }
}
