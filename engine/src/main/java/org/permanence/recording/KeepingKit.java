package org.permanence.recording;

import java.util.concurrent.locks.Lock;
import org.permanence.audit.AuditGate;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.Sealer;

/// What a recording needs to be kept.
///
/// @param keysInHand held by whoever draws or moves keys, until the book knows them
public record KeepingKit(
        Sealer sealer,
        Pseudonyms pseudonyms,
        Vault vault,
        RecordingBook book,
        AuditGate audit,
        Watch watch,
        Lock keysInHand) {

    /// What operations must hear of.
    public interface Watch {

        /// A recording could not be kept.
        void lost();

        /// Sound came faster than it was sealed: so many frames of silence are in its place.
        void behind(long frames);
    }
}
