package org.permanence.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.people.PersonId;
import org.permanence.signin.device.Device;
import org.permanence.signin.device.DeviceFingerprint;
import org.permanence.signin.device.DeviceStore;

/// The store of enrolled devices in memory, with the guarantees of the real one. Thread-safe.
public final class InMemoryDeviceStore implements DeviceStore {

    private final Map<DeviceFingerprint, Device> devices = new ConcurrentHashMap<>();
    private final InMemorySessionStore sessions;

    /// @param sessions of the devices
    public InMemoryDeviceStore(InMemorySessionStore sessions) {
        this.sessions = sessions;
    }

    @Override
    public void save(Device device) {
        devices.put(device.id(), device);
    }

    @Override
    public Optional<Device> find(DeviceFingerprint id) {
        return Optional.ofNullable(devices.get(id));
    }

    @Override
    public List<Device> ofPerson(PersonId person) {
        return devices.values().stream()
                .filter(device -> device.person().equals(person))
                .sorted(Comparator.comparing(Device::enrolledAt).reversed())
                .toList();
    }

    @Override
    public boolean revoke(PersonId person, DeviceFingerprint id, Instant at) {
        Device known = devices.get(id);
        if (known == null || !known.person().equals(person) || known.revokedAt().isPresent()) {
            return false;
        }
        devices.put(id, known.withRevokedAt(Optional.of(at)));
        sessions.endOn(id.hex(), at);
        return true;
    }
}
