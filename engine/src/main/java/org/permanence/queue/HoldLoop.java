package org.permanence.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.practice.Practice;
import org.permanence.triage.Urgency;
import org.permanence.waittime.WaitEstimator;

/// The queue as a caller experiences it. Each call waits on its own thread, in a [HeldCall]. Thread-safe.
public final class HoldLoop implements CallQueue {

    private final Admission admission;
    private final QueueView view;
    private final WaiterSignals signals;
    private final CallerMemoryStore callerMemory;
    private final HeldCall.Context context;

    /// What the hold loop needs besides the queue.
    public record Services(
            WaiterSignals signals,
            AssistantDirectory assistants,
            WaitEstimator waitEstimator,
            CallerMemoryStore callerMemory,
            OfferCheck offers) {}

    public HoldLoop(TeamQueue queue, Services services, InstantSource clock) {
        this.admission = new Admission(queue, services.waitEstimator(), clock);
        this.view = new QueueView(queue.store(), services.assistants(), services.waitEstimator(), clock);
        this.signals = services.signals();
        this.callerMemory = services.callerMemory();
        this.context = new HeldCall.Context(
                admission,
                view,
                new OverflowOffers(queue, view, clock),
                new ReservationChanges(queue, services.waitEstimator(), clock),
                signals,
                services.assistants(),
                callerMemory,
                services.offers(),
                clock);
    }

    @Override
    public boolean isServed(Practice practice) {
        return context.offers().isServed(practice.id());
    }

    @Override
    public WaitOutcome hold(
            Call call, Practice practice, Urgency urgency, Optional<Instant> onCallDueAt, CallEventLog events)
            throws CallEnded {
        signals.register(call.id());
        try {
            call.onHangup(cause -> signals.send(call.id(), new WaiterSignals.Signal.CallerLeft(cause)));
            CallerMemory memory = call.isResumed() ? CallerMemory.EMPTY : callerMemory.recall(call, practice);
            Optional<EnqueueResult> result = admission.enqueue(call, practice, urgency, memory);
            if (result.isEmpty()) {
                return new WaitOutcome.QueueFull();
            }
            if (result.get().origin() == EnqueueResult.Origin.NEW) {
                events.record(CallEvent.QUEUED);
            }
            return holdEntry(new HeldCaller(call, practice, result.get(), onCallDueAt.orElse(Instant.MAX), events));
        } finally {
            signals.unregister(call.id());
        }
    }

    @Override
    public void giveUp(Call call, Practice practice) {
        admission.endWait(call.id(), practice.team(), _ -> false);
    }

    @Override
    public void leave(Call call, Practice practice) {
        admission.leave(call.id(), practice.team());
    }

    @Override
    public boolean isQueued(Call call) {
        return view.isQueued(call.id());
    }

    @Override
    public void resumeAssignment(Call call, Practice practice) {
        admission.resumeAssignment(call.id(), practice.team());
    }

    private WaitOutcome outcomeOf(QueueEntry entry, HeldCaller caller) throws CallEnded {
        if (entry.isFallbackDue()) {
            return new WaitOutcome.TimedOut(); // The engine that decided it died before the caller was there.
        }
        return entry.isOnCallRinging()
                ? new WaitOutcome.OnCallDue() // The on-call lines may still ring: reserve no assistant as well.
                : new HeldCall(context, caller).waitForOutcome();
    }

    private WaitOutcome holdEntry(HeldCaller caller) throws CallEnded {
        QueueEntry entry = caller.enqueued().entry();
        boolean isStillQueued = false;
        try {
            WaitOutcome outcome = outcomeOf(entry, caller);
            isStillQueued = outcome.isStillQueued();
            return outcome;
        } catch (CallEnded left) {
            callerMemory.savePosition(caller.call(), caller.practice(), entry);
            throw left;
        } finally {
            if (!isStillQueued) {
                admission.leave(caller.call().id(), caller.practice().team());
            }
        }
    }
}
