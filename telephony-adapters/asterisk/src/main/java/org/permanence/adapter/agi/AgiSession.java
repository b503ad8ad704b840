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
/// One virtual thread at a time sends; it parks on a single slot until the event loop puts the reply there.
/// Everything else of a session happens on the event loop.
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
    private final AgiConnections connections;
    private final Runnable write = this::write;

    /// The slot. The sender fills `command`, then `sender`; the event loop answers with `reply`.
    private @Nullable AgiCommand command;

    private volatile @Nullable Thread sender;
    private volatile @Nullable AgiReply reply;
    private volatile @Nullable AgiEnding ending;

    // Of the event loop alone.
    private boolean outstanding;
    private long deadline;
    private @Nullable List<Runnable> whenEnded;

    AgiSession(AgiEnvironment environment, Channel channel, AgiConnections connections) {
        this.environment = environment;
        this.channel = channel;
        this.connections = connections;
    }

    public AgiEnvironment environment() {
        return environment;
    }

    /// Sends a command and waits for its reply, [Ended] if there will be none. To be called on a virtual thread, by
    /// one at a time. An interrupt closes the session and stays set.
    public AgiReply send(AgiCommand next) {
        if (channel.eventLoop().inEventLoop() || sender != null) {
            throw new IllegalStateException("agi send: out of turn (expected: one virtual thread, one command)");
        }
        AgiEnding over = ending;
        if (over != null) {
            return new Ended(over);
        }
        reply = null;
        command = next;
        sender = Thread.currentThread();
        try {
            connections.ferry().carry(write);
            return await();
        } catch (RejectedExecutionException _) { // The server is down, and every session with it.
            return new Ended(AgiEnding.CLOSED);
        } finally {
            sender = null;
        }
    }

    /// Runs `left` once, on the event loop, when Asterisk says `HANGUP` or the session ends otherwise; soon, if it
    /// has.
    public void whenEnded(Runnable left) {
        try {
            channel.eventLoop().execute(() -> {
                if (ending != null) {
                    run(left);
                } else {
                    if (whenEnded == null) {
                        whenEnded = new ArrayList<>(1);
                    }
                    whenEnded.add(left);
                }
            });
        } catch (RejectedExecutionException _) { // No event loop is left to run it.
            run(left);
        }
    }

    /// Ends the session from this side; Asterisk goes on in its dialplan. Nothing happens if it has ended.
    public void close() {
        try {
            connections.ferry().carry(() -> end(AgiEnding.CLOSED));
        } catch (RejectedExecutionException _) {
            LOG.debug("agi.closed.already");
        }
    }

    private AgiReply await() {
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

    /// On the event loop, as each method below.
    private void write() {
        AgiEnding over = ending;
        AgiCommand next = command;
        if (over != null) {
            answer(new Ended(over));
        } else if (next != null) {
            outstanding = true;
            deadline = connections.replyDeadline(next);
            ByteBuf line = channel.alloc().directBuffer(128);
            AgiEncoder.write(next, line);
            ChannelFuture _ = channel.writeAndFlush(line, channel.voidPromise());
        }
    }

    /// A reply came. False if nobody had asked.
    boolean replied(AgiReply came) {
        if (!outstanding) {
            return false;
        }
        outstanding = false;
        answer(came);
        return true;
    }

    boolean isLate(long now) {
        return outstanding && now > deadline;
    }

    /// The first ending counts. Asterisk waits for the socket to close after `HANGUP`, so it is closed at once.
    void end(AgiEnding how) {
        if (ending != null) {
            return;
        }
        ending = how;
        ChannelFuture _ = channel.close();
        connections.watch().ended(how);
        if (outstanding) {
            outstanding = false;
            answer(new Ended(how));
        }
        if (whenEnded != null) {
            whenEnded.forEach(AgiSession::run);
            whenEnded = null;
        }
    }

    boolean hasEnded() {
        return ending != null;
    }

    private void answer(AgiReply answer) {
        Thread waiting = sender;
        command = null;
        reply = answer;
        if (waiting != null) {
            connections.ferry().wake(waiting);
        }
    }

    private static void run(Runnable left) {
        try {
            left.run();
        } catch (RuntimeException e) { // One listener's fault must not keep the others from hearing it.
            LOG.atError().addKeyValue("fault", e.getClass().getName()).log("agi.listener.failed");
        }
    }
}
