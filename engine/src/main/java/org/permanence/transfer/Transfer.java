package org.permanence.transfer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.Line;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;
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
    public enum Answer {
        /// The line rings.
        RINGING,
        /// The assistant talks with nobody, as far as this engine knows.
        NOT_TALKING,
        /// A line rings for the caller already.
        RINGING_ALREADY,
        /// No line to which this practice's callers are handed over.
        UNKNOWN_LINE,
        /// The switch could not be asked.
        NOT_RUNG
    }

    private final Call call;
    private final Practice practice;
    private final CallJournal journal;
    private final CallRecording recording;
    private final Runnable whenOver;

    private @Nullable Login assistant;
    private @Nullable Line ringing;

    /// @param earlier the line that an engine which died had rung
    Transfer(
            Call call,
            Practice practice,
            CallJournal journal,
            CallRecording recording,
            Optional<Line> earlier,
            Runnable whenOver) {
        this.call = call;
        this.practice = practice;
        this.journal = journal;
        this.recording = recording;
        this.ringing = earlier.orElse(null);
        this.whenOver = whenOver;
    }

    /// The caller and an assistant hear each other: from here on she may hand the caller over.
    public synchronized void talksWith(Login login) {
        assistant = login;
        ringing = null;
    }

    /// They have parted.
    ///
    /// @return the line that rings for the caller, or has answered
    public synchronized Optional<Line> parted() {
        Optional<Line> wanted = Optional.ofNullable(ringing);
        assistant = null;
        ringing = null;
        return wanted;
    }

    /// The flow of the call is over.
    public void over() {
        whenOver.run();
    }

    synchronized boolean isWith(Login login) {
        return login.equals(assistant);
    }

    /// Rings `line`.
    synchronized Answer to(Line line) {
        if (assistant == null) {
            return Answer.NOT_TALKING;
        }
        if (ringing != null) {
            return Answer.RINGING_ALREADY;
        }
        if (!practice.transfers().lines().contains(line)) {
            return Answer.UNKNOWN_LINE;
        }
        ringing = line;
        journal.transferring(line);
        call.ring(line, practice.transfers().ringTimeout(), recording.transferring(), _ -> unanswered());
        return ringing == null ? Answer.NOT_RUNG : Answer.RINGING;
    }

    private synchronized void unanswered() {
        if (ringing != null) { // Else the two have parted, and their flow goes on with it.
            ringing = null;
            recording.takenBack();
            journal.passed(Station.TAKEN_BACK);
        }
    }
}
