package org.permanence.adapter.audio;

/// A pipe could not be made or opened: the call is neither tapped nor recorded.
public final class AudioPipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AudioPipeException(String message) {
        super(message);
    }

    AudioPipeException(String message, Throwable cause) {
        super(message, cause);
    }
}
