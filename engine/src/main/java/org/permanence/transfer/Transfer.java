package org.permanence.transfer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.Line;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.recording.CallRecording;

/// How one call is handed over. While the line rings the caller and the assistant talk on, so nobody waits alone
/// and nothing is lost where it does not answer; who answers is joined with the caller, and the assistant is free.
/// An assistant who hangs up first leaves the caller with music until it does.
///
/// Its flow tells it the way of the call; the assistant's wishes come from other threads.
///
/// ```java
/// call.bridge(assistant.line(), patience, () -> transfer.talksWith(assistant));
/// transfer.parted().ifPresent(line -> call.bridge(line, …));
/// ```
public final class Transfer {

    /// What became of a wish.
    public enum Result {
        /// The line rings.
        RINGING,
        /// The assistant talks with nobody, as far as this engine knows.
        NOT_ON_CALL,
        /// A line rings for the caller already.
        ALREADY_RINGING,
        /// No line to which this practice's callers are handed over.
        UNKNOWN_LINE,
        /// The switch could not be asked.
        FAILED
    }

    private final Call call;
    private final Practice practice;
    private final CallEventLog events;
    private final CallRecording recording;
    private final Runnable onCallEnded;

    private @Nullable Login assistant;
    private @Nullable Line ringingLine;

    /// @param earlier the line that an engine which died had rung
    Transfer(
            Call call,
            Practice practice,
            CallEventLog events,
            CallRecording recording,
            Optional<Line> ringingBeforeRestart,
            Runnable onCallEnded) {
        this.call = call;
        this.practice = practice;
        this.events = events;
        this.recording = recording;
        this.ringingLine = ringingBeforeRestart.orElse(null);
        this.onCallEnded = onCallEnded;
    }

    /// The caller and an assistant hear each other: from here on she may hand the caller over.
    public synchronized void connectedTo(Login login) {
        assistant = login;
        ringingLine = null;
    }

    /// They have parted.
    ///
    /// @return the line that rings for the caller, or has answered
    public synchronized Optional<Line> assistantDisconnected() {
        Optional<Line> target = Optional.ofNullable(ringingLine);
        assistant = null;
        ringingLine = null;
        return target;
    }

    /// The flow of the call is over.
    public void callEnded() {
        onCallEnded.run();
    }

    synchronized boolean isConnectedTo(Login login) {
        return login.equals(assistant);
    }

    /// Rings `line`.
    synchronized Result ring(Line line) {
        if (assistant == null) {
            return Result.NOT_ON_CALL;
        }
        if (ringingLine != null) {
            return Result.ALREADY_RINGING;
        }
        if (!practice.transfers().lines().contains(line)) {
            return Result.UNKNOWN_LINE;
        }
        ringingLine = line;
        events.transferring(line);
        call.ringTransferTarget(
                line, practice.transfers().ringTimeout(), recording.transferStarted(), _ -> unanswered());
        return ringingLine == null ? Result.FAILED : Result.RINGING;
    }

    private synchronized void unanswered() {
        if (ringingLine != null) { // Else the two have parted, and their flow goes on with it.
            ringingLine = null;
            recording.transferReturned();
            events.record(CallEvent.TRANSFER_RETURNED);
        }
    }
}
