package org.permanence.audit;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.practice.PracticeId;
import org.permanence.verify.CanonicalFields;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.Entry;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogPosition;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.NoteKey;
import org.permanence.verify.SignedNote;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Certifies which data of a practice was destroyed in a period. Reads the intact log and includes the signed
/// checkpoint that proves it.
///
/// Only what the log records as succeeded counts as destroyed. What failed or has no result is listed separately.
public final class DestructionCertificate {

    private static final String DEFINITION =
            "Destroyed means: for a recording, that its file was deleted and its own key"
                    + " deleted from the database; for a key, that it was deleted from the key store, so that no copy of what it"
                    + " encrypted can be decrypted once the backups of that store are gone, which are kept for a week at most;"
                    + " for a patient, both, for each recording of the patient that is not under a legal hold;"
                    + " for a key named pseudonyms, that no pseudonym of the practice, such as those in the audit log,"
                    + " can be matched with a number again, once those backups are gone; for data, that the rows before"
                    + " the stated moment were deleted from the database, whose backups the operator keeps; for the"
                    + " audit log, which all practices share, that its entries before the stated number were deleted.";

    private static final String HOW_TO_VERIFY = "Write the note unchanged to a file. Run permanence-verify on the log"
            + " with --key and the installation's public key, --known and that file, --inclusion and an entry's number."
            + " Entries from that size on are not in this certificate.";

    private static final Map<Action, String> KINDS = Map.of(
            Action.RECORDING_EXPIRED, "recording",
            Action.RECORDING_DISCARDED, "recording",
            Action.KEY_DESTROYED, "key",
            Action.PATIENT_ERASED, "patient",
            Action.DATA_EXPIRED, "data",
            Action.LOG_EXPIRED, "audit-log");

    /// The details that say which rows, or which entries, were destroyed.
    private static final List<String> EXTENT = List.of("before", "rows", "first");

    private static final int MAX_DESTRUCTIONS = 50_000;
    private static final String SUCCEEDED = AuditGate.Outcome.SUCCEEDED.name();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final LogFiles files;
    private final NoteKey key;

    /// Creates a certificate writer for the log in `files`.
    ///
    /// @param key the key that must have signed the log
    public DestructionCertificate(LogFiles files, NoteKey key) {
        this.files = files;
        this.key = key;
    }

    /// The certificate as one JSON document. It covers the entries from `from` (inclusive) to `to` (exclusive).
    ///
    /// @throws AuditException if the log is not intact or does not know the practice, if an entry is under no
    ///     checkpoint yet, or if there are more than 50,000 entries of destructions
    public ObjectNode certify(PracticeId practice, Instant from, Instant to) throws IOException {
        LogScan scan = scanLog(practice, UnsequencedEntry.formatTime(from), UnsequencedEntry.formatTime(to));
        Checkpoint newest = Checkpoint.parse(scan.newestNote
                .orElseThrow(() -> new AuditException("audit log: no checkpoint (expected: one within a second)"))
                .text());
        List<ObjectNode> destroyed = new ArrayList<>();
        List<ObjectNode> notCompleted = new ArrayList<>();
        for (ObjectNode line : destructions(scan, newest)) {
            (line.path("outcome").asString().equals(SUCCEEDED) ? destroyed : notCompleted).add(line);
        }
        ObjectNode certificate = NODES.objectNode();
        certificate.put("practice", practice.value());
        certificate.put("from", from.toString());
        certificate.put("to", to.toString());
        certificate.put(
                "summary",
                destroyed.isEmpty()
                        ? "Nothing of this practice was destroyed in this period, as far as the audit log records."
                        : "Destructions of this practice in this period that the audit log records: "
                                + destroyed.size());
        certificate.put("definition", DEFINITION);
        ObjectNode counts = certificate.putObject("counts");
        List.of("recording", "key", "patient").forEach(kind -> counts.put(kind + 's', countDistinct(kind, destroyed)));
        counts.put(
                "rows",
                destroyed.stream()
                        .mapToLong(line -> line.path("rows").asLong(0))
                        .sum());
        counts.put("not-completed", notCompleted.size());
        certificate.withArray("destroyed").addAll(destroyed);
        certificate.withArray("not-completed").addAll(notCompleted);
        putProof(certificate.putObject("proof"), scan, newest);
        return certificate;
    }

    private static List<ObjectNode> destructions(LogScan scan, Checkpoint newest) {
        List<ObjectNode> lines = new ArrayList<>();
        for (Destruction destruction : scan.destructions) {
            Optional<Result> result = Optional.ofNullable(scan.results.get(destruction.entry));
            requireCovered(newest, result.map(Result::entry).orElse(destruction.entry));
            lines.add(destruction.toJson(result));
        }
        return lines;
    }

