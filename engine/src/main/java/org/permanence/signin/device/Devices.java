package org.permanence.signin.device;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.people.PersonId;

/// Knows the enrolled devices at a sign-in.
public final class Devices {

    private final DeviceStore store;
    private final InstantSource clock;

    public Devices(DeviceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The device of the client, if it is enrolled for the person and neither revoked nor too old.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException during an outage
    public Optional<DeviceFingerprint> of(PersonId person, Client client) {
        return client.certificate()
                .flatMap(store::find)
                .filter(device -> device.person().equals(person) && device.isValid(clock.instant()))
                .map(Device::id);
    }
}
