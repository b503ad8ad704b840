package org.permanence.adapter.ami;

/// An action failed, or the peer did not speak AMI. The message never quotes what was read or sent.
public final class AmiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// The reason, for the code that decides what to do.
    public enum Reason {
        /// There is no connection; nothing was sent.
        NOT_ATTACHED,
        /// The connection was lost before the answer: Asterisk may have carried out the action.
        LOST,
        /// No answer in time: Asterisk may have carried out the action.
        TIMED_OUT,
        /// The channel is gone, which is normal for a hang-up.
        NO_SUCH_CHANNEL,
        /// The account lacks the right.
        NOT_PERMITTED,
        /// Asterisk refused. Its text is not repeated here.
        REFUSED,
        /// The peer did not speak AMI.
        PROTOCOL
    }

    private final Reason reason;
    private final String sentence;

    AmiException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.sentence = message;
    }

    /// The same fault with the stack of the thread that waited.
    AmiException withCallersStack() {
        return new AmiException(reason, sentence);
    }

    public Reason reason() {
        return reason;
    }
}
