package org.permanence.adapter.audiosocket;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.audiosocket.Invitations.Invitation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from its accept to its close: it becomes a stream when it has said an id that is waited for, or is
/// closed. Nothing is ever said to Asterisk on it. Lives on the event loop.
final class AudioSocketConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AudioSocketConnection.class);

    private final Streams streams;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Invitation stream;
    private long deadline;
    private boolean closed;

    AudioSocketConnection(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        deadline = streams.now() + streams.settings().idTimeout().toNanos();
        if (!streams.admit(this)) {
            refuse(AudioSocketRefusal.CONNECTION_LIMIT);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closed || !(message instanceof AudioSocketMessage said)) {
            return; // The rest of what a refused connection had sent.
        }
        switch (said) {
            case AudioSocketMessage.Hello(var id) ->
                streams.use(id)
                        .filter(invited -> invited.talk().admit(this))
                        .ifPresentOrElse(this::begin, () -> refuse(AudioSocketRefusal.ID_UNKNOWN));
            case AudioSocketMessage.Sound(var samples) -> {
                if (stream != null) {
                    long now = streams.now();
                    awaitMore(now);
                    stream.talk().hears(stream.side(), samples, now);
                }
            }
            case AudioSocketMessage.Key() -> awaitMore(streams.now());
            case AudioSocketMessage.Over(), AudioSocketMessage.Fault() -> close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        streams.leave(this);
        if (stream == null) {
            refuse(AudioSocketRefusal.CLOSED_EARLY);
        } else {
            stream.talk().over();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof AudioSocketProtocolException) {
            refuse(AudioSocketRefusal.UNREADABLE);
        } else if (stream == null) {
            close(); // A reset connection.
        } else {
            LOG.atWarn().addKeyValue("fault", cause.getClass().getName()).log("audio-socket.broken");
            close();
        }
    }

    boolean isLate(long now) {
        return now - deadline > 0;
    }

    void endLate() {
        refuse(stream == null ? AudioSocketRefusal.ID_TOO_SLOW : AudioSocketRefusal.IDLE);
    }

    void close() {
        closed = true;
        if (context != null) {
            ChannelFuture _ = context.close();
        }
    }

    private void begin(Invitation invitation) {
        stream = invitation;
        awaitMore(streams.now());
    }

    private void awaitMore(long now) {
        deadline = now + streams.settings().idle().toNanos();
    }

    private void refuse(AudioSocketRefusal refusal) {
        if (closed) {
            return; // Once: closing it makes it inactive, which would be counted as another refusal.
        }
        streams.watch().refused(refusal);
        LOG.atWarn().addKeyValue("reason", refusal).log("audio-socket.refused");
        close();
    }
}
