package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.practice.PracticeId;
import org.permanence.recording.RecordingKind.Callback;
import org.permanence.seal.DataKey;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileDigest;
import org.permanence.seal.Gap;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.NumberSealer;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealException;
import org.permanence.seal.SealFailure;
import org.permanence.seal.SealReader;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sealer;
import org.permanence.seal.TruncatedRecordingRepair;
import org.permanence.seal.WrappedKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after recordings that were being made when their engine died, or when the book could not be written: what
/// is whole is entered as such, and what was cut is sealed anew, as far as it goes.
public final class RecordingRecovery {

    /// A file that is not here may be another engine's, which is making it now: no call is longer than four hours.
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(RecordingRecovery.class);

    private final RecordingStore store;
    private final RecordingStorage storage;
    private final Sealer sealer;
    private final KeyRelease keys;
    private final AuditGate audit;
    private final Function<PracticeId, DecryptionPolicy> decryptionPolicies;
    private final InstantSource clock;
    private final Lock keyLock;

    public RecordingRecovery(
            RecordingServices services,
            KeyRelease keys,
            Function<PracticeId, DecryptionPolicy> decryptionPolicies,
            InstantSource clock) {
        this.store = services.store();
        this.storage = services.storage();
        this.sealer = services.sealer();
        this.audit = services.audit();
        this.keyLock = services.keyLock();
        this.keys = keys;
        this.decryptionPolicies = decryptionPolicies;
        this.clock = clock;
    }

    /// Looks at each recording that has not ended and that nobody is making.
    ///
    /// @param beingMade whether this engine is making it now
    public void recoverInterrupted(Predicate<RecordingId> isActive) {
        finishRepairs();
        store.findOpen().stream().map(Recording::id).filter(isActive.negate()).forEach(this::recover);
    }

    /// The book names the new file before it stands in the old one's place: here it is put there.
    ///
    /// Never while another round seals anew: its file would be taken for one that was left behind, and be removed
    /// in the moment in which the book names its key.
    private void finishRepairs() {
        keyLock.lock();
        try {
            for (RecordingId id : storage.pendingRepairs()) {
                if (store.find(id).stream().anyMatch(stored -> stored.state() == RecordingState.RECOVERED)) {
                    storage.commitRepair(id);
                } else {
                    storage.removeRepair(id);
                }
            }
        } catch (IOException fault) {
            LOG.atError().setCause(fault).log("recovery.failed");
        } finally {
            keyLock.unlock();
        }
    }

    /// One that cannot be recovered now keeps none of the others from it.
    private void recover(RecordingId id) {
        keyLock.lock(); // An erasure may have moved its key, or taken it away.
        try {
            Optional<Recording> open = store.find(id).filter(stored -> stored.state() == RecordingState.OPEN);
            if (open.isPresent()) {
                recover(open.get());
            }
        } catch (IOException | SealException fault) {
            LOG.atError().addKeyValue("recording", id).setCause(fault).log("recovery.failed");
        } finally {
            keyLock.unlock();
        }
    }

    private void recover(Recording recording) throws IOException {
        SeekableByteChannel file;
        boolean isAbandoned = recording.started().plus(ABANDONED_AFTER).isBefore(clock.instant());
        try {
            // Yesterday's book knows as open what has been brought to a far store since.
            file = isAbandoned ? storage.open(recording.id()) : storage.openLocal(recording.id());
        } catch (NoSuchFileException _) {
            if (isAbandoned) {
                store.save(recording.withContentRemoved(RecordingState.LOST));
            }
            return;
        }
        try (file) {
            Optional<WrappedKey> key = recording.key();
            if (key.isPresent()) {
                recover(recording, file, key.get());
            } else {
                saveSealed(recording, RecordingState.RECOVERED, file, 0);
            }
        } catch (SealException refused) {
            if (refused.failure() != SealFailure.CUT_SHORT) {
                throw refused;
            }
            storage.remove(recording.id()); // A power cut took even what stands before the sound.
            store.save(recording.withContentRemoved(RecordingState.LOST));
        }
    }

    private void recover(Recording recording, SeekableByteChannel file, WrappedKey wrappedKey) throws IOException {
        AuditReceipt receipt = audit.open(recording.auditRequest(AccessRequest.ENGINE, Action.RECORDING_RECOVERED));
        Outcome outcome = Outcome.FAILED;
        try (DataKey key = keys.release(recording.id(), wrappedKey, receipt)) {
            Optional<Long> completeFrames = framesIfComplete(file, key);
            if (completeFrames.isPresent()) {
                saveSealed(recording, RecordingState.SEALED, file, completeFrames.get());
            } else {
                reseal(recording, file, key);
            }
            outcome = Outcome.SUCCEEDED;
        } finally {
            audit.close(receipt, outcome);
        }
    }

    private static Optional<Long> framesIfComplete(SeekableByteChannel file, DataKey key) {
        try {
            return Optional.of(SealReader.open(file, key).frames());
        } catch (SealException refused) {
            if (refused.failure() == SealFailure.END_NOT_PROVEN) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private void reseal(Recording recording, SeekableByteChannel truncated, DataKey key) throws IOException {
        var plan = Sealer.Plan.repairing(
                SealReader.headerOf(truncated),
                YearMonth.from(recording.keepUntil()),
                decryptionPolicies.apply(recording.practice()));
        Sealer.NewRecording resealed = sealer.begin(plan, storage.createRepair(recording.id()));
        try (var writer = resealed.writer();
                var numbers = resealed.numbers()) {
            TruncatedRecordingRepair.Result recovered = TruncatedRecordingRepair.copyInto(writer, truncated, key);
            writer.appendGap(0, Gap.Reason.ENGINE_GONE);
            Sealed sealed = writer.seal();
            audit.note(recording.sealedAuditRequest(sealed));
            Recording updated = recording
                    .kind()
                    .requestedCallback()
                    .map(callback -> recording.withCallback(resealNumber(callback, recording, key, numbers)))
                    .orElse(recording);
            store.save(updated.withKey(resealed.wrapped()).withSealedFile(RecordingState.RECOVERED, sealed));
            storage.commitRepair(recording.id());
            LOG.atWarn()
                    .addKeyValue("recording", recording.id())
                    .addKeyValue("frames", recovered.frames())
                    .log("recording.recovered");
        }
    }

    /// The number lies under the key of the sound, and goes with it.
    private static Callback resealNumber(Callback callback, Recording recording, DataKey key, NumberSealer newSealer) {
        try (var oldSealer = NumberSealer.of(key, recording.practice(), recording.id())) {
            return new Callback(
                    newSealer.seal(oldSealer.open(callback.number())), callback.pseudonym(), callback.confirmed());
        }
    }

    private void saveSealed(Recording recording, RecordingState state, SeekableByteChannel file, long frames)
            throws IOException {
        var sealed = new Sealed(recording.id(), FileDigest.of(file), file.size(), frames);
        audit.note(recording.sealedAuditRequest(sealed));
        store.save(recording.withSealedFile(state, sealed));
    }
}
