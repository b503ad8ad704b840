package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.Optional;

/// Where Asterisk speaks SIP. It listens only on the protocols that a trunk or telephone uses.
///
/// @param plain for UDP and TCP
public record SipTransports(Address plain, Optional<Tls> tls) {

    /// The encrypted transport, on the same host.
    ///
    /// @param certificate PEM, readable by Asterisk
    /// @param key PEM, readable only by Asterisk
    /// @param trusted certificates (PEM) that trunks, and telephones at fixed addresses, must show or be signed by;
    ///     empty: Asterisk opens no connection
    public record Tls(int port, Path certificate, Path key, Optional<Path> trusted) {

        public Tls {
            ConfValues.port("TLS port", port);
            ConfValues.path("certificate", certificate);
            ConfValues.path("key", key);
            trusted.ifPresent(file -> ConfValues.path("trusted certificates", file));
        }
    }
}
