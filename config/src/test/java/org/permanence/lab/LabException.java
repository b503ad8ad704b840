package org.permanence.lab;

import java.io.Serial;

/// The lab itself failed: a process that did not start, a port that was taken. Never a verdict on the house.
public final class LabException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
