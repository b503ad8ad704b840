package org.permanence.adapter.agi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.agi.AgiReply.Ended;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The dialogue with one channel of Asterisk, from its environment to its end.
///
/// One virtual thread at a time sends. It parks until the event loop has put the reply into a single slot.
/// Everything else in a session runs on the event loop.
///
/// ```java
/// if (session.send(new Answer()) instanceof Success) {
///     session.send(new StreamFile("/var/lib/permanence/prompts/greeting", ""));
/// }
/// session.close();
/// ```
public final class AgiSession {

    private static final Logger LOG = LoggerFactory.getLogger(AgiSession.class);

    private final AgiEnvironment environment;
    private final Channel channel;
    private final AgiDeadlines deadlines;
    private final AgiWakeups wakeups;
    private final AgiMetrics metrics;
    private final Runnable write = this::write;

    /// The slot: the sender sets `command`, then `sender`; the event loop sets `reply`.
    private @Nullable AgiCommand command;

    private volatile @Nullable Thread sender;
    private volatile @Nullable AgiReply reply;
    private volatile @Nullable AgiEndReason endReason;

    // Used only on the event loop.
    private boolean outstanding;
    private long deadline;
    private @Nullable List<Runnable> onEnd;

    AgiSession(
            AgiEnvironment environment,
            Channel channel,
            AgiDeadlines deadlines,
            AgiWakeups wakeups,
            AgiMetrics metrics) {
        this.environment = environment;
        this.channel = channel;
        this.deadlines = deadlines;
        this.wakeups = wakeups;
        this.metrics = metrics;
    }

    public AgiEnvironment environment() {
        return environment;
    }

    /// Sends a command and waits for its reply; returns [Ended] if there will be none. Call it from one virtual
    /// thread at a time. An interrupt closes the session and stays set.
    public AgiReply send(AgiCommand next) {
        if (channel.eventLoop().inEventLoop() || sender != null) {
            throw new IllegalStateException("agi send: out of turn (expected: one virtual thread, one command)");
        }
        AgiEndReason knownReason = endReason;
        if (knownReason != null) {
            return new Ended(knownReason);
        }
        reply = null;
        command = next;
        sender = Thread.currentThread();
        try {
            wakeups.submit(write);
            return awaitReply();
        } catch (RejectedExecutionException _) { // The server has stopped, and every session with it.
            return new Ended(AgiEndReason.CLOSED);
        } finally {
            sender = null;
        }
    }

    /// Runs `listener` once, on the event loop, when Asterisk sends `HANGUP` or the session ends otherwise. If the
    /// session has already ended, `listener` runs soon.
    public void onEnd(Runnable listener) {
        try {
            channel.eventLoop().execute(() -> {
                if (endReason != null) {
                    run(listener);
                } else {
                    if (onEnd == null) {
                        onEnd = new ArrayList<>(1);
                    }
                    onEnd.add(listener);
                }
            });
        } catch (RejectedExecutionException _) { // No event loop is left to run it.
            run(listener);
        }
    }

    /// Ends the session from the engine's side; Asterisk continues in its dialplan. Does nothing if it has ended.
    public void close() {
        close(AgiEndReason.CLOSED);
    }

    /// As [#close], for a session that the engine does not believe.
    public void refuse() {
        close(AgiEndReason.REFUSED);
    }

    private void close(AgiEndReason reason) {
        try {
            wakeups.submit(() -> end(reason));
        } catch (RejectedExecutionException _) {
            LOG.debug("agi.closed.already");
        }
    }

    private AgiReply awaitReply() {
        boolean interrupted = false;
        AgiReply answer = reply;
        while (answer == null) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
                close();
            }
            answer = reply;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    /// This method and those below run on the event loop.
    private void write() {
        AgiEndReason knownReason = endReason;
        AgiCommand next = command;
        if (knownReason != null) {
            complete(new Ended(knownReason));
        } else if (next != null) {
            outstanding = true;
            deadline = deadlines.forReply(next);
            ByteBuf line = channel.alloc().directBuffer(128);
            AgiEncoder.write(next, line);
            ChannelFuture _ = channel.writeAndFlush(line, channel.voidPromise());
        }
    }

    /// Takes a reply.
    ///
    /// @return false if no command was waiting for one
    boolean acceptReply(AgiReply received) {
        if (!outstanding) {
            return false;
        }
        outstanding = false;
        complete(received);
        return true;
    }

    boolean isLate(long now) {
        return outstanding && now > deadline;
    }

    /// The first reason counts. After `HANGUP` Asterisk waits for the socket to close, so it is closed at once.
    void end(AgiEndReason reason) {
        if (endReason != null) {
            return;
        }
        endReason = reason;
        ChannelFuture _ = channel.close();
        metrics.onEnded(reason);
        if (outstanding) {
            outstanding = false;
            complete(new Ended(reason));
        }
        if (onEnd != null) {
            onEnd.forEach(AgiSession::run);
            onEnd = null;
        }
    }

    public boolean hasEnded() {
        return endReason != null;
    }

    private void complete(AgiReply answer) {
        Thread waiting = sender;
        command = null;
        reply = answer;
        if (waiting != null) {
            wakeups.wake(waiting);
        }
    }

    private static void run(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) { // A fault in one listener must not keep the others from running.
            LOG.atError().addKeyValue("error", e.getClass().getName()).log("agi.listener.failed");
        }
    }
}
