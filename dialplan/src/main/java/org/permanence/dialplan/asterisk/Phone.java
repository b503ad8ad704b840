package org.permanence.dialplan.asterisk;

/// A telephone of an assistant or a doctor.
///
/// @param name     as the rest of the configuration calls it
/// @param endpoint as SIP calls it: random, so that it cannot be guessed and tells nobody's name
public record Phone(String name, String endpoint, Reach reach) {

    public Phone {
        Checked.name("phone", name);
        Checked.endpoint("phone " + name + ": endpoint", endpoint);
    }

    /// How Asterisk finds the telephone.
    public sealed interface Reach {}

    /// At a fixed address, without a secret: it can be rung and can call nobody. For tests and the demo.
    public record Fixed(Address contact) implements Reach {}

    /// It registers with a secret on a network that is ours alone.
    public record Plain(Secret secret) implements Reach {}

    /// It registers with a secret over TLS, and its voice is encrypted.
    public record Encrypted(Secret secret) implements Reach {}
}
