package org.permanence.queue;

import java.time.Duration;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Line;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;

/// One assistant reserved for one call, from before her telephone rings until she may be offered another. Belongs
/// to the thread of the call. Closing it gives her back, whatever happened:
///
/// ```java
/// try (offer) {
///     return offer.ended(call.bridge(offer.line(), offer.patience(), offer::joined));
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

    /// What is remembered of the caller: runs where it happens.
    interface Listener {

        /// The caller and the assistant hear each other.
        void onConnected();

        /// The caller was gone before anybody answered.
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

    /// The two have talked and parted while the engine was away: nobody is to be rung.
    public boolean wasAlreadyAnswered() {
        return wasAlreadyAnswered;
    }

    /// Who is reserved.
    public Login assistant() {
        return assistant.login();
    }

    public Line line() {
        return assistant.line();
    }

    public Duration ringTimeout() {
        return assistant.ringTimeout();
    }

    /// Both hear each other: the call has left the queue.
    public void connected() {
        progress = Progress.CONNECTED;
        events.record(CallEvent.BRIDGED, assistant.login());
        changes.answered(entry, assistant);
        listener.onConnected();
    }

    /// Says how the attempt ended, and hands the same word on.
    public BridgeOutcome completed(BridgeOutcome outcome) {
        switch (outcome) {
            case CONNECTED -> callEnded();
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

    private void ringNotAnswered(PauseReason reason) {
        progress = Progress.CLOSED;
        events.record(CallEvent.RING_NO_ANSWER, assistant.login());
        changes.ringNotAnswered(entry, assistant, reason);
    }

    private void ringFailed() {
        progress = Progress.CLOSED;
        changes.ringFailed(entry, assistant);
    }

    /// Where nothing was said of the end, the caller left or something of ours failed: an assistant who was still
    /// ringing gets her turn back, one who had talked wraps up.
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
