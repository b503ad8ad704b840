package org.permanence.console;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Where the console listens and under which address browsers find it.
///
/// @param listen  with port 0 for any free port, in tests
/// @param proxies that stand between the browsers and the console
/// @param devices the authority whose certificates devices may show; empty: none are asked for
public record ConsoleServerSettings(
        ConsoleOrigin origin,
        InetSocketAddress listen,
        TrustedProxies proxies,
        ConsoleLimits limits,
        Optional<X509Certificate> devices) {

    public ConsoleServerSettings {
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException(
                    "console.listen: unknown address (expected: an address of this machine)");
        }
        if (!origin.isSecure() && !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("console.listen: an address that other machines reach, without TLS"
                    + " (expected: a loopback address, or an origin with https)");
        }
    }
}
