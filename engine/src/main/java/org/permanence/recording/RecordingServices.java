package org.permanence.recording;

import java.util.concurrent.locks.Lock;
import org.permanence.audit.AuditGate;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.Sealer;

/// The services for storing recordings.
///
/// @param keyLock held from the creation or move of keys until the rows refer to them
public record RecordingServices(
        Sealer sealer,
        Pseudonyms pseudonyms,
        RecordingStorage storage,
        RecordingStore store,
        AuditGate audit,
        LossListener lossListener,
        Lock keyLock) {

    /// Losses that operations must know of.
    public interface LossListener {

        /// A recording could not be stored.
        void onRecordingLost();

        /// Audio arrived faster than it was sealed. This many frames are silence instead.
        void onFramesLost(long frames);
    }
}
