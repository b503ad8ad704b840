package org.permanence.signin;

import java.util.Optional;
import org.permanence.people.PersonId;

/// Stores the keys of machines. All methods throw [org.permanence.queue.StoreUnavailableException] during an
/// outage.
public interface ServiceKeyStore {

    /// The key of a machine.
    Optional<ServiceKey> find(PersonId machine);

    /// Inserts a key, or replaces the one of the same machine.
    void save(ServiceKey key);
}
