package org.permanence.assistant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.permanence.practice.TeamId;

/// The assistants of this installation, as known now. They change while the engine runs, so keep no answer for the
/// next call.
public interface AssistantDirectory {

    /// A known assistant, also one who takes no new calls: for the calls that they have, or are reserved for.
    Optional<Assistant> find(Login login);

    /// An assistant who may take new calls.
    Optional<Assistant> findInService(Login login);

    /// The assistants who may take new calls.
    Collection<Assistant> inService();

    /// All teams, those without an assistant in service included.
    List<TeamId> teams();
}
