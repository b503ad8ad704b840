package org.permanence.console;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Listens: with TLS for HTTP/2 and HTTP/1.1, without it for HTTP/1.1 only.
final class ConsoleConnector extends ServerConnector {

    private static final int HEADER_BYTES = 16 * 1024;
    private static final int STREAMS = 32;
    private static final int CONTROL_FRAMES_A_SECOND = 50;
    private static final long IDLE_MILLIS = 30_000;

    /// TLS 1.3, and of TLS 1.2 what is authenticated and has forward secrecy.
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final ConsoleConnections connections;

    private ConsoleConnector(Server server, ConsoleConnections connections, ConnectionFactory[] factories) {
        super(server, null, connections.scheduler(), null, 1, 1, factories);
        this.connections = connections;
        setIdleTimeout(IDLE_MILLIS);
    }

    static ConsoleConnector create(
            Server server,
            ConsoleServerSettings settings,
            ConsoleConnections connections,
            Optional<SslContextFactory.Server> tls) {
        HttpConfiguration http = http();
        var factories = tls.map(context -> secure(context, http))
                .orElseGet(() -> new ConnectionFactory[] {new HttpConnectionFactory(http)});
        var connector = new ConsoleConnector(server, connections, factories);
        connector.setHost(settings.listen().getAddress().getHostAddress());
        connector.setPort(settings.listen().getPort());
        return connector;
    }

    /// @param devices as in [ConsoleServerSettings]
    static SslContextFactory.Server tls(TlsIdentity identity, Optional<X509Certificate> devices) {
        var context = new SslContextFactory.Server();
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        context.setExcludeCipherSuites();
        context.setIncludeCipherSuites(CIPHER_SUITES);
        context.setRenegotiationAllowed(false);
        devices.ifPresent(authority -> {
            context.setTrustStore(TlsIdentity.trustStore(authority));
            context.setWantClientAuth(true);
        });
        use(context, identity);
        return context;
    }

    static void use(SslContextFactory.Server context, TlsIdentity identity) {
        context.setKeyStore(identity.keyStore());
        context.setKeyStorePassword("");
    }

    private static HttpConfiguration http() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        return http;
    }

    private static ConnectionFactory[] secure(SslContextFactory.Server context, HttpConfiguration http) {
        var secure = new HttpConfiguration(http);
        secure.addCustomizer(new SecureRequestCustomizer(false)); // The host is compared by CrossSiteCheck.
        var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol("http/1.1");
        var http2 = new HTTP2ServerConnectionFactory(secure);
        http2.setMaxConcurrentStreams(STREAMS);
        http2.setRateControlFactory(new WindowRateControl.Factory(CONTROL_FRAMES_A_SECOND));
        return new ConnectionFactory[] {
            new SslConnectionFactory(context, alpn.getProtocol()), alpn, http2, new HttpConnectionFactory(secure)
        };
    }

    @Override
    protected void onEndPointOpened(EndPoint connection) {
        super.onEndPointOpened(connection);
        connections.opened(connection);
    }

    @Override
    protected void onEndPointClosed(EndPoint connection) {
        super.onEndPointClosed(connection);
        connections.closed(connection);
    }
}
