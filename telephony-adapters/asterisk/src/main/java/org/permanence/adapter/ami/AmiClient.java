package org.permanence.adapter.ami;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's AMI client. It stays attached to Asterisk, passes events to the listener and sends actions. One
/// thread reads, one delivers; actions may be sent from any thread.
public final class AmiClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AmiClient.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final AmiClientSettings settings;
    private final AmiConnection.Shared shared;
    private final EventLoopGroup group;
    private final Bootstrap bootstrap;
    private final Thread dispatcherThread;
    private final Backoff backoff;
    private final Optional<SslContext> tls;
    private final AmiConnection.Owner owner = new Reconnector();

    private volatile @Nullable AmiConnection attached;
    private volatile boolean stopping;
    private volatile boolean stopped;
    private int failures;

    /// @param nanos a monotonic clock, for the delivery lag
    /// @param random for action ids that cannot be guessed, and for retry delays
    public AmiClient(
            AmiClientSettings settings,
            AmiListener listener,
            AmiMetrics metrics,
            LongSupplier nanos,
            RandomGenerator random) {
        this.settings = settings;
        EventBuffer buffer = new EventBuffer(settings.timeouts().bufferSize());
        this.shared = new AmiConnection.Shared(buffer, metrics, nanos, random);
        this.backoff = new Backoff(
                settings.timeouts().firstRetryDelay(), settings.timeouts().maxRetryDelay(), random);
        this.tls = tls(settings.transport());
        this.dispatcherThread = Thread.ofPlatform()
                .name("ami-delivery")
                .daemon()
                .unstarted(new EventDispatcher(buffer, listener, metrics, nanos));
        boolean epoll = Epoll.isAvailable();
        this.group = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("ami-reader", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.bootstrap = new Bootstrap()
                .group(group)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.timeouts().response().toMillis());
    }

    public void start() {
        dispatcherThread.start();
        group.execute(this::connect);
    }

    /// Sends an action and waits for Asterisk's answer. Call it on a virtual thread.
    ///
    /// @throws AmiException if the answer is not success
    public void send(AmiAction action) {
        var _ = await(sendAsync(action));
    }

    /// Reads a global variable or a function of the dialplan and waits for its value; empty if it has none. Call it
    /// on a virtual thread.
    ///
    /// @throws AmiException if the answer is not success
    public String read(String variable) {
        return await(request(new AmiAction.ReadVariable(variable)).thenApply(response -> {
            requireSuccess(response.answer());
            return response.value();
        }));
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AmiException fault) {
                throw fault.withCallersStack();
            }
            throw e;
        }
    }

    /// Like [#send], without waiting. Stages chained to the future run on the reading thread and must not block.
    public CompletableFuture<Void> sendAsync(AmiAction action) {
        return request(action).thenAccept(response -> requireSuccess(response.answer()));
    }

    private CompletableFuture<AmiResponse> request(AmiAction action) {
        AmiConnection connection = attached;
        if (connection == null) {
            return CompletableFuture.failedFuture(notAttached());
        }
        if (action instanceof AmiAction.Originate originate && !settings.isOwnLeg(originate.legId())) {
            throw new IllegalArgumentException("leg id: foreign (expected: one of AmiClientSettings.legId)");
        }
        var answer = new CompletableFuture<AmiResponse>();
        try {
            group.execute(() -> {
                var _ = connection.send(action).whenComplete((response, fault) -> {
                    if (fault == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(fault);
                    }
                });
            });
        } catch (RejectedExecutionException _) {
            return CompletableFuture.failedFuture(notAttached()); // The client was closed after the check above.
        }
        return answer;
    }

    /// The events that wait for the listener.
    public int pendingEvents() {
        return shared.buffer().size();
    }

    public boolean isAttached() {
        return attached != null;
    }

    /// Logs off and ends both threads. Events that were read are still delivered.
    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        stopping = true;
        AmiConnection connection = attached;
        if (connection != null) {
            logOff(connection);
        }
        group.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        shared.buffer().close();
        // A listener may close its own client: the delivery thread then ends when the listener returns.
        if (Thread.currentThread().threadId() != dispatcherThread.threadId()) {
            awaitQuietly(() -> dispatcherThread.getState() == Thread.State.NEW || dispatcherThread.join(CLOSE_TIMEOUT));
        }
    }

    private void logOff(AmiConnection connection) {
        var closed = new CountDownLatch(1);
        try {
            group.execute(() -> connection.logOff(closed::countDown));
            awaitQuietly(() -> closed.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException _) {
            return; // Already closed.
        }
    }

    private static void awaitQuietly(Callable<Boolean> wait) {
        try {
            if (!wait.call()) {
                LOG.atWarn().log("ami.close.slow");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The closing thread was interrupted: the other thread ends by itself.
        } catch (Exception e) {
            throw new IllegalStateException("close: failed (expected: nothing but an interruption)", e);
        }
    }

    private void connect() {
        if (stopping) {
            return;
        }
        AmiConnection connection = new AmiConnection(settings, shared, owner);
        bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(context -> channel.pipeline()
                                .addLast(context.newHandler(channel.alloc(), settings.host(), settings.port())));
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(settings.host(), settings.port())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        scheduleReconnect();
                    }
                });
    }

    private void scheduleReconnect() {
        if (stopping) {
            return;
        }
        Duration delay = backoff.next();
        // One warning for each outage, not for each attempt.
        LOG.atLevel(failures++ == 0 ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.DEBUG)
                .addKeyValue("retry-millis", delay.toMillis())
                .log("ami.unreachable");
        var _ = group.schedule(this::connect, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void requireSuccess(AmiAnswer answer) {
        switch (answer) {
            case SUCCESS, LIST_FOLLOWS -> {}
            case NO_SUCH_CHANNEL ->
                throw new AmiException(AmiException.Reason.NO_SUCH_CHANNEL, "channel: gone (expected: a live one)");
            case NOT_PERMITTED, NOT_AUTHENTICATED ->
                throw new AmiException(
                        AmiException.Reason.NOT_PERMITTED, "action: not permitted (expected: write=call,originate)");
            case ERROR -> throw new AmiException(AmiException.Reason.REFUSED, "action: refused (expected: success)");
        }
    }

    private static AmiException notAttached() {
        return new AmiException(AmiException.Reason.NOT_ATTACHED, "connection: none (expected: attached)");
    }

    private static Optional<SslContext> tls(AmiTransport transport) {
        return switch (transport) {
            case AmiTransport.Plain() -> Optional.empty();
            case AmiTransport.Tls(var trusted) -> {
                try {
                    yield Optional.of(SslContextBuilder.forClient()
                            .trustManager(trusted.toFile())
                            .protocols("TLSv1.3", "TLSv1.2")
                            .endpointIdentificationAlgorithm("HTTPS")
                            .build());
                } catch (SSLException | IllegalArgumentException e) {
                    throw new IllegalArgumentException("trusted certificates: unreadable (expected: a PEM file)", e);
                }
            }
        };
    }

    /// Reconnects the client; on the reading thread.
    private final class Reconnector implements AmiConnection.Owner {

        @Override
        public void onAttached(AmiConnection connection) {
            attached = connection;
            failures = 0;
            backoff.reset();
            LOG.atInfo()
                    .addKeyValue("host", settings.host())
                    .addKeyValue("port", settings.port())
                    .log("ami.attached");
        }

        @Override
        public void onRefused(String message) {
            stopping = true;
            LOG.atError().addKeyValue("error", message).log("ami.refused");
            shared.buffer()
                    .put(
                            new EventItem.ConnectionNotice.Refused(message),
                            shared.nanos().getAsLong());
        }

        @Override
        public void onEnded(AmiConnection connection, boolean wasAttached, DetachCause cause) {
            attached = null;
            if (wasAttached && !stopping) {
                LOG.atWarn().addKeyValue("cause", cause).log("ami.detached");
            }
            scheduleReconnect();
        }
    }
}
