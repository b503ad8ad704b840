package org.permanence.queue;

import java.time.Duration;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AwayReason;
import org.permanence.assistant.Login;
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
public final class Offer implements AutoCloseable {

    private enum Progress {
        RINGING,
        TALKING,
        SETTLED
    }

    private final QueueDesk desk;
    private final WaitingCall waiting;
    private final Assistant assistant;
    private final CallJournal journal;
    private final Memory memory;
    private final boolean talkedAlready;
    private Progress progress;

    /// What is remembered of the caller: runs where it happens.
    interface Memory {

        /// The caller and the assistant hear each other.
        void talked();

        /// The caller was gone before anybody answered.
        void lost();
    }

    Offer(QueueDesk desk, Place place, Assistant assistant, CallJournal journal, Memory memory) {
        this.desk = desk;
        this.waiting = place.waiting();
        this.assistant = assistant;
        this.journal = journal;
        this.memory = memory;
        this.talkedAlready = place.origin() == Place.Origin.TALKED;
        this.progress = talkedAlready ? Progress.TALKING : Progress.RINGING;
    }

    /// The two have talked and parted while the engine was away: nobody is to be rung.
    public boolean talkedAlready() {
        return talkedAlready;
    }

    /// Who is reserved.
    public Login assistant() {
        return assistant.login();
    }

    public Line line() {
        return assistant.line();
    }

    public Duration patience() {
        return assistant.ringPatience();
    }

    /// Both hear each other: the call has left the queue.
    public void joined() {
        progress = Progress.TALKING;
        journal.passed(Station.BRIDGED, assistant.login());
        desk.answered(waiting, assistant);
        memory.talked();
    }

    /// Says how the attempt ended, and hands the same word on.
    public BridgeOutcome ended(BridgeOutcome outcome) {
        switch (outcome) {
            case TALKED -> parted();
            case NO_ANSWER, BUSY -> rangOut(AwayReason.NO_ANSWER);
            case UNREACHABLE -> rangOut(AwayReason.UNREACHABLE);
            case NOT_RUNG -> notRung();
        }
        return outcome;
    }

    private void parted() {
        progress = Progress.SETTLED;
        journal.passed(Station.PARTED, assistant.login());
        desk.parted(waiting, assistant);
        journal.passed(Station.WRAPPING_UP, assistant.login());
    }

    private void rangOut(AwayReason reason) {
        progress = Progress.SETTLED;
        journal.passed(Station.RANG_OUT, assistant.login());
        desk.rangOut(waiting, assistant, reason);
    }

    private void notRung() {
        progress = Progress.SETTLED;
        desk.notRung(waiting, assistant);
    }

    /// Where nothing was said of the end, the caller left or something of ours failed: an assistant who was still
    /// ringing gets her turn back, one who had talked wraps up.
    @Override
    public void close() {
        switch (progress) {
            case RINGING -> {
                desk.withdrawn(waiting, assistant);
                memory.lost();
            }
            case TALKING -> parted();
            case SETTLED -> {}
        }
        progress = Progress.SETTLED;
    }
}
