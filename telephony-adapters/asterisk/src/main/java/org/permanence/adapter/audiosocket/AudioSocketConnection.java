package org.permanence.adapter.audiosocket;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.audiosocket.ExpectedStreams.ExpectedStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from accept to close. It becomes a stream when it has sent an expected id; otherwise it is
/// closed. The engine sends nothing on it. Confined to the event loop.
final class AudioSocketConnection extends ChannelInboundHandlerAdapter
        implements StreamRegistry.Member, AudioSocketCall.Stream {

    private static final Logger LOG = LoggerFactory.getLogger(AudioSocketConnection.class);

    private final StreamRegistry registry;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ExpectedStream stream;
    private long deadline;
    private boolean closed;

    AudioSocketConnection(StreamRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        deadline = registry.now() + registry.settings().idTimeout().toNanos();
        if (!registry.admit(this)) {
            refuse(AudioSocketRefusal.CONNECTION_LIMIT);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closed || !(message instanceof AudioSocketMessage received)) {
            return; // Data that a refused connection sent earlier.
        }
        switch (received) {
            case AudioSocketMessage.Hello(var id) ->
                registry.claim(id)
                        .filter(expected -> expected.audioCall().admit(this))
                        .ifPresentOrElse(this::begin, () -> refuse(AudioSocketRefusal.ID_UNKNOWN));
            case AudioSocketMessage.Sound(var samples) -> {
                if (stream != null) {
                    long now = registry.now();
                    extendDeadline(now);
                    stream.audioCall().receive(stream.side(), samples, now);
                }
            }
            case AudioSocketMessage.Key() -> extendDeadline(registry.now());
            case AudioSocketMessage.Over(), AudioSocketMessage.Fault() -> close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        registry.remove(this);
        if (stream == null) {
            refuse(AudioSocketRefusal.CLOSED_EARLY);
        } else {
            stream.audioCall().ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof AudioSocketProtocolException) {
            refuse(AudioSocketRefusal.UNREADABLE);
        } else if (stream == null) {
            close(); // A connection reset.
        } else {
            LOG.atWarn().addKeyValue("error", cause.getClass().getName()).log("audio-socket.failed");
            close();
        }
    }

    @Override
    public boolean isLate(long now) {
        return now - deadline > 0;
    }

    @Override
    public void expire() {
        refuse(stream == null ? AudioSocketRefusal.ID_TOO_SLOW : AudioSocketRefusal.IDLE);
    }

    @Override
    public void close() {
        closed = true;
        if (context != null) {
            ChannelFuture _ = context.close();
        }
    }

    private void begin(ExpectedStream expected) {
        stream = expected;
        extendDeadline(registry.now());
    }

    private void extendDeadline(long now) {
        deadline = now + registry.settings().idleTimeout().toNanos();
    }

    private void refuse(AudioSocketRefusal refusal) {
        if (closed) {
            return; // Only once: the close makes the channel inactive, which would count as another refusal.
        }
        registry.metrics().onRefused(refusal);
        LOG.atWarn().addKeyValue("reason", refusal).log("audio-socket.refused");
        close();
    }
}
