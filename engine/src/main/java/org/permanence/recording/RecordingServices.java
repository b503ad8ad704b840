package org.permanence.recording;

import java.util.concurrent.locks.Lock;
import org.permanence.audit.AuditGate;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.Sealer;

/// What a recording needs to be kept.
///
/// @param keyLock held by whoever draws or moves keys, until the book knows them
public record RecordingServices(
        Sealer sealer,
        Pseudonyms pseudonyms,
        RecordingStorage storage,
        RecordingStore store,
        AuditGate audit,
        LossListener lossListener,
        Lock keyLock) {

    /// What operations must hear of.
    public interface LossListener {

        /// A recording could not be kept.
        void onRecordingLost();

        /// Sound came faster than it was sealed: so many frames of silence are in its place.
        void onFramesLost(long frames);
    }
}
