package org.permanence.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.DataKey;
import org.permanence.seal.FileDigest;
import org.permanence.seal.HandOver;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.NumberSealer;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.Wav;
import org.permanence.seal.WrappedKey;

/// Where recordings are asked for. Each look is in the audit log before it is taken; where it cannot be written
/// there, nothing is given.
public final class RecordingDesk {

    /// What a look into a whole recording found.
    ///
    /// @param asSealed whether the file is the very one that was sealed
    /// @param frames   of sound, all proven
    public record Verdict(boolean asSealed, long frames) {}

    /// Where a recording is written to.
    public interface Out {

        /// Gives the place, once.
        ///
        /// @param bytes how many will come; 0 where that is not known
        WritableByteChannel of(long bytes) throws IOException;
    }

    private interface Use<T> {
        T of(SealReader reader, Recording recording) throws IOException;
    }

    private final RecordingBook book;
    private final Vault vault;
    private final KeyRelease keys;
    private final AuditGate audit;

    public RecordingDesk(RecordingBook book, Vault vault, KeyRelease keys, AuditGate audit) {
        this.book = book;
        this.vault = vault;
        this.keys = keys;
        this.audit = audit;
    }

    /// The recordings of a practice that began from `from` on and before `to`, oldest first, at most `limit`.
    ///
    /// @throws org.permanence.audit.AuditException where the look could not be written down
    public List<Recording> list(Asking asking, PracticeId practice, Instant from, Instant to, int limit) {
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        AuditReceipt receipt = audit.open(asking.to(Action.RECORDING_LISTED, practice, object));
        return audit.during(receipt, () -> book.of(practice, from, to, limit));
    }

    /// Writes a recording as WAV, the caller left; nothing before its end is proven.
    ///
    /// @param out asked for once it is
    /// @throws RecordingException where there is no such recording, or it cannot be opened
    /// @throws org.permanence.audit.AuditException where the look could not be written down
    public void play(Asking asking, RecordingId id, Out out) {
        open(asking, id, Action.RECORDING_PLAYED, (reader, _) -> {
            var wav = new Wav(reader);
            wav.transferTo(out.of(wav.size()));
            return id;
        });
    }

    /// Writes a recording as WAV, encrypted for `recipients` (`age1…`), and closes what it writes to.
    public void export(Asking asking, RecordingId id, List<String> recipients, Out out) {
        open(asking, id, Action.RECORDING_EXPORTED, (reader, _) -> {
            HandOver.write(new Wav(reader), recipients, out.of(0));
            return id;
        });
    }

    /// Opens the number at which whoever left a message wants to be called back.
    ///
    /// @return empty where there is none
    public Optional<PhoneNumber> callBack(Asking asking, RecordingId id) {
        Recording recording = kept(id);
        WrappedKey closed = keyOf(recording);
        AuditReceipt receipt = audit.open(asking.to(Action.NUMBER_READ, recording));
        return audit.during(receipt, () -> {
            try (NumberSealer numbers = keys.releaseNumber(id, closed, receipt)) {
                return recording.kind().whomToCall().map(whom -> numbers.open(whom.number()));
            } catch (SealException fault) {
                throw new RecordingException("number: " + fault.getMessage(), fault);
            }
        });
    }

    /// Reads a recording whole, and gives none of it.
    public Verdict verify(Asking asking, RecordingId id) {
        return open(asking, id, Action.RECORDING_VERIFIED, (reader, recording) -> {
            var room = ByteBuffer.allocate(64 * 1024);
            for (long at = 0; at < reader.size(); at += room.position()) {
                reader.read(at, room.clear());
            }
            boolean asSealed;
            try (var file = vault.open(id)) {
                String found = FileDigest.of(file);
                asSealed = recording.sealed().stream()
                        .anyMatch(whole -> whole.sha256().equals(found));
            }
            return new Verdict(asSealed, reader.frames());
        });
    }

    /// Keeps a recording beyond its time, or no longer.
    public Recording hold(Asking asking, RecordingId id, boolean held) {
        Recording recording = kept(id);
        AuditReceipt receipt = audit.open(asking.to(held ? Action.HOLD_SET : Action.HOLD_LIFTED, recording));
        return audit.during(receipt, () -> {
            book.hold(id, held);
            return recording.held(held);
        });
    }

    private <T> T open(Asking asking, RecordingId id, Action action, Use<T> use) {
        Recording recording = kept(id);
        WrappedKey closed = keyOf(recording);
        AuditReceipt receipt = audit.open(asking.to(action, recording));
        return audit.during(receipt, () -> {
            try (DataKey key = keys.release(id, closed, receipt);
                    SeekableByteChannel file = vault.open(id);
                    SealReader reader = SealReader.open(file, key)) {
                return use.of(reader, recording);
            } catch (NoSuchFileException gone) {
                throw new RecordingException("recording: no file (expected: in the vault)", gone);
            } catch (IOException | SealException fault) {
                throw new RecordingException("recording: " + fault.getMessage(), fault);
            }
        });
    }

    private static WrappedKey keyOf(Recording recording) {
        return recording
                .key()
                .orElseThrow(
                        () -> new RecordingException("recording: the practice alone reads it (expected: its own key)"));
    }

    private Recording kept(RecordingId id) {
        return book.of(id)
                .filter(recording -> recording.state().isKept())
                .orElseThrow(() -> new RecordingException("recording: none (expected: one that is kept)"));
    }
}
