package org.permanence.settings;

/// Where the engine receives the audio of an Asterisk on another host. The audio is unencrypted TCP, so it listens
/// on loopback, or behind a tunnel that the operator declares.
///
/// @param address on which the engine listens and to which Asterisk connects
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
