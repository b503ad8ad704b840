package org.permanence.adapter.audiosocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/// Decodes Asterisk's messages: a kind, a length of two bytes (big-endian), and a payload. The length is checked
/// before the payload arrives, so at most one message is kept.
///
/// Source: res_audiosocket.c. Kinds of other sample rates (0x11 to 0x18) are never requested.
final class AudioSocketDecoder extends ByteToMessageDecoder {

    /// Asterisk sends 20 ms at a time (320 bytes).
    static final int MAX_SOUND_BYTES = 1_920;

    static final int OVER = 0x00;
    static final int HELLO = 0x01;
    static final int KEY = 0x03;
    static final int SOUND = 0x10;
    static final int FAULT = 0xff;

    private static final int HEADER_BYTES = 3;
    private static final int HELLO_BYTES = 16;

    private enum State {
        HELLO,
        SOUND,
        /// After the end or a refusal: further input is dropped.
        OVER
    }

    private State state = State.HELLO;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (state == State.OVER) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < HEADER_BYTES) {
            return;
        }
        int kind = in.getUnsignedByte(in.readerIndex());
        int length = in.getUnsignedShort(in.readerIndex() + 1);
        try {
            check(kind, length);
        } catch (AudioSocketProtocolException refused) {
            state = State.OVER;
            in.skipBytes(in.readableBytes());
            throw refused;
        }
        if (in.readableBytes() >= HEADER_BYTES + length) {
            out.add(message(kind, in.skipBytes(HEADER_BYTES).readSlice(length)));
        }
    }

    private void check(int kind, int length) {
        if ((kind == HELLO) != (state == State.HELLO)) {
            throw new AudioSocketProtocolException("audio socket: kind out of order (expected: the id first, once)");
        }
        boolean isLengthValid = switch (kind) {
            case HELLO -> length == HELLO_BYTES;
            case SOUND -> length > 0 && length <= MAX_SOUND_BYTES && length % 2 == 0;
            case KEY -> length == 1;
            case OVER -> length == 0;
            case FAULT -> length <= 1;
            default -> throw new AudioSocketProtocolException("audio socket: kind unknown (expected: 8 kHz)");
        };
        if (!isLengthValid) {
            throw new AudioSocketProtocolException("audio socket: length " + length
                    + " (expected: what this kind holds, at most " + MAX_SOUND_BYTES + ")");
        }
    }

    private AudioSocketMessage message(int kind, ByteBuf payload) {
        return switch (kind) {
            case HELLO -> {
                state = State.SOUND;
                yield new AudioSocketMessage.Hello(new UUID(payload.readLong(), payload.readLong()));
            }
            case SOUND -> {
                var samples = ByteBuffer.allocate(payload.readableBytes());
                payload.readBytes(samples);
                yield new AudioSocketMessage.Sound(samples.flip());
            }
            case KEY -> new AudioSocketMessage.Key();
            case OVER -> {
                state = State.OVER;
                yield new AudioSocketMessage.Over();
            }
            default -> {
                state = State.OVER;
                yield new AudioSocketMessage.Fault();
            }
        };
    }
}
