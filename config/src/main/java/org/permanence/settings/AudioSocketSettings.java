package org.permanence.settings;

/// Where an Asterisk on another host says what it hears. What it says are conversations, in plain TCP, so it
/// listens on loopback, or behind a tunnel that somebody vouches for.
///
/// @param address as the engine listens, and as Asterisk connects
public record AudioSocketSettings(HostPort address, boolean protectedByTunnel) {

    public AudioSocketSettings {
        if (!protectedByTunnel && !address.host().isLoopback()) {
            throw new IllegalArgumentException(
                    "audio socket host: not loopback (expected: loopback, or protected-by-tunnel: true)");
        }
        if (address.host().isWildcard()) {
            throw new IllegalArgumentException("audio socket host: any (expected: one that Asterisk can connect to)");
        }
    }
}
