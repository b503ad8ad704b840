package org.permanence.settings;

import java.util.Optional;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// A phone of the installation, of an assistant or of a line.
///
/// @param endpoint name of the phone in Asterisk: random lower-case hexadecimal, so that it cannot be guessed and
///     contains none of the words that AMI refuses in an Originate
/// @param unprotected present if, and only if, SIP crosses a network without encryption
public record PhoneSettings(
        String endpoint, Encryption encryption, SipLocation location, Optional<Unprotected> unprotected) {

    static final ValueParser<String> ENDPOINT_PARSER = ValueParser.withoutEcho(
            "16 to 40 lower-case hexadecimal digits, made at random", ValueParsers.matching("[0-9a-f]{16,40}"));

    /// Encryption of signalling and voice.
    public enum Encryption {
        /// No encryption: on loopback, or with the operator's acceptance.
        NONE,
        /// SIP over TLS with SRTP.
        TLS
    }

    /// How Asterisk finds the phone.
    public sealed interface SipLocation {}

    /// The phone registers with this password.
    public record Registered(SecretFile secret) implements SipLocation {}

    /// The phone has a fixed address.
    public record StaticContact(HostPort contact) implements SipLocation {}

    public PhoneSettings {
        if (!endpoint.matches("[0-9a-f]{16,40}")) {
            throw new IllegalArgumentException("endpoint: unreadable (expected: 16 to 40 hexadecimal digits)");
        }
    }
}
