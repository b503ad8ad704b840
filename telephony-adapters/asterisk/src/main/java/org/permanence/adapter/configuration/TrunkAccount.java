package org.permanence.adapter.configuration;

import java.util.Optional;

/// An account at a carrier, for requests that the carrier challenges (digest, RFC 2617). It does not print itself.
///
/// @param password as the carrier gave it
/// @param registrar where Asterisk registers, so that the carrier delivers calls here; empty: it does not register
/// @param contact the user of the address under which it registers
public record TrunkAccount(String user, String password, Optional<Address> registrar, String contact) {

    public TrunkAccount {
        ConfValues.account("user of a trunk", user);
        ConfValues.carrierPassword("password of a trunk", password);
        ConfValues.account("contact of a trunk", contact);
    }

    @Override
    public String toString() {
        return "[account]";
    }
}
