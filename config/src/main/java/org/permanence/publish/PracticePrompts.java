package org.permanence.publish;

import java.util.Optional;
import org.permanence.practicefile.PracticeFile;

/// Renders the prompts of a practice.
@FunctionalInterface
public interface PracticePrompts {

    /// Renders the prompts before the first call needs them.
    ///
    /// @param file with the revision that the prompts belong to; prompts of earlier revisions stay
    /// @return why the prompts could not be rendered; empty on success
    Optional<String> prepare(PracticeFile file);
}
