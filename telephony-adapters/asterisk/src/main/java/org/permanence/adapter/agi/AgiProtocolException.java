package org.permanence.adapter.agi;

import io.netty.handler.codec.DecoderException;

/// What arrived on a FastAGI socket is not what Asterisk 22 says there. The message names a position, a length and
/// what was expected, and never quotes the line: a caller chooses part of it.
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

    /// What becomes of the connection if it has no session yet.
    AgiRefusal refusal() {
        return refusal;
    }
}
