package org.permanence.flow;

import static org.permanence.flow.Disposition.FAULT;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Runs each call's flow on a virtual thread of its own, to its disposition, whatever happens to it. At most
/// `limit` calls run at once; a call beyond it is not taken, and the dialplan rings a human.
public final class CallRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final CallFlows flows;
    private final ThreadFactory threads;
    private final Semaphore places;
    private final Set<CallId> running = ConcurrentHashMap.newKeySet();

    public CallRunner(CallFlows flows, ThreadFactory threads, int limit) {
        this.flows = flows;
        this.threads = threads;
        this.places = new Semaphore(limit);
    }

    /// Starts the flow of `call` and returns at once.
    ///
    /// @return false where the house is full: nothing was started
    public boolean accept(Call call) {
        if (!places.tryAcquire()) {
            LOG.atWarn().addKeyValue("call", call.id()).log("call.refused");
            return false;
        }
        running.add(call.id());
        threads.newThread(() -> {
                    try (var _ = MDC.putCloseable("call", call.id().value())) {
                        run(call);
                    } finally {
                        running.remove(call.id());
                        places.release();
                    }
                })
                .start();
        return true;
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
            disposition = runToItsEnd(flows.flowFor(call));
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.fault");
        } finally {
            leave(call, disposition);
        }
        return disposition;
    }

    private static Disposition runToItsEnd(CallFlow flow) {
        try {
            Disposition disposition = flow.run();
            flow.ended(disposition, Optional.empty());
            return disposition;
        } catch (CallEnded left) {
            flow.ended(flow.ifTheCallerLeaves(), Optional.of(left.hangupCause()));
            return flow.ifTheCallerLeaves();
        } catch (RuntimeException fault) {
            LOG.atError().setCause(fault).log("call.fault");
            flow.ended(FAULT, Optional.empty());
            return FAULT; // The dialplan rings a human: a fault of ours is never silence for the caller.
        }
    }

    private static void leave(Call call, Disposition disposition) {
        if (disposition.handedBack()) {
            call.handBack();
        } else {
            call.hangUp();
        }
    }
}
