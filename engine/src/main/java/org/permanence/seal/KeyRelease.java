package org.permanence.seal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;

/// The only way from a kept key to one that opens, and it goes through the audit log: whoever has no durable entry
/// about this very recording gets nothing. To seal a new recording takes no receipt.
public final class KeyRelease {

    private static final Set<Action> PERMITTED_ACTIONS = EnumSet.of(
            Action.RECORDING_PLAYED,
            Action.RECORDING_EXPORTED,
            Action.RECORDING_VERIFIED,
            Action.RECORDING_RECOVERED,
            Action.NUMBER_READ);

    private final KeyChain keys;

    public KeyRelease(KeyChain keys) {
        this.keys = keys;
    }

    /// Gives the key of a recording to whoever is in the log for it.
    ///
    /// @throws SealException `NOT_PERMITTED` if the entry speaks of something else
    public DataKey release(RecordingId recording, WrappedKey wrapped, AuditReceipt receipt) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, recording.value());
        if (PERMITTED_ACTIONS.stream().noneMatch(action -> receipt.permits(action, object))
                || !receipt.request()
                        .practice()
                        .equals(Optional.of(wrapped.bucket().practice()))) {
            throw new SealException(
                    SealFailure.NOT_PERMITTED,
                    "entry " + receipt.entry() + ": of something else (expected: this recording, its practice)");
        }
        return keys.unwrap(recording, wrapped);
    }

    /// The same, of the number that belongs to it.
    public NumberSealer releaseNumber(RecordingId recording, WrappedKey wrapped, AuditReceipt receipt) {
        try (DataKey key = release(recording, wrapped, receipt)) {
            return NumberSealer.of(key, wrapped.bucket().practice(), recording);
        }
    }
}
