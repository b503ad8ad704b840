package org.permanence.adapter.agi;

import io.netty.handler.codec.DecoderException;

/// Input on a FastAGI socket that Asterisk 22 does not send. The message has a position, a length and what was
/// expected. It never quotes the line, part of which a caller chooses.
public final class AgiProtocolException extends DecoderException {

    private static final long serialVersionUID = 1L;

    private final AgiRefusal refusal;

    AgiProtocolException(String message) {
        this(AgiRefusal.ENVIRONMENT_UNREADABLE, message);
    }

    AgiProtocolException(AgiRefusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    /// Why the connection is refused, if it has no session yet.
    AgiRefusal refusal() {
        return refusal;
    }
}
