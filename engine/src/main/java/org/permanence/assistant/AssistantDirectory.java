package org.permanence.assistant;

import java.util.Collection;
import java.util.Optional;

/// The configured assistants of this installation.
public interface AssistantDirectory {

    Optional<Assistant> find(Login login);

    Collection<Assistant> all();
}
