package org.permanence.dialplan;

import static org.permanence.flow.Disposition.ABANDONED;
import static org.permanence.flow.Disposition.CALLBACK_BOOKED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TO_FALLBACK;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.call.BridgeOutcome;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.queue.CallQueue;
import org.permanence.queue.Reservation;
import org.permanence.queue.WaitOutcome;
import org.permanence.queue.WaitOutcome.AssistantReserved;
import org.permanence.queue.WaitOutcome.CallbackRequested;
import org.permanence.queue.WaitOutcome.MessageRequested;
import org.permanence.queue.WaitOutcome.OnCallDue;
import org.permanence.queue.WaitOutcome.PracticeClosed;
import org.permanence.queue.WaitOutcome.QueueFull;
import org.permanence.queue.WaitOutcome.TimedOut;
import org.permanence.triage.Urgency;

/// Holds the caller in the queue, rings the reserved assistant, and transfers the caller. Cases 4 to 9 of
/// [Reception] start here. A caller who cannot be connected is sent to the fallback line.
final class HoldAndConnect {

    /// After this many failed attempts to ring an assistant, waiting longer is useless.
    private static final int MAX_FAILED_RINGS = 3;

    private final CallContext context;
    private final Call call;
    private final CallQueue queue;
    private final OnCallWhileQueued onCallWhileQueued;
    private final CallbackMenu callbackMenu;
    private final MessageMenu messageMenu;
    private final ClosedAnnouncement closedAnnouncement;
    private boolean isWaitOver;

    HoldAndConnect(
            CallContext context,
            CallQueue queue,
            CallbackMenu callbackMenu,
            MessageMenu messageMenu,
            ClosedAnnouncement closedAnnouncement) {
        this.context = context;
        this.call = context.call();
        this.queue = queue;
        this.onCallWhileQueued = new OnCallWhileQueued(context, queue);
        this.callbackMenu = callbackMenu;
        this.messageMenu = messageMenu;
        this.closedAnnouncement = closedAnnouncement;
    }

    /// The caller enters the queue, or returns to it with the same position. A caller of a practice that assistants
    /// do not answer for goes to the fallback line.
    Disposition enter(Urgency urgency) throws CallEnded {
        if (!queue.isServed(context.practice())) {
            return toFallback();
        }
        return resumeWait(urgency, context.now());
    }

    /// The caller keeps waiting.
    ///
    /// @param since when the wait began; the delay before doctors on call are rung starts then
    Disposition resumeWait(Urgency urgency, Instant since) throws CallEnded {
        onCallWhileQueued.startWait(urgency, since);
        return hold(urgency);
    }

    /// The caller keeps waiting while doctors on call ring.
    ///
    /// @param lines the rest of the round; the first line may still be ringing
    Disposition resumeOnCallRound(Urgency urgency, List<Line> lines) throws CallEnded {
        onCallWhileQueued.resumeRound(urgency, lines);
        return hold(urgency);
    }

    /// Whether the call has a queue entry; false if the store is down.
    boolean isQueued() {
        return queue.isQueued(call);
    }

    /// Connects the caller to a line of the practice, without an assistant in between.
    Disposition putThrough(Line line) throws CallEnded {
        call.announce(context.prompts().puttingThrough());
        context.events().transferring(line);
        return connectTo(line) ? HANDLED : toFallback();
    }

