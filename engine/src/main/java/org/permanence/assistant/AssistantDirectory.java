package org.permanence.assistant;

import java.util.Collection;
import java.util.Optional;

/// The assistants of this house, as the configuration last said.
public interface AssistantDirectory {

    Optional<Assistant> find(Login login);

    Collection<Assistant> all();
}
