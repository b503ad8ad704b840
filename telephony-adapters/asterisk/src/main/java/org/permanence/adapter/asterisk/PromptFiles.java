package org.permanence.adapter.asterisk;

import org.permanence.call.Prompt;

/// The sound files of prompts.
public interface PromptFiles {

    /// The absolute path without extension.
    String path(Prompt prompt);
}
