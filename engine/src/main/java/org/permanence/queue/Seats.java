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
public class Seats {

    /// What a waiting call's thread may be told.
    public sealed interface News {

        /// An assistant is reserved.
        record Offered(WaitingCall waiting) implements News {}

        record CallerLeft(HangupCause cause) implements News {}

        /// The caller pressed a key.
        record Pressed(char key) implements News {}
    }

    private final Map<CallId, BlockingQueue<News>> seats = new ConcurrentHashMap<>();

    final void take(CallId call) {
        seats.computeIfAbsent(call, _ -> new ArrayBlockingQueue<>(4));
    }

    final void leave(CallId call) {
        seats.remove(call);
    }

    /// Tells the call, if it sits here. News beyond what a seat holds can only repeat what it has been told.
    final void tell(CallId call, News news) {
        var seat = seats.get(call);
        if (seat != null) {
            seat.offer(news);
        }
    }

    /// The caller of this call pressed a key. It is no news beside any other: whoever plays with the keys must not
    /// keep the call from hearing that somebody is free.
    public final void pressed(CallId call, char key) {
        var seat = seats.get(call);
        if (seat != null && seat.isEmpty()) {
            seat.offer(new News.Pressed(key));
        }
    }

    /// How many calls wait on this node.
    public final int taken() {
        return seats.size();
    }

    /// Waits for news, at most `limit`. Tests let time pass here without waiting.
    protected Optional<News> await(CallId call, Duration limit) throws InterruptedException {
        return Optional.ofNullable(seat(call).poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    protected final BlockingQueue<News> seat(CallId call) {
        var seat = seats.get(call);
        if (seat == null) {
            throw new IllegalStateException("seat: none (expected: a waiting call)");
        }
        return seat;
    }
}
