package org.permanence.call;

/// The caller is gone. This is not a fault. It is the only checked exception of the engine, so that the compiler
/// shows which methods touch the line. Only the call runner and the queue catch it.
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
