package org.permanence.assistant;

import java.util.List;
import java.util.Optional;

/// The presences of one team's assistants, under the team's lock.
public interface PresenceStore {

    /// The presences of all assistants who have ever signed in, in no particular order.
    List<Presence> presences();

    Optional<Presence> presence(Login login);

    void save(Presence presence);
}
