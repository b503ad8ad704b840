package org.permanence.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.audit.FhirAuditExport.Selection;
import org.permanence.audit.OwnEntries.OwnEntry;
import org.permanence.practice.PracticeId;
import org.permanence.verify.LogFiles;
import org.permanence.verify.NoteKey;
import org.permanence.verify.VerifyException;
import tools.jackson.databind.node.ObjectNode;

/// Gives entries of the audit log to people, each time with an entry of its own first. One reading runs at a time,
/// because each reads much of the log, beside live calls.
///
/// All methods throw [AuditException] if the entry could not be written, another reading runs, or the log cannot be
/// read or is damaged.
public final class AuditReadings {

    /// The most entries that a person gets of their own.
    public static final int MAX_OWN = 1_000;

    private static final int BUFFER_CHARS = 64 * 1024;

    private final AuditLog log;
    private final NoteKey key;
    private final String sourceName;
    private final Semaphore oneAtATime = new Semaphore(1);

    /// @param key the key that signs the log
    /// @param sourceName the name of this installation as a source of FHIR events
    public AuditReadings(AuditLog log, NoteKey key, String sourceName) {
        this.log = log;
        this.key = key;
        this.sourceName = sourceName;
    }

    /// Receives an export.
    public interface Output {

        /// Opens the destination. Called once, when the log has been found intact.
        WritableByteChannel open() throws IOException;
    }

    private interface Reading<T> {
        T of(LogFiles files) throws IOException;
    }

    /// The person's own entries, newest first.
    ///
    /// @param last how many, 1 to [#MAX_OWN]
    public List<OwnEntry> own(Principal.Person person, Purpose purpose, int last) {
        if (last < 1 || last > MAX_OWN) {
            throw new IllegalArgumentException("last: " + last + " (expected: 1 to " + MAX_OWN + ")");
        }
        var request = new AuditRequest(
                person,
                Optional.empty(),
                Action.LOG_READ,
                new AuditObject(AuditObject.Kind.LOG, "own"),
                purpose,
                new TreeMap<>(Map.of("last", Integer.toString(last))),
                Optional.empty());
        return read(request, files -> OwnEntries.newest(files, person.name(), last));
    }

    /// Writes the selected entries as FHIR AuditEvents, one a line, in UTF-8. What was written before an exception
    /// is not to be used.
    ///
    /// @throws UncheckedIOException if `out` does not take them
    public void export(AccessRequest access, Selection selection, Output out) {
        var request = exportRequest(access, selection.practice(), selection.from(), selection.until());
        var _ = read(
                request,
                files -> new FhirAuditExport(files, key, sourceName)
                        .export(
                                selection,
                                () -> Channels.newWriter(
                                        out.open(), StandardCharsets.UTF_8.newEncoder(), BUFFER_CHARS)));
    }

    /// The certificate of what was destroyed of a practice from `from` (inclusive) to `until` (exclusive).
    public ObjectNode certify(AccessRequest access, PracticeId practice, Instant from, Instant until) {
        return read(
                exportRequest(access, Optional.of(practice), from, until),
                files -> new DestructionCertificate(files, key).certify(practice, from, until));
    }

    private static AuditRequest exportRequest(
            AccessRequest access, Optional<PracticeId> practice, Instant from, Instant until) {
        return new AuditRequest(
                access.principal(),
                practice,
                Action.LOG_EXPORTED,
                new AuditObject(AuditObject.Kind.LOG, "audit"),
                access.purpose(),
                new TreeMap<>(Map.of("from", from.toString(), "to", until.toString())),
                practice.flatMap(access.reason()::sealedFor));
    }

    private <T> T read(AuditRequest request, Reading<T> reading) {
        if (!oneAtATime.tryAcquire()) {
            throw new AuditException("audit log: another person reads it (expected: a later attempt)");
        }
        try {
            return log.runAudited(log.open(request), () -> read(reading));
        } finally {
            oneAtATime.release();
        }
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.of(log.files());
        } catch (IOException notTaken) {
            throw new UncheckedIOException(notTaken);
        } catch (VerifyException damaged) {
            throw new AuditException("audit log: " + damaged.getMessage(), damaged);
        }
    }
}
