package org.permanence.boot;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.permanence.adapter.asterisk.AsteriskSwitch;
import org.permanence.call.CallId;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.CallRecord;
import org.permanence.journal.Consent;
import org.permanence.journal.Journal;
import org.permanence.practice.PracticeDirectory;
import org.permanence.recording.Recording;
import org.permanence.recording.RecordingKind;

/// Resumes the previous engine's recordings after a restart: first completes the interrupted files, then records
/// the conversations that are still in progress. Succeeds once.
final class RecordingResumption {

    private final RecordingModule recordings;
    private final AsteriskSwitch asterisk;
    private final Function<CallId, Optional<CallRecord>> openCalls;
    private final Journal journal;
    private final PracticeDirectory practices;
    private final InstantSource clock;
    private boolean done;

    /// Finds the calls of the previous engine.
    ///
    /// @param open the journal's record of a call that has not ended
    record Calls(
            AsteriskSwitch asterisk,
            Function<CallId, Optional<CallRecord>> open,
            Journal journal,
            PracticeDirectory practices) {}

    RecordingResumption(RecordingModule recordings, Calls calls, InstantSource clock) {
        this.recordings = recordings;
        this.asterisk = calls.asterisk();
        this.openCalls = calls.open();
        this.journal = calls.journal();
        this.practices = calls.practices();
        this.clock = clock;
    }

    /// Resumes the recordings. Does nothing once it has succeeded.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the database does not answer; try again later
    synchronized void run() {
        if (done) {
            return;
        }
        recordings.recoverInterrupted();
        asterisk.resumableCalls().stream()
                .filter(call -> !recordings.active().isRecording(call))
                .flatMap(call -> openCalls.apply(call).stream())
                .filter(call -> call.consent().equals(Optional.of(Consent.NOTIFIED)))
                .forEach(this::resume);
        done = true;
    }

    private void resume(CallRecord call) {
        List<Recording> earlier = recordings.store().find(call.call()).stream()
                .filter(recording -> recording.kind() instanceof RecordingKind.Conversation)
                .toList();
        if (!earlier.isEmpty()) {
            var events = new CallEventLog(journal, call.call(), call.practice(), clock);
            practices
                    .find(call.practice())
                    .ifPresent(practice -> recordings
                            .active()
                            .resume(
                                    earlier.getLast(),
                                    practice,
                                    events,
                                    listener -> asterisk.resumeTap(call.call(), listener)));
        }
    }
}
