package org.permanence.adapter.configuration;

import java.util.Locale;

/// How SIP travels between Asterisk and a trunk or telephone. Over TLS, the audio is encrypted as well (SRTP); over
/// UDP and TCP, signalling and audio can be read on the way.
public enum SipProtocol {
    UDP,
    TCP,
    TLS;

    /// The name in Asterisk's files: of the protocol, of its transport, and in a URI.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isEncrypted() {
        return this == TLS;
    }
}
