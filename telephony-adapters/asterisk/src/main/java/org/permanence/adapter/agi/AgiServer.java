package org.permanence.adapter.agi;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The FastAGI server: each call that the dialplan gives to the engine arrives here.
///
/// One event loop serves all connections. Ten thousand calls take less than one core, and sessions need no lock.
public final class AgiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);

    private final AgiServerSettings settings;
    private final AgiHandler handler;
    private final AgiMetrics metrics;
    private @Nullable AgiConnections connections;
    private @Nullable AgiWakeups wakeups;
    private @Nullable EventLoopGroup group;
    private @Nullable Channel serverChannel;

    public AgiServer(AgiServerSettings settings, AgiHandler handler, AgiMetrics metrics) {
        this.settings = settings;
        this.handler = handler;
        this.metrics = metrics;
    }

    /// Loads the classes that [#start] needs, so that starting is quicker.
    public static void load() {
        if (Epoll.isAvailable()) {
            EpollIoHandler.newFactory();
        }
    }

    /// Binds and serves until [#close].
    ///
    /// @throws IllegalArgumentException if the address is not loopback and no tunnel is declared
    /// @throws UncheckedIOException if the address is taken
    public synchronized void start() {
        InetSocketAddress address = address();
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("agi", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        EventLoop loop = loops.next();
        AgiWakeups newWakeups = new AgiWakeups(loop);
        AgiConnections newConnections = new AgiConnections(settings, handler, metrics, newWakeups);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new AgiDecoder(settings.scripts(), settings.secret()),
                                        new AgiConnection(newConnections));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            Future<?> _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new UncheckedIOException(
                    new IOException("agi address: " + address + " (expected: free to bind)", bound.cause()));
        }
        group = loops;
        serverChannel = bound.channel();
        connections = newConnections;
        wakeups = newWakeups;
        newWakeups.start();
        long tick = AgiDeadlines.TICK.toMillis();
        Future<?> _ = loop.scheduleAtFixedRate(newConnections::sweep, tick, tick, TimeUnit.MILLISECONDS);
        LOG.atInfo().addKeyValue("port", port()).log("agi.listening");
    }

    /// The port that is bound.
    public synchronized int port() {
        if (serverChannel == null) {
            throw new IllegalStateException("agi server: not started (expected: a started server)");
        }
        return ((InetSocketAddress) serverChannel.localAddress()).getPort();
    }

    /// Ends every session and returns when the event loop has stopped. The calls continue in the dialplan.
    @Override
    public synchronized void close() {
        if (group == null || serverChannel == null || connections == null || wakeups == null) {
            return;
        }
        serverChannel.close().awaitUninterruptibly();
        group.next().submit(connections::closeAll).awaitUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        wakeups.close();
        group = null;
        LOG.info("agi.closed");
    }

    private InetSocketAddress address() {
        try {
            InetAddress host = InetAddress.getByName(settings.host());
            if (!host.isLoopbackAddress() && !settings.tunnelled()) {
                throw new IllegalArgumentException(
                        "agi host: " + settings.host() + " (expected: a loopback address, or a declared tunnel)");
            }
            return new InetSocketAddress(host, settings.port());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("agi host: unknown (expected: a loopback address)", e);
        }
    }
}
