package org.permanence.adapter.configuration;

/// A telephone of an assistant or a doctor.
///
/// @param name     as the rest of the configuration calls it
/// @param endpoint as SIP calls it: random, so that it cannot be guessed and tells nobody's name
public record SipEndpoint(String name, String endpoint, Access access) {

    public SipEndpoint {
        ConfValues.name("phone", name);
        ConfValues.endpoint("phone " + name + ": endpoint", endpoint);
    }

    /// How Asterisk finds the telephone.
    public sealed interface Access {}

    /// At a fixed address, without a secret: it can be rung and can call nobody. For tests and the demo.
    public record Fixed(Address contact) implements Access {}

    /// It registers with a secret on a network that is ours alone.
    public record Plain(AsteriskPassword secret) implements Access {}

    /// It registers with a secret over TLS, and its voice is encrypted.
    public record Encrypted(AsteriskPassword secret) implements Access {}
}
