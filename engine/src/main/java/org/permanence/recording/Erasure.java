package org.permanence.recording;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
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

    private final KeepingKit kit;
    private final RecordingBook book;
    private final KeyChain keys;
    private final InstantSource clock;

    public Erasure(KeepingKit kit, KeyChain keys, InstantSource clock) {
        this.kit = kit;
        this.book = kit.book();
        this.keys = keys;
        this.clock = clock;
    }

    /// Erases what is known of a number at a practice. Cut by a crash, it can be asked for again and goes on.
    ///
    /// @throws org.permanence.audit.AuditException where it could not be written down: nothing is erased then
    public Certificate erase(Asking asking, PracticeId practice, PhoneNumber number) {
        String patient = kit.pseudonyms().of(practice, number);
        AuditReceipt receipt = kit.audit()
                .open(asking.to(Action.PATIENT_ERASED, practice, new AuditObject(AuditObject.Kind.PATIENT, patient)));
        Outcome outcome = Outcome.FAILED;
        kit.keysInHand().lock();
        try {
            Certificate done = erase(practice, patient, receipt);
            outcome = Outcome.SUCCEEDED;
            return done;
        } catch (IOException fault) {
            throw new RecordingException("erasure: storage (expected: a disk that takes it)", fault);
        } finally {
            kit.keysInHand().unlock();
            kit.audit().close(receipt, outcome);
        }
    }

    private Certificate erase(PracticeId practice, String patient, AuditReceipt receipt) throws IOException {
        Map<Boolean, List<Recording>> byHold = book.of(practice, patient).stream()
                .filter(recording ->
                        recording.state().isKept() || recording.key().isPresent())
                .collect(Collectors.partitioningBy(Recording::held));
        List<Recording> goes = byHold.getOrDefault(false, List.of());
        Set<RecordingId> names = goes.stream().map(Recording::id).collect(Collectors.toSet());
        Set<BucketKeyId> buckets = goes.stream()
                .flatMap(recording -> recording.key().map(WrappedKey::under).stream())
                .collect(Collectors.toSet());
        buckets.forEach(bucket -> clear(bucket, names));
        for (Recording recording : goes) {
            kit.vault().remove(recording.id());
            book.write(
                    recording.gone(RecordingState.ERASED)); // Last: until then it is known what lies under which key.
        }
        int held = byHold.getOrDefault(true, List.of()).size();
        return new Certificate(practice, clock.instant(), receipt.entry(), goes.size(), held, buckets);
    }

    /// What stays of a bucket moves to the next; only then its key is destroyed.
    private void clear(BucketKeyId bucket, Set<RecordingId> goes) {
        Map<RecordingId, WrappedKey> stay = new HashMap<>();
        book.under(bucket).stream()
                .filter(recording -> !goes.contains(recording.id()))
                .forEach(recording -> recording.key().ifPresent(key -> stay.put(recording.id(), key)));
        if (!stay.isEmpty()) {
            book.rewrap(keys.rewrap(stay, keys.renew(bucket.practice(), bucket.month())));
        }
        keys.destroy(bucket);
    }
}
