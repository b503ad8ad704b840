package org.permanence.console;

import java.net.URI;
import java.util.Locale;

/// Where browsers find the console: scheme, host and port, as in the header `Origin`.
public record ConsoleOrigin(String scheme, String host, int port) {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MAX_PORT = 65_535;

    public ConsoleOrigin {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("console.origin: port " + port + " (expected: 1.." + MAX_PORT + ")");
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
            throw new IllegalArgumentException(
                    "console.origin: " + scheme + "://" + host + " (expected: https; http on loopback only)");
        }
    }

    /// Reads `https://console.example.fr` or `https://console.example.fr:8443`.
    public static ConsoleOrigin parse(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !uri.getRawPath().isEmpty()
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "console.origin: \"" + text + "\" (expected: such as https://console.example.fr)");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new ConsoleOrigin(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() == -1 ? standard : uri.getPort());
    }

    /// Whether it is reached with TLS.
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /// As browsers write it in `Host`: without the standard port.
    String authority() {
        return port == (isSecure() ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
