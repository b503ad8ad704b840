package org.permanence.adapter.agi;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from accept to close. It becomes a session when its environment is complete, or it is refused and
/// closed. Confined to the event loop.
final class AgiConnection extends ChannelInboundHandlerAdapter implements AgiConnections.Member {

    private static final Logger LOG = LoggerFactory.getLogger(AgiConnection.class);

    private final AgiConnections connections;
    private @Nullable ChannelHandlerContext context;
    private @Nullable AgiSession session;
    private long environmentDeadline;
    private boolean refused;

    AgiConnection(AgiConnections connections) {
        this.connections = connections;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        environmentDeadline = connections.deadlines().forEnvironment();
        if (!connections.admit(this)) {
            refuse(AgiRefusal.SESSION_LIMIT, "at most " + connections.settings().maxSessions());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof AgiEnvironment environment) {
            startSession(ctx, environment);
        } else if (session == null) {
            return; // Data that a refused connection sent earlier.
        } else if (message instanceof AgiReply reply) {
            if (!session.acceptReply(reply)) {
                endBroken("a command before its reply");
            }
        } else {
            end(AgiEndReason.HANGUP);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connections.remove(this);
        if (session == null) {
            refuse(AgiRefusal.CLOSED_EARLY, "an environment");
        } else {
            end(AgiEndReason.SOCKET_ENDED);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof AgiProtocolException unreadable)) {
            // A connection reset. The cause is not logged, because an unknown one could quote the line.
            ChannelFuture _ = ctx.close();
        } else if (session == null) {
            refuse(unreadable.refusal(), unreadable.getMessage());
        } else {
            endBroken(unreadable.getMessage());
        }
    }

    @Override
    public boolean isLate(long now) {
        return session == null ? now > environmentDeadline : session.isLate(now);
    }

    @Override
    public void expire() {
        if (session == null) {
            refuse(AgiRefusal.ENVIRONMENT_TOO_SLOW, "an environment in its time");
        } else {
            LOG.atWarn().addKeyValue("call", session.environment().callId()).log("agi.reply.late");
            end(AgiEndReason.TIMED_OUT);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            end(AgiEndReason.CLOSED);
        } else if (context != null) {
            ChannelFuture _ = context.close();
        }
    }

    private void startSession(ChannelHandlerContext ctx, AgiEnvironment environment) {
        AgiSession newSession = new AgiSession(
                environment, ctx.channel(), connections.deadlines(), connections.wakeups(), connections.metrics());
        try {
            session = newSession;
            connections.metrics().onOpened();
            connections.handler().onSession(newSession);
        } catch (RuntimeException e) { // Whatever the fault, the caller must reach the fallback lines now.
            LOG.atError()
                    .addKeyValue("call", environment.callId())
                    .addKeyValue("error", e.getClass().getName())
                    .log("agi.handler.failed");
            end(AgiEndReason.CLOSED);
        }
    }

    private void endBroken(@Nullable String expected) {
        if (session != null && !session.hasEnded()) {
            LOG.atWarn()
                    .addKeyValue("call", session.environment().callId())
                    .addKeyValue("expected", expected)
                    .log("agi.protocol.broken");
            end(AgiEndReason.PROTOCOL_BROKEN);
        }
    }

    private void end(AgiEndReason endReason) {
        if (session != null && !session.hasEnded()) {
            session.end(endReason);
        }
    }

    private void refuse(AgiRefusal refusal, @Nullable String expected) {
        if (refused) {
            return; // Only once: the close makes the channel inactive, which would count as another refusal.
        }
        refused = true;
        connections.metrics().onRefused(refusal);
        LOG.atWarn()
                .addKeyValue("reason", refusal)
                .addKeyValue("expected", expected)
                .log("agi.refused");
        if (context != null) {
            ChannelFuture _ = context.close();
        }
    }
}
