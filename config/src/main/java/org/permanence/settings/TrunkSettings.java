package org.permanence.settings;

import java.util.List;
import java.util.Optional;

/// A carrier.
///
/// @param addresses networks the carrier calls from; every call from them is trusted as the carrier's
/// @param outbound where calls to the carrier go; empty: the carrier only delivers calls
/// @param assertsCallerId whether the carrier sends P-Asserted-Identity and removes it from what callers send
/// @param unprotected present if, and only if, SIP crosses a network without encryption
public record TrunkSettings(
        List<CarrierNetwork> addresses,
        Optional<HostPort> outbound,
        boolean assertsCallerId,
        Transport transport,
        Optional<Unprotected> unprotected) {

    /// What carries SIP. With TLS, audio is encrypted as well (SRTP).
    public enum Transport {
        UDP,
        TCP,
        TLS
    }

    public TrunkSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("trunk addresses: empty (expected: at least one)");
        }
    }
}
