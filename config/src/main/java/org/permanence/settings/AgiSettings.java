package org.permanence.settings;

/// The FastAGI server. Its protocol is not encrypted, so it listens on loopback, or behind a tunnel that the
/// operator declares.
public record AgiSettings(HostPort address, boolean protectedByTunnel, int maxCalls) {

    public AgiSettings {
        if (!protectedByTunnel && !address.host().isLoopback()) {
            throw new IllegalArgumentException(
                    "agi host: not loopback (expected: loopback, or protected-by-tunnel: true)");
        }
        if (maxCalls < 1) {
            throw new IllegalArgumentException("agi max-calls: " + maxCalls + " (expected: 1 or more)");
        }
    }
}
