package org.permanence.recording;

import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.KeyChain;

/// The end of a key of the key store: entered before it is destroyed, and after.
record KeyEnd(AuditGate audit, KeyChain keys) {

    /// @throws org.permanence.audit.AuditException where it could not be written down: the key stays then
    void destroy(Asking asking, BucketKeyId key) {
        var object = new AuditObject(AuditObject.Kind.KEY, key.toString());
        AuditReceipt receipt = audit.open(asking.to(Action.KEY_DESTROYED, key.practice(), object));
        Outcome outcome = Outcome.FAILED;
        try {
            keys.destroy(key);
            outcome = Outcome.SUCCEEDED;
        } finally {
            audit.close(receipt, outcome);
        }
    }
}
