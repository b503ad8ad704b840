package org.permanence.settings;

/// Metrics and health, and the command line's door to a running engine.
public record ManagementSettings(HostPort address, SecretFile token) {

    public ManagementSettings {
        if (!address.host().isLoopback()) {
            throw new IllegalArgumentException("management host: not loopback (expected: loopback)");
        }
    }
}
