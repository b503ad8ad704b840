package org.permanence.adapter.audio;

/// A pipe could not be made or opened: nothing is heard of the call, and nothing is kept.
public final class AudioPipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AudioPipeException(String message) {
        super(message);
    }

    AudioPipeException(String message, Throwable cause) {
        super(message, cause);
    }
}
