package org.permanence.flow;

import static org.permanence.flow.Disposition.FAULT;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Runs each call's flow on a virtual thread of its own, to its disposition, whatever happens to it. At most
/// `limit` calls run at once; a call beyond it is not taken, and the dialplan rings a human.
public final class CallRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final CallFlowFactory flowFactory;
    private final ThreadFactory threads;
    private final Semaphore slots;
    private final Set<CallId> running = ConcurrentHashMap.newKeySet();

    public CallRunner(CallFlowFactory flowFactory, ThreadFactory threads, int limit) {
        this.flowFactory = flowFactory;
        this.threads = threads;
        this.slots = new Semaphore(limit);
    }

    /// Starts the flow of `call` and returns at once.
    ///
    /// @return false where the house is full, or has no thread for it: nothing was started
    public boolean accept(Call call) {
        if (!slots.tryAcquire()) {
            LOG.atWarn().addKeyValue("call", call.id()).log("call.refused");
            return false;
        }
        running.add(call.id());
        try {
            threads.newThread(() -> runAndRelease(call)).start();
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError exhausted) { // What the start of a thread may throw.
            LOG.atError().addKeyValue("call", call.id()).setCause(exhausted).log("call.no-thread");
            release(call);
            return false;
        }
    }

    private void runAndRelease(Call call) {
        try (var _ = MDC.putCloseable("call", call.id().value())) {
            run(call);
        } finally {
            release(call);
        }
    }

    private void release(Call call) {
        running.remove(call.id());
        slots.release();
    }

    /// Whether a flow of this node is looking after the call.
    public boolean isRunning(CallId call) {
        return running.contains(call);
    }

    /// How many flows run now.
    public int running() {
        return running.size();
    }

    /// Runs the flow of `call` on this thread, and leaves the line as its disposition says: ended, or handed back.
    Disposition run(Call call) {
        Disposition disposition = FAULT;
        try {
            disposition = runToDisposition(flowFactory.flowFor(call));
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.fault");
        } finally {
            releaseLine(call, disposition);
        }
        return disposition;
    }

    private static Disposition runToDisposition(CallFlow flow) {
        Disposition disposition;
        Optional<HangupCause> cause = Optional.empty();
        try {
            disposition = flow.run();
        } catch (CallEnded hangup) {
            disposition = flow.dispositionOnHangup();
            cause = Optional.of(hangup.hangupCause());
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.fault");
            disposition = FAULT; // The dialplan rings a human: a fault of ours is never silence for the caller.
        }
        reportEnd(flow, disposition, cause);
        return disposition;
    }

    /// What became of the caller is decided: a fault in telling it does not send a served one to the fallback line.
    private static void reportEnd(CallFlow flow, Disposition disposition, Optional<HangupCause> cause) {
        try {
            flow.ended(disposition, cause);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.untold");
        }
    }

    private static void releaseLine(Call call, Disposition disposition) {
        if (disposition.sentToFallback()) {
            call.sendToFallback();
        } else {
            call.hangUp();
        }
    }
}
