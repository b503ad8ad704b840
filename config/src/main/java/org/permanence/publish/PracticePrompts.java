package org.permanence.publish;

import java.util.Optional;
import org.permanence.practicefile.PracticeSettings;
import org.permanence.yaml.Name;

/// Renders the prompts of a practice.
@FunctionalInterface
public interface PracticePrompts {

    /// Renders them before the first call needs them.
    ///
    /// @param promptRevision the revision that they belong to; prompts of former revisions stay
    /// @return why they could not be rendered; empty if they were
    Optional<String> prepare(Name practice, PracticeSettings settings, int promptRevision);
}
