package org.permanence.recording;

import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;

/// Gives each call its recording.
public interface RecordingFactory {

    /// The recording of a call whose flow begins.
    ///
    /// @param earlier what the caller has said to it before the engine died
    CallRecording forCall(Call call, Practice practice, CallEventLog events, Optional<Consent> earlierConsent);

    /// Records nothing, whatever the practices say: keys or log are not there, and calls go on.
    static RecordingFactory none() {
        return (_, practice, events, earlierConsent) -> CallRecording.never(practice, events, earlierConsent);
    }
}
