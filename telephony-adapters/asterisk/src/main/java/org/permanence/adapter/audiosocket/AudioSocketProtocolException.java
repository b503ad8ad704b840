package org.permanence.adapter.audiosocket;

import io.netty.handler.codec.DecoderException;

/// What arrived on an AudioSocket is not what Asterisk 22 says there. The message never quotes a byte of it.
public final class AudioSocketProtocolException extends DecoderException {

    private static final long serialVersionUID = 1L;

    AudioSocketProtocolException(String message) {
        super(message);
    }
}
