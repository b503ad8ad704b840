package org.permanence.boot.console;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.console.ConsoleLimits;
import org.permanence.console.ConsoleServer;
import org.permanence.console.ConsoleServerSettings;
import org.permanence.console.TlsIdentity;
import org.permanence.console.TrustedProxies;
import org.permanence.console.account.AccountRoutes;
import org.permanence.console.device.DeviceAuthority;
import org.permanence.settings.console.ConsoleSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the console once calls can come, so that its seconds of CPU delay none, and keeps it running. Calls never
/// depend on it: a console that cannot start is an error in the log and a reason in `/ready`, and is tried again.
/// Thread-safe.
public final class EngineConsole implements AutoCloseable {

    /// Without Asterisk calls cannot come, and people sign in all the same.
    private static final Duration LATEST_START = Duration.ofSeconds(30);

    /// The attach of Asterisk is still being worked on.
    private static final Duration DELAY = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration CERTIFICATE_INTERVAL = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(EngineConsole.class);

    private final ConsoleSettings settings;
    private final CertificateSource certificates;
    private final DeviceAuthority devices;
    private final AccountRoutes routes;
    private final InstantSource clock;
    private Optional<ConsoleServer> server = Optional.empty(); // Guarded by this.
    private Optional<TlsIdentity> certificate = Optional.empty(); // Guarded by this.
    private boolean closed; // Guarded by this.
    private volatile Instant nextStart;
    private volatile Instant nextCertificate = Instant.MAX;
    private volatile boolean failed;

    /// @param state the state directory of the installation
    public EngineConsole(
            ConsoleSettings settings, Path state, DeviceAuthority devices, AccountRoutes routes, InstantSource clock) {
        this.settings = settings;
        this.certificates = new CertificateSource(settings, state);
        this.devices = devices;
        this.routes = routes;
        this.clock = clock;
        this.nextStart = clock.instant().plus(LATEST_START);
    }

    /// Calls can come: the console starts soon.
    public void callsCanCome() {
        Instant soon = clock.instant().plus(DELAY);
        if (soon.isBefore(nextStart) && !failed) {
            nextStart = soon;
        }
    }

    /// Starts the console if it is time to, and renews its certificate. Call it every second, on a thread of its
    /// own.
    public synchronized void run() {
        Instant now = clock.instant();
        if (closed) {
            return;
        }
        if (server.isEmpty() && !now.isBefore(nextStart)) {
            start(now);
        } else if (server.isPresent() && !now.isBefore(nextCertificate)) {
            renewCertificate(now);
        }
    }

    /// What an operator must act on, for `/ready`.
    public Optional<String> fault() {
        return failed
                ? Optional.of("console: not started (expected: its address free, and its certificate; see the log)")
                : Optional.empty();
    }

    private void start(Instant now) {
        ConsoleServer starting = null;
        try {
            certificate = certificates.read(now);
            starting = new ConsoleServer(serverSettings(now), certificate, routes.table(), routes);
            starting.start();
            server = Optional.of(starting);
            nextCertificate = now.plus(CERTIFICATE_INTERVAL);
            failed = false;
            LOG.atInfo().addKeyValue("port", starting.port()).log("console.started");
        } catch (IOException | RuntimeException fault) { // Calls go on whatever happens.
            nextStart = now.plus(RETRY);
            if (!failed) {
                LOG.atError()
                        .addKeyValue("expected", "the address of console.host free, and a certificate with its key")
                        .setCause(fault)
                        .log("console.unavailable");
            }
            failed = true;
            if (starting != null) {
                starting.close();
            }
        }
    }

    private ConsoleServerSettings serverSettings(Instant now) throws IOException {
        return new ConsoleServerSettings(
                settings.origin(),
                new InetSocketAddress(
                        settings.address().host().name(), settings.address().port()),
                new TrustedProxies(settings.trustedProxies()),
                ConsoleLimits.DEFAULTS,
                settings.origin().isSecure() ? Optional.of(devices.certificate(now)) : Optional.empty());
    }

    /// The operator may have replaced the files; the installation's own certificate may end soon.
    private void renewCertificate(Instant now) {
        nextCertificate = now.plus(CERTIFICATE_INTERVAL);
        try {
            Optional<TlsIdentity> current = certificates.read(now);
            if (!current.equals(certificate)) {
                server.ifPresent(running -> current.ifPresent(running::use));
                certificate = current;
                LOG.atInfo().log("console.certificate-replaced");
            }
        } catch (IOException | RuntimeException fault) { // The earlier certificate stays in use.
            LOG.atError()
                    .addKeyValue("expected", "a certificate with its key")
                    .setCause(fault)
                    .log("console.certificate-unreadable");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        server.ifPresent(ConsoleServer::close);
    }
}
