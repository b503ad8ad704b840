package org.permanence.settings;

/// The management port: metrics, health, and commands to the running engine.
public record ManagementSettings(HostPort address, SecretFile token) {

    public ManagementSettings {
        if (!address.host().isLoopback()) {
            throw new IllegalArgumentException("management host: not loopback (expected: loopback)");
        }
    }
}
