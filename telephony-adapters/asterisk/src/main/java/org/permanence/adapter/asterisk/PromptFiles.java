package org.permanence.adapter.asterisk;

import org.permanence.call.Prompt;

/// Where Asterisk finds what a prompt says.
public interface PromptFiles {

    /// An absolute path without its extension.
    String path(Prompt prompt);
}
