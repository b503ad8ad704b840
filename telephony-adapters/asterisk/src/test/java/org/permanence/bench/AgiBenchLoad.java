package org.permanence.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Plays Asterisk on many connections of one event loop. Each command is answered at once; if paced, in turn.
final class AgiBenchLoad {

    private static final ByteBuf REPLY = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("200 result=0\n".getBytes(StandardCharsets.US_ASCII)));

    private final EventLoop loop;
    private final int port;
    private final ByteBuf opening;
    /// The number of replies after which this side closes a connection; 0: never.
    private final int rounds;

    private final boolean paced;
    private final InstantSource clock = InstantSource.system();

    final AtomicLong commands = new AtomicLong();
    final AtomicLong errors = new AtomicLong();
    final AtomicLong connected = new AtomicLong();
    final List<Duration> turnarounds = new ArrayList<>();
    private final Deque<LoadConnection> waiting = new ArrayDeque<>();
    private final List<Channel> channels = new ArrayList<>();
    private volatile boolean stopped;

    /// @param opening the environment; null for the echo, which is opened with a reply
    AgiBenchLoad(EventLoop loop, int port, @Nullable String opening, int rounds, boolean paced) {
        this.loop = loop;
        this.port = port;
        this.opening = opening == null
                ? REPLY
                : Unpooled.unreleasableBuffer(
                        Unpooled.directBuffer().writeBytes(opening.getBytes(StandardCharsets.US_ASCII)));
        this.rounds = rounds;
        this.paced = paced;
    }

    void open(int connections) {
        for (int i = 0; i < connections; i++) {
            loop.execute(this::connect);
        }
    }

    /// Replies to `aTick` waiting callers each millisecond, in the order of their arrival.
    void pace(int aTick) {
        Future<?> _ = loop.scheduleAtFixedRate(
                () -> {
                    for (int i = 0; i < aTick && !waiting.isEmpty(); i++) {
                        waiting.remove().reply();
                    }
                },
                1,
                1,
                TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped = true;
        loop.submit(() -> List.copyOf(channels).forEach(channel -> {
                    ChannelFuture _ = channel.close();
                }))
                .awaitUninterruptibly();
    }

    private void connect() {
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_LINGER, 0)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LoadConnection());
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener(result -> {
                    if (!result.isSuccess()) {
                        errors.incrementAndGet();
                    }
                });
    }

    private final class LoadConnection extends ChannelInboundHandlerAdapter {

        private @Nullable ChannelHandlerContext context;
        private @Nullable Instant replied;
        private int received;

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            context = ctx;
            channels.add(ctx.channel());
            connected.incrementAndGet();
            ChannelFuture _ = ctx.writeAndFlush(opening.duplicate(), ctx.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            boolean whole = in.getByte(in.writerIndex() - 1) == '\n'; // One command at a time, so nothing follows it.
            in.release();
            if (!whole) {
                return;
            }
            commands.incrementAndGet();
            received++;
            if (replied != null) {
                turnarounds.add(Duration.between(replied, clock.instant()));
            }
            if (paced) {
                waiting.add(this);
            } else if (received == rounds) {
                ChannelFuture _ = ctx.close();
            } else {
                ChannelFuture _ = ctx.writeAndFlush(REPLY.duplicate(), ctx.voidPromise());
            }
        }

        void reply() {
            if (context != null && context.channel().isActive()) {
                replied = clock.instant();
                ChannelFuture _ = context.writeAndFlush(REPLY.duplicate(), context.voidPromise());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            channels.remove(ctx.channel());
            if (stopped) {
                return;
            }
            if (received < 10) {
                errors.incrementAndGet();
            }
            connect();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ChannelFuture _ = ctx.close(); // A reset, counted when the connection is inactive.
        }
    }
}
