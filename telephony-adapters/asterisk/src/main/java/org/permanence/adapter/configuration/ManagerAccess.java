package org.permanence.adapter.configuration;

import java.util.List;

/// Asterisk's AMI. It always listens on this host; across a network it needs a tunnel.
///
/// @param accounts one for each engine, so that one engine's can be removed
public record ManagerAccess(Address address, List<Account> accounts) {

    public ManagerAccess {
        accounts = List.copyOf(accounts);
        if (!address.host().matches("127(\\.[0-9]{1,3}){3}")) {
            throw new IllegalArgumentException("AMI host: " + address.host() + " (expected: a loopback address)");
        }
        ConfValues.notEmpty("AMI accounts", accounts);
        ConfValues.distinct("AMI user", accounts.stream().map(Account::user).toList(), user -> user);
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
