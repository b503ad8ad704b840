package org.permanence.settings;

import java.util.Optional;
import org.permanence.text.EnumWords;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// The operator's acceptance that SIP and audio of a trunk or phone cross a network without encryption.
///
/// @param reason why; repeated by `permanence check` and in the log
public record Unprotected(String reason) {

    private static final int MAX_LENGTH = 200;

    static final ValueParser<String> REASON_PARSER = ValueParser.of(
            "why, in 1 to " + MAX_LENGTH + " printable characters", raw -> ValueParsers.text(raw, MAX_LENGTH));

    /// The only value of `unprotected`.
    enum Consent {
        ACCEPTED
    }

    /// A trunk or phone that is accepted so.
    ///
    /// @param name what it is and its name, such as `trunk carrier`
    public record Peer(String name, String reason) {

        /// One line for the operator.
        public String description() {
            return "unprotected: " + name + ": SIP and audio without encryption (" + reason + ")";
        }
    }

    Peer of(String name) {
        return new Peer(name, reason);
    }

    /// Whether SIP and audio of one trunk or phone are encrypted. Conversations are medical secrets: without
    /// encryption they stay on loopback, unless the operator accepts it and says why.
    ///
    /// @param setting the value that says whether they are encrypted
    record SipProtection(Section section, Value<? extends Enum<?>> setting, Value<AsteriskSettings> asterisk) {

        private static final String KEY = "unprotected";
        private static final String REASON_KEY = "unprotected-reason";

        /// The operator's acceptance of a peer without encryption; required if SIP crosses a network.
        Value<Optional<Unprotected>> plain(boolean crossesNetwork) {
            if (!crossesNetwork) {
                return refused("given, but SIP stays on loopback");
            }
            if (!isDeclared()) {
                section.addProblem(
                        setting.location(),
                        word() + " beyond loopback",
                        "tls, or " + KEY + ": accepted with " + REASON_KEY + ": TEXT");
                return none();
            }
            var _ = section.required(KEY, ValueParsers.enumWord(Consent.class));
            return section.required(REASON_KEY, REASON_PARSER)
                    .map(Unprotected::new)
                    .map(Optional::of);
        }

        /// Checks that Asterisk can speak TLS with the peer.
        ///
        /// @param isCalled whether Asterisk connects to the peer, and not only the peer to Asterisk
        Value<Optional<Unprotected>> encrypted(boolean isCalled) {
            asterisk.toOptional().ifPresent(read -> {
                if (read.sip().tls().isEmpty()) {
                    section.addProblem(
                            setting.location(),
                            "tls, but asterisk.sip has no TLS",
                            "asterisk.sip.tls-port and its files");
                } else if (isCalled
                        && read.sip()
                                .tls()
                                .flatMap(AsteriskSettings.TlsSettings::trusted)
                                .isEmpty()) {
                    section.addProblem(
                            setting.location(),
                            "tls, but asterisk.sip trusts no certificate",
                            "asterisk.sip.trusted-certificates-file, with the certificate of this peer or its authority");
                }
            });
            return refused("given, but SIP is encrypted");
        }

        /// For a setting that was rejected already.
        Value<Optional<Unprotected>> unknown() {
            var _ = section.optional(KEY, ValueParsers.enumWord(Consent.class));
            var _ = section.optional(REASON_KEY, REASON_PARSER);
            return none();
        }

        /// Asterisk tells requests over TCP by the address on which they arrive, so it needs one.
        void requireOneAddress() {
            if (asterisk.toOptional()
                    .filter(read -> read.sip().host().isWildcard())
                    .isPresent()) {
                section.addProblem(
                        setting.location(), "tcp, but asterisk.sip.host is any address", "one address of this machine");
            }
        }

        private Value<Optional<Unprotected>> refused(String found) {
            if (isDeclared()) {
                section.addProblem(section.locationOf(section.has(KEY) ? KEY : REASON_KEY), found, "no such key");
            }
            return unknown();
        }

        private boolean isDeclared() {
            return section.has(KEY) || section.has(REASON_KEY);
        }

        private String word() {
            return setting.toOptional().map(EnumWords::of).orElse("");
        }

        private Value<Optional<Unprotected>> none() {
            return Value.of(Optional.empty(), section.location());
        }
    }
}
