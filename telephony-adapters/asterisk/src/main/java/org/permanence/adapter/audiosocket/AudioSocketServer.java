package org.permanence.adapter.audiosocket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receives the audio of tapped conversations from Asterisk, two streams each. One event loop reads all of them and
/// mixes them 20 times a second.
public final class AudioSocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AudioSocketServer.class);

    private static final long TICK_MILLIS = 50;

    /// A few frames of 20 ms: a connection without an id cannot make the engine buffer more.
    private static final int READ_BYTES = 2_048;

    private final AudioSocketServerSettings settings;
    private final StreamRegistry registry;
    private final SecureRandom random;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private volatile @Nullable Channel serverChannel;

    public AudioSocketServer(
            AudioSocketServerSettings settings, AudioSocketMetrics metrics, LongSupplier nanos, SecureRandom random) {
        this.settings = settings;
        this.random = random;
        this.registry = new StreamRegistry(settings, metrics, nanos);
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("audio-socket", true), NioIoHandler.newFactory());
        loop = group.next();
    }

    /// Binds and serves until [#close].
    ///
    /// @throws IllegalArgumentException if the address is not loopback and no tunnel is declared
    /// @throws UncheckedIOException if the address is taken
    public void start() {
        InetSocketAddress address = address();
        ChannelFuture bound = bind(address);
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(
                    new IOException("audio socket address: " + address + " (expected: free to bind)", bound.cause()));
        }
        serverChannel = bound.channel();
        Future<?> _ = loop.scheduleAtFixedRate(registry::sweep, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        LOG.atInfo().addKeyValue("port", port()).log("audio-socket.listening");
    }

    private ChannelFuture bind(InetSocketAddress address) {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new AudioSocketDecoder(), new AudioSocketConnection(registry));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
    }

    /// The host that Asterisk must connect to.
    public String host() {
        return settings.host();
    }

    /// The port that is bound.
    public int port() {
        Channel bound = serverChannel;
        if (bound == null) {
            throw new IllegalStateException("audio socket server: not started (expected: a started server)");
        }
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    /// Expects the two streams of one conversation, each once and within the connect timeout; on any thread.
    public AudioSocketCall expect(AudioSocketCall.Listener listener) {
        var audioCall = new AudioSocketCall(newStreamId(), newStreamId(), listener, registry, loop);
        registry.expect(audioCall);
        return audioCall;
    }

    /// Runs `task` on the event loop after `delay`; not after [#close].
    public void schedule(Duration delay, Runnable task) {
        if (!loop.isShuttingDown()) {
            Future<?> _ = loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Ends the audio of every conversation and returns when the event loop has stopped. The calls continue.
    @Override
    public void close() {
        Channel bound = serverChannel;
        if (bound != null) {
            bound.close().awaitUninterruptibly();
        }
        loop.submit(registry::closeAll).awaitUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        LOG.info("audio-socket.closed");
    }

    private UUID newStreamId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private InetSocketAddress address() {
        try {
            InetAddress host = InetAddress.getByName(settings.host());
            if (!host.isLoopbackAddress() && !settings.tunnelled()) {
                throw new IllegalArgumentException("audio socket host: " + settings.host()
                        + " (expected: a loopback address, or a declared tunnel)");
            }
            return new InetSocketAddress(host, settings.port());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("audio socket host: unknown (expected: a loopback address)", e);
        }
    }
}
