package org.permanence.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;

/// Signals to the threads of this node's waiting calls. A signal is only a hint to read the store sooner: the entry
/// and its reservation are in the store. Thread-safe.
public class WaiterSignals {

    public sealed interface Signal {

        record AssistantReserved(QueueEntry entry) implements Signal {}

        record CallerLeft(HangupCause cause) implements Signal {}

        record KeyPressed(char key) implements Signal {}
    }

    private static final int MAX_PENDING = 4;

    private final Map<CallId, BlockingQueue<Signal>> pendingByCall = new ConcurrentHashMap<>();

    final void register(CallId call) {
        pendingByCall.computeIfAbsent(call, _ -> new ArrayBlockingQueue<>(MAX_PENDING));
    }

    final void unregister(CallId call) {
        pendingByCall.remove(call);
    }

    /// Signals the call if it waits on this node. With [#MAX_PENDING] pending signals, another one is dropped: it
    /// could only repeat them.
    final void send(CallId call, Signal signal) {
        var pending = pendingByCall.get(call);
        if (pending != null) {
            pending.offer(signal);
        }
    }

    /// Signals a pressed key, unless another signal is pending: a caller who plays with the keys must not keep a
    /// reservation from being noticed.
    public final void onKeyPressed(CallId call, char key) {
        var pending = pendingByCall.get(call);
        if (pending != null && pending.isEmpty()) {
            pending.offer(new Signal.KeyPressed(key));
        }
    }

    /// The number of calls that wait on this node.
    public final int waiterCount() {
        return pendingByCall.size();
    }

    /// Waits for a signal, at most `limit`. Tests override this to let time pass without waiting.
    protected Optional<Signal> await(CallId call, Duration limit) throws InterruptedException {
        return Optional.ofNullable(pendingOf(call).poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    protected final BlockingQueue<Signal> pendingOf(CallId call) {
        var pending = pendingByCall.get(call);
        if (pending == null) {
            throw new IllegalStateException("signals: the call is not registered (expected: a waiting call)");
        }
        return pending;
    }
}
