package org.permanence.adapter.agi;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.AbstractEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/// Wakes the virtual threads that wait for replies, and the event loop for their next commands, in batches.
///
/// Waking is the price of a blocking session. Waking a parked thread costs a system call, and so does waking an
/// event loop that sleeps; paid for each command, this would cost more than everything else. So the replies of one
/// turn of the event loop go in one batch to a virtual thread, the wakeup thread, with one wake. It wakes the
/// senders, which from a virtual thread is a cheap push to its own carrier's queue, and yields. When it runs again,
/// the senders have queued their next commands, and it wakes the event loop once for all of them.
///
/// A sender that was woken by something else (a timer, a queue) while the wakeup thread is idle wakes the event
/// loop itself.
final class AgiWakeups {

    private final EventLoop loop;
    private final AbstractEventExecutor lazyLoop;
    private final Queue<List<Thread>> batches = new ConcurrentLinkedQueue<>();
    private final Thread wakeupThread;
    private volatile boolean waking;
    private volatile boolean closed;

    /// Used only on the event loop: the senders whose replies came in this turn.
    private List<Thread> nextBatch = new ArrayList<>();

    AgiWakeups(EventLoop loop) {
        this.loop = loop;
        this.lazyLoop = (AbstractEventExecutor) loop;
        this.wakeupThread = Thread.ofVirtual().name("agi-wakeups").unstarted(this::runBatches);
    }

    void start() {
        wakeupThread.start();
    }

    void close() {
        closed = true;
        LockSupport.unpark(wakeupThread);
    }

    /// On the event loop: `sender` has its reply and is woken with the others of this turn.
    void wake(Thread sender) {
        nextBatch.add(sender);
        if (nextBatch.size() == 1) {
            loop.execute(this::publishBatch); // Tasks run after all sockets of this turn have been read.
        }
    }

    /// On a sender's thread: queues `command` for the event loop.
    void submit(Runnable command) {
        lazyLoop.lazyExecute(command);
        // Read after queueing: if it is true, the wakeup thread has yet to wake the loop, which then sees the
        // command.
        if (!waking) {
            loop.execute(this::doNothing);
        }
    }

    private void publishBatch() {
        batches.add(nextBatch);
        nextBatch = new ArrayList<>(nextBatch.size());
        LockSupport.unpark(wakeupThread);
    }

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is only for speed: all threads run without it.
    private void runBatches() {
        boolean isLast;
        do {
            isLast = closed; // Read first, so that batches from before the close are still woken.
            waking = true;
            for (List<Thread> batch = batches.poll(); batch != null; batch = batches.poll()) {
                batch.forEach(LockSupport::unpark);
            }
            Thread.yield();
            waking = false;
            pokeLoop();
            if (batches.isEmpty() && !isLast) {
                LockSupport.park(this);
            }
        } while (!isLast);
    }

    private void pokeLoop() {
        try {
            loop.execute(this::doNothing);
        } catch (RejectedExecutionException _) {
            // The event loop has stopped and ended every session; their threads still have to be woken.
        }
    }

    /// A task that does nothing: queueing it wakes the event loop.
    private void doNothing() {}
}