    private LogScan scanLog(PracticeId practice, String from, String to) throws IOException {
        var scan = new LogScan(practice, from, to);
        var report = new LogVerifier(files, scan::isSigned, List.of(), scan::onHead, scan::onEntry).verify();
        if (!report.isIntact()) {
            throw new AuditException("audit log: " + report.findings().getFirst()
                    + " (expected: a whole log; run: permanence audit verify)");
        }
        if (!scan.isPracticeKnown) {
            throw new AuditException("practice: " + practice + " (expected: one with calls or recordings in the log)");
        }
        return scan;
    }

    private static void requireCovered(Checkpoint newest, long entry) {
        if (entry >= newest.size()) {
            throw new AuditException("audit log: entry " + entry
                    + " is under no checkpoint yet (expected: one within a second; ask again)");
        }
    }

    /// An entry of a destruction, without what the certificate does not need: there may be thousands.
    private record Destruction(
            long entry,
            String time,
            Optional<String> occurred,
            Action action,
            String name,
            Map<String, String> extent) {

        static Destruction of(Entry entry, Action action) {
            CanonicalFields fields = entry.fields();
            return new Destruction(
                    entry.number(),
                    entry.time(),
                    fields.findWord("occurred"),
                    action,
                    fields.word("object"),
                    extentOf(fields));
        }

        ObjectNode toJson(Optional<Result> result) {
            ObjectNode line = NODES.objectNode();
            line.put("entry", entry);
            line.put("time", time);
            occurred.ifPresent(moment -> line.put("occurred", moment));
            line.put("kind", KINDS.get(action));
            line.put("name", name);
            line.put("action", action.name());
            String defaultOutcome = action.isLoggedOnCompletion() ? SUCCEEDED : "UNKNOWN";
            line.put("outcome", result.map(Result::outcome).orElse(defaultOutcome));
            result.ifPresent(known -> line.put("result", known.entry()));
            Map<String, String> details = result.map(Result::extent).orElse(extent);
            EXTENT.forEach(key -> Optional.ofNullable(details.get(key)).ifPresent(value -> line.put(key, value)));
            return line;
        }
    }

    private record Result(long entry, String outcome, Map<String, String> extent) {}

    private static Map<String, String> extentOf(CanonicalFields fields) {
        Map<String, String> details = fields.object("details");
        return EXTENT.stream().filter(details::containsKey).collect(Collectors.toMap(key -> key, details::get));
    }

    /// Counts an object once even if a crash interrupted the first attempt and it was destroyed again.
    private static long countDistinct(String kind, List<ObjectNode> destroyed) {
        return destroyed.stream()
                .filter(line -> line.path("kind").asString().equals(kind))
                .map(line -> line.path("name").asString())
                .distinct()
                .count();
    }

    private static void putProof(ObjectNode proof, LogScan scan, Checkpoint newest) {
        proof.put("origin", newest.origin());
        proof.put("first-entry", scan.firstEntry);
        proof.put("size", newest.size());
        proof.put("root", newest.root().toString());
        proof.put("time", newest.time());
        proof.put("note", scan.newestNote.orElseThrow().toString());
        proof.put("how-to-verify", HOW_TO_VERIFY);
    }

    /// Collects what the certificate needs during one pass over the log.
    private final class LogScan {

        private final String practice;
        private final String from;
        private final String to;
        private final List<Destruction> destructions = new ArrayList<>();
        private final Map<Long, Result> results = new HashMap<>();
        private Optional<SignedNote> newestNote = Optional.empty();
        private boolean isPracticeKnown;
        private long firstEntry;

        private LogScan(PracticeId practice, String from, String to) {
            this.practice = practice.value();
            this.from = from;
            this.to = to;
        }

        boolean isSigned(SignedNote note) {
            newestNote = Optional.of(note);
            return note.isSignedBy(key);
        }

        void onHead(LogPosition head) {
            firstEntry = head.size();
            isPracticeKnown = head.count(practice) > 0;
        }

        /// An export does not make a practice known: the log already has an entry for the export of this
        /// certificate.
        void onEntry(Entry entry) {
            if (entry.series().equals(practice)) {
                isPracticeKnown |= !entry.fields().word("kind").equals(AuditObject.Kind.LOG.name());
            }
            var action = Action.valueOf(entry.fields().word("action"));
            boolean isOfPractice = entry.series().equals(practice) && KINDS.containsKey(action);
            if (isOfPractice || action == Action.LOG_EXPIRED) {
                entry.fields()
                        .findNumber("completes")
                        .ifPresentOrElse(request -> addResult(request, entry), () -> addDestruction(entry, action));
            }
        }

        private void addResult(long request, Entry entry) {
            CanonicalFields fields = entry.fields();
            results.put(request, new Result(entry.number(), fields.word("outcome"), extentOf(fields)));
        }

        private void addDestruction(Entry entry, Action action) {
            if (entry.time().compareTo(from) < 0 || entry.time().compareTo(to) >= 0) {
                return;
            }
            if (destructions.size() == MAX_DESTRUCTIONS) {
                throw new AuditException(
                        "certificate: more than " + MAX_DESTRUCTIONS + " destructions (expected: a shorter period)");
            }
            destructions.add(Destruction.of(entry, action));
        }
    }
}
