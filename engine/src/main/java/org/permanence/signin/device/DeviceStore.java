package org.permanence.signin.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.people.PersonId;

/// Stores enrolled devices. All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public interface DeviceStore {

    void save(Device device);

    /// A device, revoked or not.
    Optional<Device> find(DeviceFingerprint id);

    /// The devices of a person, revoked ones included, newest first.
    List<Device> ofPerson(PersonId person);

    /// Revokes a device and ends its sessions, both or neither.
    ///
    /// @return false if it is not the person's, or was revoked before
    boolean revoke(PersonId person, DeviceFingerprint id, Instant at);
}
