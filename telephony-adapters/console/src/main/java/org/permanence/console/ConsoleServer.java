package org.permanence.console;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.permanence.console.page.PageFiles;

/// The console's HTTP server. One platform thread reads all connections; each request is served on a virtual thread
/// of its own. docs/decisions/0034 says why it is Javalin on Jetty.
public final class ConsoleServer implements AutoCloseable {

    private static final int PLATFORM_THREADS = 8;
    private static final long STOP_MILLIS = 1_000;

    private final ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("console-time", true);
    private final ConsoleServerSettings settings;
    private final Optional<SslContextFactory.Server> tls;
    private final JsonReader json = new JsonReader();
    private final Javalin javalin;

    /// @param identity for TLS; empty only with an origin of `http`
    public ConsoleServer(
            ConsoleServerSettings settings, Optional<TlsIdentity> identity, RouteTable routes, SessionLookup sessions) {
        if (settings.origin().isSecure() != identity.isPresent()) {
            throw new IllegalArgumentException(
                    "console: origin " + settings.origin().scheme()
                            + " and certificate do not fit (expected: https with a certificate, or http without)");
        }
        this.settings = settings;
        tls = identity.map(own -> ConsoleConnector.tls(own, settings.devices()));
        var shares = new ClientShares(settings.limits().session(), System::nanoTime);
        var dispatcher = new RouteDispatcher(sessions, settings.proxies(), shares, json);
        var pages = new PageFiles();
        javalin = Javalin.create(config -> {
            setUp(config);
            pages.register(config.routes);
            routes.rows().forEach(route -> dispatcher.register(config.routes, route));
            config.routes.exception(HttpResponseException.class, (error, context) -> {
                if (!pages.writeUnknown(context, error.getStatus())) {
                    dispatcher.write(context, error);
                }
            });
        });
    }

    private void setUp(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.compressionStrategy = CompressionStrategy.NONE; // Lengths would tell about secrets.
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(this::setUp);
    }

    private void setUp(Server server) {
        var connections = new ConsoleConnections(settings.limits(), scheduler);
        var problems = new ProblemWriter(new SecurityHeaders(settings.origin().isSecure()), json);
        server.addConnector(ConsoleConnector.create(server, settings, connections, tls));
        server.setErrorHandler(problems);
        server.setHandler(new ContentDeadline(connections, new RequestAdmission(settings, problems)));
        server.setStopTimeout(STOP_MILLIS);
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("console");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("console-request-", 0).factory()));
        return threads;
    }

    /// Binds the port and serves.
    public void start() {
        javalin.start();
    }

    public int port() {
        return javalin.port();
    }

    /// Serves new connections with another certificate. Open ones go on.
    public void use(TlsIdentity identity) {
        tls.ifPresent(context -> {
            try {
                context.reload(_ -> ConsoleConnector.use(context, identity));
            } catch (Exception fault) {
                throw new IllegalStateException("console: certificate not replaced", fault);
            }
        });
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
