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
import org.permanence.access.Policy;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.practice.PracticeId;
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

/// Finishes a recording if its engine died or its end could not be saved. A complete file is saved as sealed. A
/// truncated file is sealed again, up to its last authenticated segment.
public final class RecordingRecovery {

    /// A file that is missing here may belong to a call of another engine. No call is longer than four hours.
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

    /// Finishes each open recording that is not active.
    ///
    /// @param isActive whether this engine is making that recording now
    public void recoverInterrupted(Predicate<RecordingId> isActive) {
        finishRepairs();
        store.findOpen().stream()
                .filter(recording -> !isActive.test(recording.id()))
                .forEach(this::recoverIfOpen);
    }

    /// Puts a repaired file in place if its recording is saved as recovered: a crash came between the two steps.
    /// Removes all other repaired files.
    ///
    /// Must not run while another thread repairs: that thread's file would look abandoned, and be removed just
    /// before its key is saved.
    private void finishRepairs() {
        keyLock.lock();
        try {
            for (RecordingId id : storage.pendingRepairs()) {
                if (store.state(id).equals(Optional.of(RecordingState.RECOVERED))) {
                    storage.commitRepair(id);
                } else {
                    storage.removeRepair(id);
                }
            }
        } catch (IOException fault) {
            LOG.atError().setCause(fault).log("recording.recovery-failed");
        } finally {
            keyLock.unlock();
        }
    }

    /// Recovers one recording. If that fails, the others are still recovered.
    private void recoverIfOpen(Recording listed) {
        keyLock.lock(); // An erasure may have moved or destroyed its key.
        try {
            Optional<Recording> open = store.find(Policy.scopeOfEngine(listed.practice()), listed.id())
                    .filter(stored -> stored.state() == RecordingState.OPEN);
            if (open.isPresent()) {
                recover(open.get());
            }
        } catch (IOException | SealException fault) {
            LOG.atError().addKeyValue("recording", listed.id()).setCause(fault).log("recording.recovery-failed");
        } finally {
            keyLock.unlock();
        }
    }

    private void recover(Recording recording) throws IOException {
        SeekableByteChannel file;
        boolean isAbandoned = recording.started().plus(ABANDONED_AFTER).isBefore(clock.instant());
        try {
            // A restored database backup may list a recording as open that has since moved to a remote store.
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
            storage.remove(recording.id()); // A power failure left not even a header.
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

    /// Seals the callback number again, because its key is derived from the recording's key.
    private static RecordingKind.CallbackNumber resealNumber(
            RecordingKind.CallbackNumber callback, Recording recording, DataKey key, NumberSealer newSealer) {
        try (var oldSealer = NumberSealer.of(key, recording.practice(), recording.id())) {
            return new RecordingKind.CallbackNumber(
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
