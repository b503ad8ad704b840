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

/// The transfer of one call from an assistant to another line. While the line rings, caller and assistant stay
/// connected, so the caller is not alone if it does not answer. On answer the caller is connected to the line and
/// the assistant is free. If the assistant hangs up first, the caller hears music until the line answers.
///
/// The call's flow reports the steps of the call; the assistant's requests come from other threads.
///
/// ```java
/// call.bridge(assistant.line(), ringTimeout, () -> transfer.connectedTo(assistant));
/// transfer.assistantDisconnected().ifPresent(line -> call.bridge(line, …));
/// ```
public final class Transfer {

    /// The result of a transfer request.
    public enum Result {
        /// The line rings.
        RINGING,
        /// The assistant is not on a call of this engine.
        NOT_ON_CALL,
        /// A line is already ringing for this call.
        ALREADY_RINGING,
        /// Not a line to which this practice transfers callers.
        UNKNOWN_LINE,
        /// The switch did not accept the command.
        FAILED
    }

    private final Call call;
    private final Practice practice;
    private final CallEventLog events;
    private final CallRecording recording;
    private final Listeners listeners;

    private @Nullable Login assistant;
    private @Nullable Line ringingLine;

    /// @param onCallEnded runs when the flow of the call is over
    record Listeners(ConversationListener conversations, Runnable onCallEnded) {}

    Transfer(Call call, Practice practice, CallEventLog events, CallRecording recording, Listeners listeners) {
        this.call = call;
        this.practice = practice;
        this.events = events;
        this.recording = recording;
        this.listeners = listeners;
    }

    /// Continues a transfer after its engine died while `line` was ringing.
    synchronized void resume(Line line) {
        ringingLine = line;
    }

    /// The caller and an assistant are connected: the assistant may transfer the call from now on.
    public synchronized void connectedTo(Login login) {
        assistant = login;
        ringingLine = null;
        listeners.conversations().connected(call, practice, login);
    }

    /// The assistant has left the call. Called by the flow.
    ///
    /// @return the line that rings for the caller, or has answered
    public synchronized Optional<Line> assistantDisconnected() {
        Optional<Line> target = Optional.ofNullable(ringingLine);
        assistant = null;
        ringingLine = null;
        listeners.conversations().ended(call.id());
        return target;
    }

    /// The flow of the call is over.
    public void callEnded() {
        listeners.conversations().ended(call.id());
        listeners.onCallEnded().run();
    }

    synchronized boolean isConnectedTo(Login login) {
        return login.equals(assistant);
    }

    /// Rings `line` for the caller.
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
                line,
                practice.transfers().ringTimeout(),
                new Call.BeforeBridge(recording.transferStarted(), practice.transferQuestion(line)),
                _ -> unanswered());
        return ringingLine == null ? Result.FAILED : Result.RINGING;
    }

    private synchronized void unanswered() {
        if (ringingLine != null) { // Else the assistant has left, and the flow goes on with the line.
            ringingLine = null;
            recording.transferReturned();
            events.record(CallEvent.TRANSFER_RETURNED);
        }
    }
}
