package org.permanence.settings;

/// A telephone of the house: an assistant's, or one a line rings.
///
/// @param endpoint its name in Asterisk: lower-case hexadecimal at random, so that nobody can guess it, and so that
/// it
///     holds none of the words Asterisk's AMI refuses in an Originate
public record Phone(String endpoint, Profile profile, Reach reach) {

    /// How its voice travels.
    public enum Profile {
        /// Neither signalling nor voice is encrypted: only on loopback.
        PLAIN,
        /// SIP over TLS with SRTP.
        TLS
    }

    /// Where it is found.
    public sealed interface Reach {}

    /// It registers, with this password.
    public record Registers(SecretFile secret) implements Reach {}

    /// It is always at this address.
    public record StaysAt(HostPort contact) implements Reach {}

    public Phone {
        if (!endpoint.matches("[0-9a-f]{16,40}")) {
            throw new IllegalArgumentException("endpoint: unreadable (expected: 16 to 40 hexadecimal digits)");
        }
    }
}
