package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.AgeExport;
import org.permanence.seal.DataKey;
import org.permanence.seal.FileDigest;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.NumberSealer;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.WavStream;
import org.permanence.seal.WrappedKey;

/// Access to stored recordings. Every access is in the audit log before it happens; without a durable entry it is
/// refused. A recording outside the scope is refused like one that does not exist.
public final class RecordingAccess {

    /// The result of verifying a recording.
    ///
    /// @param matchesSealed whether the file has the digest that was stored when it was sealed
    /// @param frames        the number of frames of authenticated audio
    public record Verdict(boolean matchesSealed, long frames) {}

    /// The destination of a recording.
    public interface Output {

        /// Opens the destination. Called once.
        ///
        /// @param bytes the size of the content; empty if it is not known before its end
        WritableByteChannel open(OptionalLong bytes) throws IOException;
    }

    private interface Operation<T> {
        T run(SealReader reader, Recording recording) throws IOException;
    }

    private final RecordingStore store;
    private final RecordingStorage storage;
    private final KeyRelease keys;
    private final AuditGate audit;

    public RecordingAccess(RecordingStore store, RecordingStorage storage, KeyRelease keys, AuditGate audit) {
        this.store = store;
        this.storage = storage;
        this.keys = keys;
        this.audit = audit;
    }

    /// The recordings of a practice that started from `from` on and before `to`, oldest first, at most `limit`.
    ///
    /// @throws org.permanence.audit.AuditException if the access could not be entered in the audit log
    public List<Recording> list(AccessRequest accessRequest, PracticeId practice, Instant from, Instant to, int limit) {
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        AuditReceipt receipt = audit.open(AuditRequest.of(accessRequest, Action.RECORDING_LISTED, practice, object));
        return audit.runAudited(receipt, () -> store.find(practice, from, to, limit));
    }

    /// Writes a recording as stereo WAV, the caller on the left. Nothing is written before the end of the file is
    /// authenticated.
    ///
    /// @param out opened after the authentication
    /// @throws RecordingException                   if there is no such recording, or it cannot be opened
    /// @throws org.permanence.audit.AuditException if the access could not be entered in the audit log
    public void play(AccessRequest accessRequest, PracticeScope scope, RecordingId id, Output out) {
        readAudited(accessRequest, scope, id, Action.RECORDING_PLAYED, (reader, _) -> {
            var wav = new WavStream(reader);
            wav.transferTo(out.open(OptionalLong.of(wav.size())));
            return id;
        });
    }

    /// As [#play], for a person outside the EEA. The transfer is entered in the audit log too, before it.
    ///
    /// @param country its ISO code
    public void playAbroad(
            AccessRequest accessRequest, PracticeScope scope, RecordingId id, String country, Output out) {
        Recording recording = requireKept(scope, id);
        AuditReceipt receipt = audit.open(recording
                .auditRequest(accessRequest, Action.TRANSFERRED_ABROAD)
                .withDetails(Map.of("country", country)));
        var _ = audit.runAudited(receipt, () -> {
            play(accessRequest, scope, id, out);
            return id;
        });
    }

    /// Writes a recording as WAV, encrypted for `recipients` (`age1…`), and closes the destination.
    public void export(
            AccessRequest accessRequest, PracticeScope scope, RecordingId id, List<String> recipients, Output out) {
        readAudited(accessRequest, scope, id, Action.RECORDING_EXPORTED, (reader, _) -> {
            AgeExport.write(new WavStream(reader), recipients, out.open(OptionalLong.empty()));
            return id;
        });
    }

    /// Decrypts the number at which the caller of a message asks to be called back.
    ///
    /// @return empty if there is none
    public Optional<PhoneNumber> callbackNumber(AccessRequest accessRequest, PracticeScope scope, RecordingId id) {
        Recording recording = requireKept(scope, id);
        WrappedKey wrappedKey = keyOf(recording);
        AuditReceipt receipt = audit.open(recording.auditRequest(accessRequest, Action.NUMBER_READ));
        return audit.runAudited(receipt, () -> {
            try (NumberSealer numbers = keys.releaseNumber(id, wrappedKey, receipt)) {
                return recording.kind().requestedCallback().map(callback -> numbers.open(callback.number()));
            } catch (SealException fault) {
                throw new RecordingException("number: " + fault.getMessage(), fault);
            }
        });
    }

    /// Reads and authenticates a whole recording without releasing any audio.
    public Verdict verify(AccessRequest accessRequest, PracticeScope scope, RecordingId id) {
        return readAudited(accessRequest, scope, id, Action.RECORDING_VERIFIED, (reader, recording) -> {
            var buffer = ByteBuffer.allocate(64 * 1024);
            for (long position = 0; position < reader.size(); position += buffer.position()) {
                reader.read(position, buffer.clear());
            }
            boolean matchesSealed;
            try (var file = storage.open(id)) {
                String digest = FileDigest.of(file);
                matchesSealed = recording.sealed().stream()
                        .anyMatch(seal -> seal.sha256().equals(digest));
            }
            return new Verdict(matchesSealed, reader.frames());
        });
    }

    /// Sets or lifts a legal hold, which keeps a recording beyond its retention period.
    public Recording setHold(AccessRequest accessRequest, PracticeScope scope, RecordingId id, boolean held) {
        Recording recording = requireKept(scope, id);
        AuditReceipt receipt =
                audit.open(recording.auditRequest(accessRequest, held ? Action.HOLD_SET : Action.HOLD_LIFTED));
        return audit.runAudited(receipt, () -> {
            store.setHold(scope, id, held);
            return recording.withHold(held);
        });
    }

    private <T> T readAudited(
            AccessRequest accessRequest, PracticeScope scope, RecordingId id, Action action, Operation<T> operation) {
        Recording recording = requireKept(scope, id);
        WrappedKey wrappedKey = keyOf(recording);
        AuditReceipt receipt = audit.open(recording.auditRequest(accessRequest, action));
        return audit.runAudited(receipt, () -> {
            try (DataKey key = keys.release(id, wrappedKey, receipt);
                    SeekableByteChannel file = storage.open(id);
                    SealReader reader = SealReader.open(file, key)) {
                return operation.run(reader, recording);
            } catch (NoSuchFileException missing) {
                throw new RecordingException("recording: no file (expected: one in the recording storage)", missing);
            } catch (IOException | SealException fault) {
                throw new RecordingException("recording: " + fault.getMessage(), fault);
            }
        });
    }

    private static WrappedKey keyOf(Recording recording) {
        return recording
                .key()
                .orElseThrow(() ->
                        new RecordingException("recording: only the practice can open it (expected: its own key)"));
    }

    private Recording requireKept(PracticeScope scope, RecordingId id) {
        return store.find(scope, id)
                .filter(recording -> recording.state().isKept())
                .orElseThrow(() -> new UnknownRecordingException("recording: none (expected: a stored one)"));
    }
}
