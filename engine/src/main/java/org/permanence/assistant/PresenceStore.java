package org.permanence.assistant;

import java.util.List;
import java.util.Optional;

/// The assistants' states of one team, seen from inside the team's lock.
public interface PresenceStore {

    /// Everybody who has ever signed in, in no order.
    List<Presence> presences();

    Optional<Presence> presence(Login login);

    void save(Presence presence);
}
