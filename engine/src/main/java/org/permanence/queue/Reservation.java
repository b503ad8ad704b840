package org.permanence.queue;

import java.time.Duration;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Line;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;

/// One assistant reserved for one call: from before the assistant's telephone rings until they are wrapping up or
/// ready again. Closing the reservation always frees the assistant. Belongs to the call's thread.
///
/// ```java
/// try (reservation) {
///     return reservation.completed(
///             call.bridge(reservation.line(), reservation.ringTimeout(), reservation::connected));
/// }
/// ```
public final class Reservation implements AutoCloseable {

    private enum Progress {
        RINGING,
        CONNECTED,
        CLOSED
    }

    private final ReservationChanges changes;
    private final QueueEntry entry;
    private final Assistant assistant;
    private final CallEventLog events;
    private final Listener listener;
    private final boolean wasAlreadyAnswered;
    private Progress progress;

    /// Runs on the call's thread.
    interface Listener {

        /// The caller and the assistant are connected.
        void onConnected();

        /// The caller hung up before the assistant answered.
        void onAbandoned();
    }

    Reservation(
            ReservationChanges changes,
            EnqueueResult enqueued,
            Assistant assistant,
            CallEventLog events,
            Listener listener) {
        this.changes = changes;
        this.entry = enqueued.entry();
        this.assistant = assistant;
        this.events = events;
        this.listener = listener;
        this.wasAlreadyAnswered = enqueued.origin() == EnqueueResult.Origin.ALREADY_ANSWERED;
        this.progress = wasAlreadyAnswered ? Progress.CONNECTED : Progress.RINGING;
    }

    /// The conversation took place while the engine was down: no telephone is to be rung.
    public boolean wasAlreadyAnswered() {
        return wasAlreadyAnswered;
    }

    public Login assistant() {
        return assistant.login();
    }

    public Line line() {
        return assistant.line();
    }

    public Duration ringTimeout() {
        return assistant.ringTimeout();
    }

    /// The caller and the assistant are connected: the call leaves the queue.
    public void connected() {
        progress = Progress.CONNECTED;
        events.record(CallEvent.BRIDGED, assistant.login());
        changes.answered(entry, assistant);
        listener.onConnected();
    }

    /// Applies the outcome of the attempt, and returns it.
    public BridgeOutcome completed(BridgeOutcome outcome) {
        switch (outcome) {
            case CONNECTED -> callEnded();
            case DROPPED -> answerDropped();
            case NO_ANSWER, BUSY -> ringNotAnswered(PauseReason.NO_ANSWER);
            case UNREACHABLE -> ringNotAnswered(PauseReason.UNREACHABLE);
            case FAILED -> ringFailed();
        }
        return outcome;
    }

    private void callEnded() {
        progress = Progress.CLOSED;
        events.record(CallEvent.BRIDGE_ENDED, assistant.login());
        changes.callEnded(entry, assistant);
        events.record(CallEvent.WRAPPING_UP, assistant.login());
    }

    private void answerDropped() {
        progress = Progress.CLOSED;
        events.record(CallEvent.ANSWER_DROPPED, assistant.login());
        changes.answerDropped(entry, assistant);
    }

    private void ringNotAnswered(PauseReason reason) {
        progress = Progress.CLOSED;
        events.record(CallEvent.RING_NO_ANSWER, assistant.login());
        changes.ringNotAnswered(entry, assistant, reason);
    }

    private void ringFailed() {
        progress = Progress.CLOSED;
        changes.ringFailed(entry, assistant);
    }

    /// Without an outcome, the caller hung up or the engine failed. An assistant whose telephone was ringing is
    /// ready again, one who was connected wraps up.
    @Override
    public void close() {
        switch (progress) {
            case RINGING -> {
                changes.cancelled(entry, assistant);
                listener.onAbandoned();
            }
            case CONNECTED -> callEnded();
            case CLOSED -> {}
        }
        progress = Progress.CLOSED;
    }
}
