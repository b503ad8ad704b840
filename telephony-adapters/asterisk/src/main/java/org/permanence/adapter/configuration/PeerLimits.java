package org.permanence.adapter.configuration;

/// How much one peer may use at one time, so that one hostile caller or address cannot keep all others out.
///
/// @param callersFromOneNumber callers who present the same number, over all practices
/// @param callersWithoutNumber callers of one practice who present no number
/// @param callersToOnePractice callers of one practice, with or without a number
/// @param connectionsFromOneAddress SIP connections over TCP or TLS from one IP address, which may stand for a
/// whole centre
public record PeerLimits(
        int callersFromOneNumber, int callersWithoutNumber, int callersToOnePractice, int connectionsFromOneAddress) {

    public PeerLimits {
        atLeastOne("callers from one number", callersFromOneNumber);
        atLeastOne("callers without a number", callersWithoutNumber);
        atLeastOne("callers to one practice", callersToOnePractice);
        atLeastOne("connections from one address", connectionsFromOneAddress);
    }

    private static void atLeastOne(String what, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(what + ": " + limit + " (expected: 1 or more)");
        }
    }
}
