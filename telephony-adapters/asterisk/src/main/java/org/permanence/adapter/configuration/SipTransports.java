package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.Optional;

/// Where Asterisk speaks SIP: UDP for trunks and tests, TLS for telephones across a network.
public record SipTransports(Address udp, Optional<Tls> tls) {

    /// The encrypted transport, on the same host.
    ///
    /// @param certificate PEM, readable by Asterisk
    /// @param key PEM, readable only by Asterisk
    public record Tls(int port, Path certificate, Path key) {

        public Tls {
            ConfValues.port("TLS port", port);
            ConfValues.path("certificate", certificate);
            ConfValues.path("key", key);
        }
    }
}
