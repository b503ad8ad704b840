package org.permanence.seal;

import java.util.Map;
import java.util.Optional;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;

/// Changes the key store after writing an audit entry. Without a durable entry no key changes.
public record AuditedKeys(AuditGate audit, KeyChain keys) {

    /// Creates a practice's next key and moves everything to it. Recordings do not change and can be played during
    /// the rotation.
    ///
    /// @return the number of the audit entry
    /// @throws org.permanence.audit.AuditException if the entry could not be written: the key stays
    public long rotate(AccessRequest access, PracticeId practice) {
        return audited(access, Action.KEY_ROTATED, practice, "practice/" + practice, () -> keys.rotate(practice));
    }

    /// Records that another root key now wraps `moved` keys. The entry is written afterwards, because the key that
    /// signs the audit log is one of them.
    public void recordRootKeyMove(int moved) {
        audit.note(AuditRequest.byEngine(
                Action.KEY_ROTATED,
                Optional.empty(),
                new AuditObject(AuditObject.Kind.KEY, "root"),
                Map.of("keys", Integer.toString(moved))));
    }

    /// Destroys a month's key. Recordings under it can never be decrypted again.
    ///
    /// @throws org.permanence.audit.AuditException if the entry could not be written: the key stays
    public void destroy(AccessRequest access, BucketKeyId key) {
        audited(access, Action.KEY_DESTROYED, key.practice(), key.toString(), () -> keys.destroy(key));
    }

    /// Destroys the key of a practice's pseudonyms, and replaces the practice's key that wrapped it: a deleted key
    /// file may be found on the disk. No pseudonym of the practice can be matched with a number again.
    ///
    /// @throws org.permanence.audit.AuditException if the entry could not be written: the key stays
    public void destroyPseudonyms(AccessRequest access, PracticeId practice) {
        audited(access, Action.KEY_DESTROYED, practice, "pseudonyms/" + practice, () -> {
            keys.destroyPseudonyms(practice);
            keys.rotate(practice);
        });
    }

    private long audited(AccessRequest access, Action action, PracticeId practice, String key, Runnable change) {
        var object = new AuditObject(AuditObject.Kind.KEY, key);
        AuditReceipt receipt = audit.open(AuditRequest.of(access, action, practice, object));
        return audit.runAudited(receipt, () -> {
            change.run();
            return receipt.entry();
        });
    }
}
