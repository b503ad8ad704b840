package org.permanence.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The server. One thread reads all connections, so a client that sends slowly occupies no thread. Accepted
/// requests are served by a pool of platform threads: the virtual threads of the calls never wait for them.
/// docs/decisions/0022 says why it is not the JDK's server.
public final class HttpServer implements AutoCloseable {

    private static final int MAX_REQUEST_LINE = 4_096;
    private static final int MAX_HEADERS = 16_384;
    private static final long IDLE_THREAD_SECONDS = 60;
    private static final long CLOSE_MILLIS = 1_000;

    private final EventLoopGroup group;
    private final ThreadPoolExecutor pool;
    private final Channel listener;

    /// Binds the port. No connection is read before [#start].
    ///
    /// @param name of its threads
    /// @throws IOException if the port is taken
    public HttpServer(String name, InetSocketAddress address, HttpLimits limits, HttpService service)
            throws IOException {
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory(name + "-connections", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        pool = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waitingRequests()),
                Thread.ofPlatform().name(name + "-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        var shared = new HttpConnection.Shared(service, limits, new HttpConnections(limits.connections()), pool);
        var bound = new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connection.pipeline().addLast(codec(), new HttpConnection(shared));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            throw new IOException("http: port not bound", bound.cause());
        }
        listener = bound.channel();
    }

    private static HttpServerCodec codec() {
        return new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS));
    }

    public void start() {
        listener.config().setAutoRead(true);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// Ends all connections. Requests that are being served run to their end: to interrupt one could close a file
    /// of the database.
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(CLOSE_MILLIS);
        pool.shutdown();
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
