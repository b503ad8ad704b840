package org.permanence.note;

/// A note could not be written or found.
public final class NoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoteException(String message) {
        super(message);
    }
}
