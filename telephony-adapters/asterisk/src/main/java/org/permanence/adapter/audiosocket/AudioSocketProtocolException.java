package org.permanence.adapter.audiosocket;

import io.netty.handler.codec.DecoderException;

/// Input on an AudioSocket that Asterisk 22 does not send. The message never quotes it.
public final class AudioSocketProtocolException extends DecoderException {

    private static final long serialVersionUID = 1L;

    AudioSocketProtocolException(String message) {
        super(message);
    }
}
