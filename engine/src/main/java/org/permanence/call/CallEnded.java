package org.permanence.call;

/// The caller is gone. It is the only checked exception of the house: it is not a fault, and it lets the compiler
/// show which methods touch the line. Only the call runner and the queue catch it.
public final class CallEnded extends Exception {

    private static final long serialVersionUID = 1L;

    private final HangupCause cause;

    public CallEnded(HangupCause cause) {
        super("call ended", null, false, false);
        this.cause = cause;
    }

    public HangupCause hangupCause() {
        return cause;
    }
}
