package org.permanence.adapter.audio;

/// A pipe could not be made or opened: nothing is heard of the call, and nothing is kept.
public final class SoundPipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SoundPipeException(String message) {
        super(message);
    }

    SoundPipeException(String message, Throwable cause) {
        super(message, cause);
    }
}
