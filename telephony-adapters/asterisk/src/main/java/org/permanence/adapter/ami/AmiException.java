package org.permanence.adapter.ami;

/// An action did not succeed, or the peer did not speak AMI. The message never holds what was read or sent.
public final class AmiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why, for whoever has to decide.
    public enum Reason {
        /// There is no connection; nothing was sent.
        NOT_ATTACHED,
        /// The connection was lost while the answer was awaited: the action may have been done.
        LOST,
        /// No answer in time: the action may have been done.
        TIMED_OUT,
        /// The channel is gone. Ordinary, for a hangup.
        NO_SUCH_CHANNEL,
        /// The account lacks the right.
        NOT_PERMITTED,
        /// Asterisk said no, and its words are not repeated here.
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

    /// The same fault, thrown where it is met: with the stack of whoever waited.
    AmiException withCallersStack() {
        return new AmiException(reason, sentence);
    }

    public Reason reason() {
        return reason;
    }
}
