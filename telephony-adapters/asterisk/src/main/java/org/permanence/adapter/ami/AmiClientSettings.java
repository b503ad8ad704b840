package org.permanence.adapter.ami;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/// Asterisk's address and the engine's account. The secret is read at each connection, so a changed file takes
/// effect.
///
/// @param systemName Asterisk's `systemname`, if it is a random one. Then events without it are rejected (see
///     [SystemNameCheck]), and legs must be named by [#legId]
public record AmiClientSettings(
        String host,
        int port,
        String username,
        Supplier<char[]> secret,
        AmiTransport transport,
        Optional<String> systemName,
        AmiTimeouts timeouts) {

    public AmiClientSettings {
        WireText.requireMatch("host", host, "[A-Za-z0-9.:-]{1,253}", "a name or an address");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
        }
        if (transport instanceof AmiTransport.Plain && !isLoopback(host)) {
            throw new IllegalArgumentException("host: " + host + " (expected: loopback, or TLS)");
        }
        // Asterisk cuts the name at 19 characters (asterisk.c, ast_config_AST_SYSTEM_NAME).
        systemName.ifPresent(name -> WireText.requireMatch(
                "system name", name, "[a-z0-9]{12,19}", "12..19 random lower-case letters and digits"));
    }

    /// The uniqueid of a leg to originate. `token` must be new each time.
    public String legId(String token) {
        return systemName.map(name -> name + "-").orElse("") + "leg-" + token;
    }

    boolean isOwnLeg(String legId) {
        return systemName.map(name -> legId.startsWith(name + "-")).orElse(true);
    }

    @Override
    public String toString() {
        return "AmiClientSettings[" + host + ":" + port + "]";
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false; // A host name may resolve to any address.
        }
    }
}
