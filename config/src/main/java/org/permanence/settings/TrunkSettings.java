package org.permanence.settings;

import java.util.List;
import java.util.Optional;
import org.permanence.privacy.PhoneNumber;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// A carrier.
///
/// @param addresses networks the carrier calls from; every call from them is trusted as the carrier's
/// @param outbound where calls to the carrier go; empty: the carrier only delivers calls
/// @param assertsCallerId whether the carrier sends P-Asserted-Identity and removes it from what callers send
/// @param account the login that the carrier asks for
/// @param unprotected present if, and only if, SIP crosses a network without encryption
public record TrunkSettings(
        List<CarrierNetwork> addresses,
        Optional<HostPort> outbound,
        boolean assertsCallerId,
        Transport transport,
        Optional<Account> account,
        Optional<Unprotected> unprotected) {

    /// Often a telephone number, so it is not repeated.
    static final ValueParser<String> ACCOUNT_USER_PARSER =
            ValueParser.withoutEcho("1 to 64 letters, digits and ._+-", ValueParsers.matching("[A-Za-z0-9._+-]{1,64}"));

    /// What carries SIP. With TLS, audio is encrypted as well (SRTP).
    public enum Transport {
        UDP,
        TCP,
        TLS
    }

    /// An account at the carrier.
    ///
    /// @param registrar where Asterisk registers; empty: it does not
    /// @param number the number under which it registers; empty: the user
    public record Account(
            String user, SecretFile password, Optional<HostPort> registrar, Optional<PhoneNumber> number) {}

    public TrunkSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("trunk addresses: empty (expected: at least one)");
        }
    }
}
