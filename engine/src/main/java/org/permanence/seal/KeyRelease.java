package org.permanence.seal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;

/// The only way to the key of a stored recording. Requires a durable audit entry about that recording. Sealing a
/// new recording needs no receipt.
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

    /// Unwraps the key of a recording.
    ///
    /// @throws SealException `NOT_PERMITTED` if the entry is about another object, practice or action
    public DataKey release(RecordingId recording, WrappedKey wrapped, AuditReceipt receipt) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, recording.value());
        if (PERMITTED_ACTIONS.stream().noneMatch(action -> receipt.permits(action, object))
                || !receipt.request()
                        .practice()
                        .equals(Optional.of(wrapped.bucket().practice()))) {
            throw new SealException(
                    SealFailure.NOT_PERMITTED,
                    "entry " + receipt.entry() + ": about another object (expected: this recording and its practice)");
        }
        return keys.unwrap(recording, wrapped);
    }

    /// Like [#release], for the callback number of a recording.
    public NumberSealer releaseNumber(RecordingId recording, WrappedKey wrapped, AuditReceipt receipt) {
        try (DataKey key = release(recording, wrapped, receipt)) {
            return NumberSealer.of(key, wrapped.bucket().practice(), recording);
        }
    }
}
