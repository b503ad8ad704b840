package org.permanence.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.people.PersonId;
import org.permanence.signin.ServiceKey;
import org.permanence.signin.ServiceKeyStore;

/// The store of the keys of machines in memory. Thread-safe.
public final class InMemoryServiceKeyStore implements ServiceKeyStore {

    private final Map<PersonId, ServiceKey> keys = new ConcurrentHashMap<>();

    @Override
    public Optional<ServiceKey> find(PersonId machine) {
        return Optional.ofNullable(keys.get(machine));
    }

    @Override
    public void save(ServiceKey key) {
        keys.put(key.machine(), key);
    }
}
