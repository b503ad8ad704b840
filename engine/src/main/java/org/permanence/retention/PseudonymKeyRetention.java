package org.permanence.retention;

import java.util.function.LongConsumer;
import org.permanence.access.AccessRequest;
import org.permanence.practice.PracticeId;
import org.permanence.seal.AuditedKeys;

/// Destroys the keys of the pseudonyms of practices that left the installation, once nothing is left of their calls
/// and recordings. Afterwards no number can be found under its pseudonym, neither in the audit log nor in a backup
/// of it.
///
/// The practice of a key that still serves keeps it, because the same caller must be found again under it.
public final class PseudonymKeyRetention implements KindRetention {

    private final AuditedKeys keys;
    private final RetentionStore store;

    public PseudonymKeyRetention(AuditedKeys keys, RetentionStore store) {
        this.keys = keys;
        this.store = store;
    }

    @Override
    public DataKind kind() {
        return DataKind.PSEUDONYM_KEYS;
    }

    @Override
    public void deleteExpired(LongConsumer onDeleted) {
        for (PracticeId practice : keys.keys().practicesWithPseudonyms()) {
            if (store.hasLeft(practice)) {
                keys.destroyPseudonyms(AccessRequest.ENGINE, practice);
                onDeleted.accept(1);
            }
        }
    }
}
