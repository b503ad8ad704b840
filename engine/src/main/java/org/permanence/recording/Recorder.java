package org.permanence.recording;

import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;

/// Gives each call its recording.
public interface Recorder {

    /// The recording of a call whose flow begins.
    ///
    /// @param earlier what the caller has said to it before the engine died
    CallRecording of(Call call, Practice practice, CallEventLog events, Optional<Consent> earlier);

    /// Records nothing, whatever the practices say: keys or log are not there, and calls go on.
    static Recorder none() {
        return (_, practice, events, earlier) -> CallRecording.never(practice, events, earlier);
    }
}
