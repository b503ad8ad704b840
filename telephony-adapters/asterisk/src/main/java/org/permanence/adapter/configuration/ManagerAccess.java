package org.permanence.adapter.configuration;

import java.util.List;

/// Asterisk's AMI.
///
/// @param address where the engines connect: on this host, or across a network over TLS
/// @param tls whether they connect over TLS, with the certificate that [AsteriskFiles] makes
/// @param accounts one for each engine, so that one engine's can be removed
public record ManagerAccess(Address address, boolean tls, List<Account> accounts) {

    private static final String OTHER_LOOPBACK = "127.0.0.2";
    private static final int LAST_PORT = 65_535;
    private static final String LOOPBACK = "127(\\.[0-9]{1,3}){3}";
    private static final String ONE_ADDRESS = "[1-9][0-9]{0,2}(\\.[0-9]{1,3}){3}";

    public ManagerAccess {
        accounts = List.copyOf(accounts);
        if (!address.host().matches(tls ? ONE_ADDRESS : LOOPBACK)) {
            throw new IllegalArgumentException("AMI host: " + address.host() + " (expected: "
                    + (tls ? "one IPv4 address" : "a loopback address, or TLS") + ")");
        }
        if (tls && address.port() == LAST_PORT) {
            throw new IllegalArgumentException("AMI port: " + LAST_PORT + " (expected: at most " + (LAST_PORT - 1)
                    + " with TLS, because Asterisk needs the next port too)");
        }
        ConfValues.notEmpty("AMI accounts", accounts);
        ConfValues.distinct("AMI user", accounts.stream().map(Account::user).toList(), user -> user);
    }

    /// Where Asterisk listens without TLS. With TLS it cannot leave this out, nor use the same port: then it is the
    /// next port, on this machine's loopback, which no engine uses.
    Address withoutTls() {
        return tls ? new Address(OTHER_LOOPBACK, address.port() + 1) : address;
    }

    /// Whether engines of other machines can connect.
    boolean isOnANetwork() {
        return !address.host().matches(LOOPBACK);
    }

    public record Account(String user, AsteriskPassword secret) {

        public Account {
            ConfValues.name("AMI user", user);
            if (user.equals("general")) {
                throw new IllegalArgumentException("AMI user: general (expected: not Asterisk's own section)");
            }
        }
    }
}
