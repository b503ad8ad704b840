package org.permanence.recording;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.Purpose;
import org.permanence.practice.PracticeId;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.KeyChain;

/// What is done to keys of the key store: entered before, and after.
///
/// @param audit where it is entered: what cannot be is not done
public record AuditedKeys(AuditGate audit, KeyChain keys) {

    /// Gives a practice a new key. What lay under the old one lies under it then, no recording is touched, and
    /// whoever listens meanwhile notices nothing.
    ///
    /// @return the entry's number
    /// @throws org.permanence.audit.AuditException where it could not be written down: the key stays then
    public long rotate(AccessRequest accessRequest, PracticeId practice) {
        return audited(
                accessRequest, Action.KEY_ROTATED, practice, "practice/" + practice, () -> keys.rotate(practice));
    }

    /// Enters that keys which lay under another root key lie under this one. They had to be moved before: the
    /// log's own is among them.
    public void recordRootKeyMove(int moved) {
        audit.note(new AuditRequest(
                Actor.ENGINE,
                Optional.empty(),
                Action.KEY_ROTATED,
                new AuditObject(AuditObject.Kind.KEY, "root"),
                Purpose.HOPERAT,
                new TreeMap<>(Map.of("keys", Integer.toString(moved))),
                Optional.empty()));
    }

    /// @throws org.permanence.audit.AuditException where it could not be written down: the key stays then
    void destroy(AccessRequest accessRequest, BucketKeyId key) {
        audited(accessRequest, Action.KEY_DESTROYED, key.practice(), key.toString(), () -> keys.destroy(key));
    }

    private long audited(AccessRequest accessRequest, Action action, PracticeId practice, String key, Runnable change) {
        var object = new AuditObject(AuditObject.Kind.KEY, key);
        AuditReceipt receipt = audit.open(accessRequest.toAudit(action, practice, object));
        return audit.runAudited(receipt, () -> {
            change.run();
            return receipt.entry();
        });
    }
}
