package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;

/// The AMI connection: unencrypted on loopback, TLS elsewhere.
///
/// @param trustedCertificate certificate to trust; empty: those the JDK trusts
public record AmiSettings(
        HostPort address, boolean tls, Optional<Path> trustedCertificate, String user, SecretFile secret) {

    public AmiSettings {
        if (!tls && !address.host().isLoopback()) {
            throw new IllegalArgumentException("ami host: not loopback (expected: loopback, or tls: true)");
        }
    }
}
