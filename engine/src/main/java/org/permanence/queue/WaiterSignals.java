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

/// Where the threads of this node's waiting calls sit, and how they are told. What is told here is only a hint to
/// look sooner: the place in the queue and the reservation are in the store.
public class WaiterSignals {

    /// What a waiting call's thread may be told.
    public sealed interface Signal {

        /// An assistant is reserved.
        record AssistantReserved(QueueEntry entry) implements Signal {}

        record CallerLeft(HangupCause cause) implements Signal {}

        /// The caller pressed a key.
        record KeyPressed(char key) implements Signal {}
    }

    private final Map<CallId, BlockingQueue<Signal>> pendingByCall = new ConcurrentHashMap<>();

    final void register(CallId call) {
        pendingByCall.computeIfAbsent(call, _ -> new ArrayBlockingQueue<>(4));
    }

    final void unregister(CallId call) {
        pendingByCall.remove(call);
    }

    /// Tells the call, if it sits here. News beyond what a seat holds can only repeat what it has been told.
    final void send(CallId call, Signal signal) {
        var pending = pendingByCall.get(call);
        if (pending != null) {
            pending.offer(signal);
        }
    }

    /// The caller of this call pressed a key. It is no news beside any other: whoever plays with the keys must not
    /// keep the call from hearing that somebody is free.
    public final void onKeyPressed(CallId call, char key) {
        var pending = pendingByCall.get(call);
        if (pending != null && pending.isEmpty()) {
            pending.offer(new Signal.KeyPressed(key));
        }
    }

    /// How many calls wait on this node.
    public final int waiterCount() {
        return pendingByCall.size();
    }

    /// Waits for news, at most `limit`. Tests let time pass here without waiting.
    protected Optional<Signal> await(CallId call, Duration limit) throws InterruptedException {
        return Optional.ofNullable(pendingOf(call).poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    protected final BlockingQueue<Signal> pendingOf(CallId call) {
        var pending = pendingByCall.get(call);
        if (pending == null) {
            throw new IllegalStateException("seat: none (expected: a waiting call)");
        }
        return pending;
    }
}
