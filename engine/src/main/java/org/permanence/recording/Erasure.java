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

/// Erases a patient at a practice: everything that knows the number. A recording is erased by destroying keys, so
/// that no copy of it opens again, wherever it is: the others of the same month move to a new key, and the old one
/// is destroyed.
public final class Erasure {

    /// What was done, for the patient and the practice.
    ///
    /// @param entry      of the audit log, in which it stands
    /// @param recordings how many were erased
    /// @param held       how many a legal hold keeps
    /// @param keys       the keys of the key store that were destroyed; copies of that store are kept a week at
    /// most
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

    /// Erases what is known of a number at a practice. Cut by a crash, it can be asked for again and goes on.
    ///
    /// @throws org.permanence.audit.AuditException where it could not be written down: nothing is erased then
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
            throw new RecordingException("erasure: storage (expected: a disk, or a store, that takes it)", fault);
        } finally {
            services.audit().close(receipt, outcome);
        }
    }

    /// What lies in a far store is taken away with no key in hand: a recording that begins meanwhile waits for
    /// none.
    private Certificate erase(AccessRequest accessRequest, PracticeId practice, String patient, AuditReceipt receipt)
            throws IOException {
        Affected affected = withKeyLock(() -> destroyKeys(accessRequest, practice, patient));
        for (Recording recording : affected.toErase()) {
            services.storage().remove(recording.id());
        }
        // Last: until then it is known what lies under which key.
        return withKeyLock(() -> {
            for (Recording recording : affected.toErase()) {
                store.save(recording.withContentRemoved(RecordingState.ERASED));
            }
            return new Certificate(
                    practice,
                    clock.instant(),
                    receipt.entry(),
                    affected.toErase().size(),
                    affected.held(),
                    affected.buckets());
        });
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

    /// From here on nobody opens any of it.
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
        for (Recording recording : toErase) {
            services.storage().scheduleRemoval(recording.id());
        }
        return new Affected(toErase, byHold.getOrDefault(true, List.of()).size(), buckets);
    }

    /// What stays of a bucket moves to the next; only then its key is destroyed.
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
