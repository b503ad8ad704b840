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
    private final KeyDesk keyDesk;
    private final InstantSource clock;

    public Erasure(KeepingKit kit, KeyChain keys, InstantSource clock) {
        this.kit = kit;
        this.book = kit.book();
        this.keys = keys;
        this.keyDesk = new KeyDesk(kit.audit(), keys);
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
        try {
            Certificate done = erase(asking, practice, patient, receipt);
            outcome = Outcome.SUCCEEDED;
            return done;
        } catch (IOException fault) {
            throw new RecordingException("erasure: storage (expected: a disk, or a store, that takes it)", fault);
        } finally {
            kit.audit().close(receipt, outcome);
        }
    }

    /// What lies in a far store is taken away with no key in hand: a recording that begins meanwhile waits for
    /// none.
    private Certificate erase(Asking asking, PracticeId practice, String patient, AuditReceipt receipt)
            throws IOException {
        Found found = withKeysInHand(() -> destroy(asking, practice, patient));
        for (Recording recording : found.goes()) {
            kit.vault().remove(recording.id());
        }
        // Last: until then it is known what lies under which key.
        return withKeysInHand(() -> {
            for (Recording recording : found.goes()) {
                book.write(recording.gone(RecordingState.ERASED));
            }
            return new Certificate(
                    practice, clock.instant(), receipt.entry(), found.goes().size(), found.held(), found.buckets());
        });
    }

    private record Found(List<Recording> goes, int held, Set<BucketKeyId> buckets) {}

    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T withKeysInHand(Step<T> step) throws IOException {
        kit.keysInHand().lock();
        try {
            return step.take();
        } finally {
            kit.keysInHand().unlock();
        }
    }

    /// From here on nobody opens any of it.
    private Found destroy(Asking asking, PracticeId practice, String patient) throws IOException {
        Map<Boolean, List<Recording>> byHold = book.of(practice, patient).stream()
                .filter(recording ->
                        recording.state().isKept() || recording.key().isPresent())
                .collect(Collectors.partitioningBy(Recording::held));
        List<Recording> goes = byHold.getOrDefault(false, List.of());
        Set<RecordingId> names = goes.stream().map(Recording::id).collect(Collectors.toSet());
        Set<BucketKeyId> buckets = goes.stream()
                .flatMap(recording -> recording.key().map(WrappedKey::under).stream())
                .collect(Collectors.toSet());
        buckets.forEach(bucket -> clear(asking, bucket, names));
        for (Recording recording : goes) {
            kit.vault().drop(recording.id());
        }
        return new Found(goes, byHold.getOrDefault(true, List.of()).size(), buckets);
    }

    /// What stays of a bucket moves to the next; only then its key is destroyed.
    private void clear(Asking asking, BucketKeyId bucket, Set<RecordingId> goes) {
        Map<RecordingId, WrappedKey> stay = new HashMap<>();
        book.under(bucket).stream()
                .filter(recording -> !goes.contains(recording.id()))
                .forEach(recording -> recording.key().ifPresent(key -> stay.put(recording.id(), key)));
        if (!stay.isEmpty()) {
            book.rewrap(keys.rewrap(stay, keys.renew(bucket.practice(), bucket.month())));
        }
        keyDesk.destroy(asking, bucket);
    }
}
