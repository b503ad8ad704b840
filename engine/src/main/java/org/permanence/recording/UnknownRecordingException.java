package org.permanence.recording;

/// There is no such recording or message, or it is of another practice.
public final class UnknownRecordingException extends RecordingException {

    private static final long serialVersionUID = 1L;

    public UnknownRecordingException(String message) {
        super(message);
    }
}
