package org.permanence.settings;

import java.nio.file.Path;
import java.util.Optional;

/// The event connection to Asterisk: plain on loopback, TLS elsewhere.
///
/// @param trustedCertificate the certificate to believe; absent: those the JDK believes
public record AmiSettings(
        HostPort address, boolean tls, Optional<Path> trustedCertificate, String user, SecretFile secret) {

    public AmiSettings {
        if (!tls && !address.host().isLoopback()) {
            throw new IllegalArgumentException("ami host: not loopback (expected: loopback, or tls: true)");
        }
    }
}