    private Disposition hold(Urgency urgency) throws CallEnded {
        context.recording().playNotice(call, context.prompts().recordingNotice());
        context.setDispositionOnHangup(ABANDONED);
        int failedRings = 0;
        while (failedRings < MAX_FAILED_RINGS) {
            switch (waitInQueue(urgency)) {
                case AssistantReserved(var reservation) -> {
                    BridgeOutcome outcome = ringAssistant(reservation);
                    if (outcome == BridgeOutcome.CONNECTED) {
                        return afterAssistant(urgency);
                    }
                    failedRings += outcome == BridgeOutcome.FAILED ? 1 : 0;
                }
                case OnCallDue() -> {
                    if (onCallWhileQueued.ringNextDoctor(urgency)) {
                        return ESCALATED;
                    }
                }
                case CallbackRequested() -> {
                    if (bookCallback()) {
                        return CALLBACK_BOOKED;
                    }
                }
                case MessageRequested() -> {
                    return messageMenu.run();
                }
                case PracticeClosed() -> {
                    return closedAnnouncement.play();
                }
                case TimedOut() -> {
                    isWaitOver = true;
                    return toFallback();
                }
                case QueueFull() -> {
                    context.setDispositionOnHangup(LEFT_EARLY); // The caller was never in the queue.
                    return toFallback();
                }
            }
        }
        isWaitOver = true;
        queue.giveUp(call, context.practice());
        return toFallback();
    }

    /// The dialplan has the caller, or the caller is gone: no engine needs to find that the wait is over.
    void lineReleased() {
        if (isWaitOver) {
            queue.leave(call, context.practice());
        }
    }

    private WaitOutcome waitInQueue(Urgency urgency) throws CallEnded {
        return queue.hold(call, context.practice(), urgency, onCallWhileQueued.dueAt(), context.events());
    }

    /// The caller keeps their position during the menu. If the menu does not return, the caller leaves the queue.
    private boolean bookCallback() throws CallEnded {
        boolean stillQueued = false;
        try {
            boolean booked = callbackMenu.run();
            stillQueued = true;
            return booked;
        } finally {
            if (!stillQueued) {
                queue.leave(call, context.practice());
            }
        }
    }

    private Disposition toFallback() throws CallEnded {
        call.play(context.prompts().ringingFallback());
        return TO_FALLBACK;
    }

    /// Rings the assistant. If the assistant does not answer, the caller keeps their position.
    private BridgeOutcome ringAssistant(Reservation reservation) throws CallEnded {
        try (reservation) {
            if (reservation.wasAlreadyAnswered()) {
                return BridgeOutcome.CONNECTED;
            }
            context.recording().tapConversation(call);
            BridgeOutcome outcome =
                    call.bridge(reservation.line(), reservation.ringTimeout(), () -> assistantConnected(reservation));
            if (outcome == BridgeOutcome.DROPPED) {
                answerDropped();
            }
            return reservation.completed(outcome);
        }
    }

    private void assistantConnected(Reservation reservation) {
        context.setDispositionOnHangup(HANDLED);
        reservation.connected();
        context.recording().connected(reservation.assistant());
        context.transfer().connectedTo(reservation.assistant());
    }

    /// The assistant's telephone answered and hung up at once: the caller waits as before.
    private void answerDropped() {
        context.setDispositionOnHangup(ABANDONED);
        var _ = assistantDisconnected();
    }

    /// @return the line that rings for the caller, or has answered
    private Optional<Line> assistantDisconnected() {
        context.recording().assistantDisconnected();
        return context.transfer().assistantDisconnected();
    }

    /// The assistant has hung up: the conversation is over, or a transfer target rings for the caller.
    private Disposition afterAssistant(Urgency urgency) throws CallEnded {
        Optional<Line> line = assistantDisconnected();
        if (line.isEmpty() || connectTo(line.get())) {
            return HANDLED;
        }
        context.recording().transferReturned();
        context.events().record(CallEvent.TRANSFER_RETURNED);
        return enter(urgency);
    }

    private boolean connectTo(Line line) throws CallEnded {
        var ringTimeout = context.practice().transfers().ringTimeout();
        var question = context.practice().transferQuestion(line);
        return call.bridge(line, ringTimeout, question, this::transferConnected) == BridgeOutcome.CONNECTED;
    }

    private void transferConnected() {
        context.recording().transferCompleted();
        context.events().record(CallEvent.TRANSFERRED);
    }
}
