package org.permanence.adapter.ami;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The actions of one connection that wait for their answers. Used on the connection's thread only.
///
/// An action id starts with a random number of this connection, so a caller who can write into the stream (see
/// [SystemNameCheck]) cannot forge an answer.
final class PendingActions {

    private record Pending(CompletableFuture<AmiResponse> answer, Future<?> limit) {}

    private final String prefix;
    private final Map<String, Pending> byId = new HashMap<>();
    private long last;

    PendingActions(RandomGenerator random) {
        this.prefix = Long.toHexString(random.nextLong()) + "-";
    }

    String nextId() {
        return prefix + ++last;
    }

    /// Returns the future answer to an action, which fails after `timeout`.
    CompletableFuture<AmiResponse> await(String actionId, Duration timeout, EventLoop loop) {
        var answer = new CompletableFuture<AmiResponse>();
        var timer = loop.schedule(() -> timedOut(actionId, timeout), timeout.toMillis(), TimeUnit.MILLISECONDS);
        byId.put(actionId, new Pending(answer, timer));
        return answer;
    }

    /// Completes the action with this id; returns false if none waits for it.
    boolean answered(String actionId, AmiResponse response) {
        Pending pending = byId.remove(actionId);
        if (pending == null) {
            return false;
        }
        pending.limit().cancel(false);
        pending.answer().complete(response);
        return true;
    }

    /// The connection is gone: fails all pending actions.
    void failAll() {
        List<Pending> all = List.copyOf(byId.values());
        byId.clear();
        for (Pending pending : all) {
            pending.limit().cancel(false);
            pending.answer()
                    .completeExceptionally(new AmiException(
                            AmiException.Reason.LOST, "connection: lost before the answer (expected: an answer)"));
        }
    }

    private void timedOut(String actionId, Duration timeout) {
        Pending pending = byId.remove(actionId);
        if (pending != null) {
            pending.answer()
                    .completeExceptionally(new AmiException(
                            AmiException.Reason.TIMED_OUT, "answer: none in " + timeout + " (expected: an answer)"));
        }
    }
}
