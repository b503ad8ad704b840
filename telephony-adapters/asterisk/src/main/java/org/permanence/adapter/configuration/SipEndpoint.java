package org.permanence.adapter.configuration;

/// A telephone of an assistant or a doctor.
///
/// @param name its name in the settings
/// @param endpoint its name in SIP: random, so that it cannot be guessed and names no person
public record SipEndpoint(String name, String endpoint, Access access) {

    public SipEndpoint {
        ConfValues.name("phone", name);
        ConfValues.endpoint("phone " + name + ": endpoint", endpoint);
    }

    /// How Asterisk reaches the telephone.
    public sealed interface Access {

        SipProtocol protocol();
    }

    /// At a fixed address without a secret: it can be rung but cannot call.
    public record Fixed(Address contact, SipProtocol protocol) implements Access {}

    /// It registers with a secret over UDP, without encryption.
    public record Plain(AsteriskPassword secret) implements Access {

        @Override
        public SipProtocol protocol() {
            return SipProtocol.UDP;
        }
    }

    /// It registers with a secret over TLS, and its audio is encrypted.
    public record Encrypted(AsteriskPassword secret) implements Access {

        @Override
        public SipProtocol protocol() {
            return SipProtocol.TLS;
        }
    }

    SipProtocol protocol() {
        return access.protocol();
    }
}
