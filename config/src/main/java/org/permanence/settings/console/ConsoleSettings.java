package org.permanence.settings.console;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.permanence.console.ConsoleOrigin;
import org.permanence.settings.HostPort;
import org.permanence.signin.device.ClientRules;

/// The console, for people with a browser.
///
/// @param origin         where browsers find it
/// @param address        on which it listens
/// @param certificate    empty: the engine makes one
/// @param trustedProxies reverse proxies that say for which client they ask
/// @param hashesAtOnce   passwords that are checked at the same time
/// @param clients        from where people may sign in
public record ConsoleSettings(
        ConsoleOrigin origin,
        HostPort address,
        Optional<CertificateFiles> certificate,
        Set<InetAddress> trustedProxies,
        int hashesAtOnce,
        ClientRules clients) {

    /// Both as PEM.
    ///
    /// @param certificate the key's own first, then those of its authorities
    public record CertificateFiles(Path certificate, Path key) {}

    public ConsoleSettings {
        trustedProxies = Set.copyOf(trustedProxies);
        if (!origin.isSecure() && !address.host().isLoopback()) {
            throw new IllegalArgumentException(
                    "console host: not loopback (expected: loopback, or an origin with https)");
        }
    }
}
