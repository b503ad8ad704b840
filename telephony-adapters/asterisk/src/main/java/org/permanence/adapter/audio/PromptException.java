package org.permanence.adapter.audio;

/// A prompt could not be rendered. The message names the prompt and the command, never the text.
public final class PromptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PromptException(String message) {
        super(message);
    }

    public PromptException(String message, Throwable cause) {
        super(message, cause);
    }
}
