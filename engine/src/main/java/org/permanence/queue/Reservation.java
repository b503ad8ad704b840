package org.permanence.queue;

import java.time.Duration;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Login;
import org.permanence.assistant.PauseReason;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Line;
import org.permanence.journal.CallJournal;
import org.permanence.journal.Station;

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

    private final TeamQueue queue;
    private final QueueEntry entry;
    private final Assistant assistant;
    private final CallJournal journal;
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

    Reservation(TeamQueue queue, EnqueueResult enqueued, Assistant assistant, CallJournal journal, Listener listener) {
        this.queue = queue;
        this.entry = enqueued.entry();
        this.assistant = assistant;
        this.journal = journal;
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
        journal.passed(Station.BRIDGED, assistant.login());
        queue.answered(entry, assistant);
        listener.onConnected();
    }

    /// Says how the attempt ended, and hands the same word on.
    public BridgeOutcome completed(BridgeOutcome outcome) {
        switch (outcome) {
            case TALKED -> callEnded();
            case NO_ANSWER, BUSY -> ringNotAnswered(PauseReason.NO_ANSWER);
            case UNREACHABLE -> ringNotAnswered(PauseReason.UNREACHABLE);
            case NOT_RUNG -> ringFailed();
        }
        return outcome;
    }

    private void callEnded() {
        progress = Progress.CLOSED;
        journal.passed(Station.PARTED, assistant.login());
        queue.callEnded(entry, assistant);
        journal.passed(Station.WRAPPING_UP, assistant.login());
    }

    private void ringNotAnswered(PauseReason reason) {
        progress = Progress.CLOSED;
        journal.passed(Station.RANG_OUT, assistant.login());
        queue.ringNotAnswered(entry, assistant, reason);
    }

    private void ringFailed() {
        progress = Progress.CLOSED;
        queue.ringFailed(entry, assistant);
    }

    /// Where nothing was said of the end, the caller left or something of ours failed: an assistant who was still
    /// ringing gets her turn back, one who had talked wraps up.
    @Override
    public void close() {
        switch (progress) {
            case RINGING -> {
                queue.reservationCancelled(entry, assistant);
                listener.onAbandoned();
            }
            case CONNECTED -> callEnded();
            case CLOSED -> {}
        }
        progress = Progress.CLOSED;
    }
}
