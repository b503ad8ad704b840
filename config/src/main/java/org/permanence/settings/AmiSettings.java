package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;

/// The AMI connection: unencrypted on loopback, TLS elsewhere.
///
/// @param trustedCertificate certificate to trust over TLS; empty: the one that was made with Asterisk's files
public record AmiSettings(
        HostPort address, boolean tls, Optional<Path> trustedCertificate, String user, SecretFile secret) {

    public AmiSettings {
        if (!tls && !address.host().isLoopback()) {
            throw new IllegalArgumentException("ami host: not loopback (expected: loopback, or tls: true)");
        }
    }
}
