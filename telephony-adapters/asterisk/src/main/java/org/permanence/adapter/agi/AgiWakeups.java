package org.permanence.adapter.agi;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.AbstractEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/// Carries replies from the event loop to the virtual threads that wait for them, and their next commands back,
/// many at a time.
///
/// The price of a blocking session is waking: a parked thread costs a system call to wake, and so does an event
/// loop that sleeps. Paid for each command it is more than everything else together. So the replies of one turn of
/// the event loop go in one batch to a virtual thread, the ferry: one wake. It wakes their threads (from a virtual
/// thread that is a cheap push to its own carrier's queue), steps behind them in that queue, and when its turn
/// comes they have queued their next commands, which it hands over with one wake of the event loop.
///
/// Where a thread sends while no ferry is underway (it came from elsewhere: a timer, a queue), it wakes the event
/// loop itself.
final class AgiWakeups {

    private final EventLoop loop;
    private final AbstractEventExecutor lazyLoop;
    private final Queue<List<Thread>> batches = new ConcurrentLinkedQueue<>();
    private final Thread wakeupThread;
    private volatile boolean waking;
    private volatile boolean closed;

    /// Of the event loop: whom this turn's replies are for.
    private List<Thread> nextBatch = new ArrayList<>();

    AgiWakeups(EventLoop loop) {
        this.loop = loop;
        this.lazyLoop = (AbstractEventExecutor) loop;
        this.wakeupThread = Thread.ofVirtual().name("agi-ferry").unstarted(this::runBatches);
    }

    void start() {
        wakeupThread.start();
    }

    void close() {
        closed = true;
        LockSupport.unpark(wakeupThread);
    }

    /// On the event loop: `sender` has its reply. It is woken with all the others of this turn.
    void wake(Thread sender) {
        nextBatch.add(sender);
        if (nextBatch.size() == 1) {
            loop.execute(this::publishBatch); // Tasks run when all sockets of this turn have been read.
        }
    }

    /// On a sender's thread: `command` is to run on the event loop.
    void submit(Runnable command) {
        lazyLoop.lazyExecute(command);
        // Read after the queueing: if it is true, the ferry has yet to wake the loop, and the loop will see the
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

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is only for speed: every thread gets its turn without it.
    private void runBatches() {
        boolean isLast;
        do {
            isLast = closed; // Read first: what was boarded before the closing is still carried.
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
            // The event loop is gone. It has ended every session before, and their threads still have to be woken.
        }
    }

    /// The task whose arrival wakes the event loop.
    private void doNothing() {}
}
