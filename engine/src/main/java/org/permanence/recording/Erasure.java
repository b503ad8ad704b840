package org.permanence.recording;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.KeyChain;
import org.permanence.seal.RecordingId;
import org.permanence.seal.WrappedKey;

/// Erases a patient at a practice: every recording of the number, and every message that has it as the number to
/// call back.
///
/// Destroying its key erases a recording: no copy of it, not even in a backup, can be opened again. The other
/// recordings of the same month move to a new key first, and the practice's key, which wraps the keys of all
/// months, is replaced.
public final class Erasure {

    /// The result, for the patient and the practice.
    ///
    /// @param entry      the number of the audit entry
    /// @param recordings how many were erased
    /// @param held       how many a legal hold keeps
    /// @param keys       the destroyed keys; backups of the key store keep them for a week at most
    public record Certificate(
            PracticeId practice, Instant at, long entry, int recordings, int held, Set<BucketKeyId> keys) {}

    private final RecordingServices services;
    private final RecordingStore store;
    private final KeyChain keys;
    private final AuditedKeys auditedKeys;
    private final InstantSource clock;

    public Erasure(RecordingServices services, KeyChain keys, InstantSource clock) {
        this.services = services;
        this.store = services.store();
        this.keys = keys;
        this.auditedKeys = new AuditedKeys(services.audit(), keys);
        this.clock = clock;
    }

    /// Erases a number at a practice. After a crash, call it again: it continues.
    ///
    /// @throws org.permanence.audit.AuditException if the audit entry could not be written: nothing is erased
    /// @throws RecordingException                   if storage failed: call it again
    public Certificate erase(AccessRequest accessRequest, PracticeId practice, PhoneNumber number) {
        String patient = services.pseudonyms().of(practice, number);
        AuditReceipt receipt = services.audit()
                .open(AuditRequest.of(
                        accessRequest,
                        Action.PATIENT_ERASED,
                        practice,
                        new AuditObject(AuditObject.Kind.PATIENT, patient)));
        Outcome outcome = Outcome.FAILED;
        try {
            Certificate certificate = erase(accessRequest, practice, patient, receipt);
            outcome = Outcome.SUCCEEDED;
            return certificate;
        } catch (IOException fault) {
            throw new RecordingException(
                    "erasure: storage failed (expected: a disk or object store that accepts changes)", fault);
        } finally {
            services.audit().close(receipt, outcome);
        }
    }

    /// Files in a remote store are removed without the key lock, so new recordings do not wait for it.
    private Certificate erase(AccessRequest accessRequest, PracticeId practice, String patient, AuditReceipt receipt)
            throws IOException {
        Affected affected = withKeyLock(() -> destroyKeys(accessRequest, practice, patient));
        for (Recording recording : affected.toErase()) {
            services.storage().remove(recording.id());
        }
        // The rows change last: until then they show which key wraps the key of which recording.
        return withKeyLock(() -> {
            for (Recording recording : affected.toErase()) {
                store.save(recording.withContentRemoved(RecordingState.ERASED));
            }
            forgetCaller(practice, patient);
            return new Certificate(
                    practice,
                    clock.instant(),
                    receipt.entry(),
                    affected.toErase().size(),
                    affected.held(),
                    affected.buckets());
        });
    }

    /// Rows whose audio was deleted earlier do not name the patient any more either, not even by pseudonym.
    private void forgetCaller(PracticeId practice, String patient) {
        store.find(practice, patient).stream()
                .filter(recording -> !recording.held() && !recording.state().isKept())
                .filter(recording -> recording.state() != RecordingState.OPEN)
                .map(Recording::withoutCaller)
                .forEach(store::save);
    }

    private record Affected(List<Recording> toErase, int held, Set<BucketKeyId> buckets) {}

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T withKeyLock(Step<T> step) throws IOException {
        services.keyLock().lock();
        try {
            return step.run();
        } finally {
            services.keyLock().unlock();
        }
    }

    /// Destroys the keys. Afterwards none of the erased recordings can be opened.
    private Affected destroyKeys(AccessRequest accessRequest, PracticeId practice, String patient) throws IOException {
        Map<Boolean, List<Recording>> byHold = store.find(practice, patient).stream()
                .filter(recording ->
                        recording.state().isKept() || recording.key().isPresent())
                .collect(Collectors.partitioningBy(Recording::held));
        List<Recording> toErase = byHold.getOrDefault(false, List.of());
        Set<RecordingId> ids = toErase.stream().map(Recording::id).collect(Collectors.toSet());
        Set<BucketKeyId> buckets = toErase.stream()
                .flatMap(recording -> recording.key().map(WrappedKey::bucket).stream())
                .collect(Collectors.toSet());
        buckets.forEach(bucket -> emptyBucket(accessRequest, bucket, ids));
        if (!buckets.isEmpty()) {
            // A deleted key file may be found on the disk. It opens nothing once the key that wraps it is gone.
            auditedKeys.rotate(accessRequest, practice);
        }
        for (Recording recording : toErase) {
            services.storage().scheduleRemoval(recording.id());
        }
        return new Affected(toErase, byHold.getOrDefault(true, List.of()).size(), buckets);
    }

    /// Moves the remaining recordings of the bucket to a new key, then destroys the old one.
    private void emptyBucket(AccessRequest accessRequest, BucketKeyId bucket, Set<RecordingId> erased) {
        Map<RecordingId, WrappedKey> remaining = new HashMap<>();
        store.findByKey(bucket).stream()
                .filter(recording -> !erased.contains(recording.id()))
                .forEach(recording -> recording.key().ifPresent(key -> remaining.put(recording.id(), key)));
        if (!remaining.isEmpty()) {
            store.replaceKeys(keys.rewrap(remaining, keys.nextBucket(bucket.practice(), bucket.month())));
        }
        auditedKeys.destroy(accessRequest, bucket);
    }
}
