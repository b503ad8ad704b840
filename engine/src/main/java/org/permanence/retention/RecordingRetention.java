package org.permanence.retention;

import java.util.function.LongConsumer;
import org.permanence.recording.Retention;

/// Deletes the audio of recordings and messages after the period of their practice.
public final class RecordingRetention implements KindRetention {

    private final Retention recordings;

    public RecordingRetention(Retention recordings) {
        this.recordings = recordings;
    }

    @Override
    public DataKind kind() {
        return DataKind.RECORDINGS;
    }

    @Override
    public void deleteExpired(LongConsumer onDeleted) {
        int batch = recordings.expireBatch();
        while (batch > 0) {
            onDeleted.accept(batch);
            batch = recordings.expireBatch();
        }
    }
}
