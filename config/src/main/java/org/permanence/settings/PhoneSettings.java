package org.permanence.settings;

import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// A telephone of the house: an assistant's, or one a line rings.
///
/// @param endpoint its name in Asterisk: lower-case hexadecimal at random, so that nobody can guess it, and so that
/// it
///     holds none of the words Asterisk's AMI refuses in an Originate
public record PhoneSettings(String endpoint, Encryption encryption, SipLocation location) {

    static final ValueParser<String> ENDPOINT_PARSER = ValueParser.withoutEcho(
            "16 to 40 lower-case hexadecimal digits, made at random", ValueParsers.matching("[0-9a-f]{16,40}"));

    /// How its voice travels.
    public enum Encryption {
        /// Neither signalling nor voice is encrypted: only on loopback.
        NONE,
        /// SIP over TLS with SRTP.
        TLS
    }

    /// Where it is found.
    public sealed interface SipLocation {}

    /// It registers, with this password.
    public record Registered(SecretFile secret) implements SipLocation {}

    /// It is always at this address.
    public record StaticContact(HostPort contact) implements SipLocation {}

    public PhoneSettings {
        if (!endpoint.matches("[0-9a-f]{16,40}")) {
            throw new IllegalArgumentException("endpoint: unreadable (expected: 16 to 40 hexadecimal digits)");
        }
    }
}
