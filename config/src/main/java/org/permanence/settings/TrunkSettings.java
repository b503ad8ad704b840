package org.permanence.settings;

import java.util.List;
import java.util.Optional;

/// A carrier.
///
/// @param addresses networks it calls from; every call from them is trusted as the carrier's
/// @param outbound where calls to it go; empty: it only delivers calls
public record TrunkSettings(List<CarrierNetwork> addresses, Optional<HostPort> outbound) {

    public TrunkSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("trunk addresses: empty (expected: at least one)");
        }
    }
}
