package org.permanence.signin.device;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Role;

/// From where people may sign in and ask.
///
/// 1. The address must be one of the roles' ([SourceRules]).
/// 2. A session that began on an enrolled device goes on there only.
/// 3. At the console, people with a role of `devices` need an enrolled device. Commands need none.
///
/// @param devices the roles that need an enrolled device
public record ClientRules(SourceRules sources, Set<Role> devices) {

    /// Every role from everywhere.
    public static final ClientRules NONE = new ClientRules(SourceRules.NONE, Set.of());

    /// What is wrong with a client.
    public enum Refusal {
        SOURCE,
        DEVICE
    }

    public ClientRules {
        devices = Set.copyOf(devices);
    }

    /// Why a session of a person with these roles may not be used by the client; empty if it may.
    ///
    /// @param bound the enrolled device on which the session began
    public Optional<Refusal> refusal(Collection<Role> roles, Client client, Optional<DeviceFingerprint> bound) {
        if (!sources.admit(roles, client.source())) {
            return Optional.of(Refusal.SOURCE);
        }
        boolean isSame = bound.isEmpty() || client.certificate().equals(bound);
        return isSame && (bound.isPresent() || !needDevice(roles, client))
                ? Optional.empty()
                : Optional.of(Refusal.DEVICE);
    }

    /// Whether a person with these roles needs an enrolled device there.
    public boolean needDevice(Collection<Role> roles, Client client) {
        return client instanceof Client.Browser && roles.stream().anyMatch(devices::contains);
    }
}
