package org.permanence.lab;

import java.io.Serial;

/// The lab itself failed, for example because a process did not start. Says nothing about the product.
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
