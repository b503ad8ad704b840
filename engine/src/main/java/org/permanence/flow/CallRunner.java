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

/// Runs each call's flow on a virtual thread of its own, always to a disposition. At most `limit` calls run at
/// once; a call beyond the limit is rejected, and the dialplan rings the fallback line.
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
    /// @return false if the limit is reached or no thread can be started; the flow does not run
    public boolean accept(Call call) {
        if (!slots.tryAcquire()) {
            LOG.atWarn().addKeyValue("call", call.id()).log("call.rejected");
            return false;
        }
        running.add(call.id());
        try {
            threads.newThread(() -> runAndRelease(call)).start();
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError exhausted) { // Starting a thread may throw either.
            LOG.atError().addKeyValue("call", call.id()).setCause(exhausted).log("call.thread-failed");
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

    /// Whether a flow for the call is running on this node.
    public boolean isRunning(CallId call) {
        return running.contains(call);
    }

    /// The number of running flows.
    public int running() {
        return running.size();
    }

    /// Runs the flow of `call` on this thread, then hangs up or sends the caller to the fallback line, as the
    /// disposition says.
    Disposition run(Call call) {
        Disposition disposition = FAULT;
        Optional<CallFlow> flow = Optional.empty();
        try {
            CallFlow created = flowFactory.flowFor(call);
            flow = Optional.of(created);
            disposition = runToDisposition(created);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.failed");
        } finally {
            releaseLine(call, disposition);
            flow.ifPresent(CallRunner::reportReleased);
        }
        return disposition;
    }

    private static void reportReleased(CallFlow flow) {
        try {
            flow.lineReleased();
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.end-handling-failed");
        }
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
            LOG.atError().setCause(fault).log("call.failed");
            // The dialplan then rings the fallback line: an error of the engine never leaves the caller in silence.
            disposition = FAULT;
        }
        reportEnd(flow, disposition, cause);
        return disposition;
    }

    /// The disposition is decided: an error while recording it does not send a served caller to the fallback line.
    private static void reportEnd(CallFlow flow, Disposition disposition, Optional<HangupCause> cause) {
        try {
            flow.ended(disposition, cause);
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.end-handling-failed");
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
