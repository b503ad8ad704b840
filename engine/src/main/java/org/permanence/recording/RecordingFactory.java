package org.permanence.recording;

import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;

/// Creates the recording of each call.
public interface RecordingFactory {

    /// The recording of a call when its flow starts.
    ///
    /// @param earlierConsent the caller's consent or objection from before an engine restart
    CallRecording forCall(Call call, Practice practice, CallEventLog events, Optional<Consent> earlierConsent);

    /// Records nothing, whatever the practices' rules say. For use without keys or audit log: calls go on.
    static RecordingFactory none() {
        return (_, practice, events, earlierConsent) -> CallRecording.never(practice, events, earlierConsent);
    }
}
