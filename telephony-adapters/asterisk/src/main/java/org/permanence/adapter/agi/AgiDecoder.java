package org.permanence.adapter.agi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decodes Asterisk's side of a session: an [AgiEnvironment], then [AgiReply]s, and finally [#HANGUP]. It keeps at
/// most one unfinished line, and at most 8 KiB or 64 lines of an environment.
final class AgiDecoder extends ByteToMessageDecoder {

    /// The line `HANGUP`. It may come at any time after the environment, also between a command and its reply.
    static final Object HANGUP = new Object();

    static final int MAX_ENVIRONMENT_BYTES = 8192;
    static final int MAX_ENVIRONMENT_LINES = 64;
    static final int MAX_LINE_BYTES = 8192;

    private enum State {
        ENVIRONMENT,
        REPLY,
        /// After HANGUP or a refusal: further input is dropped.
        OVER
    }

    private final AgiReplyReader replies = new AgiReplyReader();
    private @Nullable AgiEnvironmentReader environment;
    private State state = State.ENVIRONMENT;
    private int bytes;
    private int lines;

    AgiDecoder(Set<String> scripts, AgiSecret secret) {
        environment = new AgiEnvironmentReader(scripts, secret);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        try {
            switch (state) {
                case ENVIRONMENT -> readEnvironment(in, out);
                case REPLY -> readReply(in, out);
                case OVER -> in.skipBytes(in.readableBytes());
            }
        } catch (AgiProtocolException e) {
            state = State.OVER;
            environment = null;
            in.skipBytes(in.readableBytes());
            throw e;
        }
    }

    private void readEnvironment(ByteBuf in, List<Object> out) {
        int length = lineLength(in, MAX_ENVIRONMENT_BYTES - bytes, "agi environment");
        if (length < 0 || environment == null) {
            return;
        }
        bytes += length + 1;
        if (++lines > MAX_ENVIRONMENT_LINES) {
            throw new AgiProtocolException(
                    "agi environment: line " + lines + " (expected: at most " + MAX_ENVIRONMENT_LINES + ")");
        }
        AgiEnvironment complete = environment.line(line(in, length, "agi environment, line " + lines));
        if (complete != null) {
            environment = null;
            state = State.REPLY;
            out.add(complete);
        }
    }

    private void readReply(ByteBuf in, List<Object> out) {
        int length = lineLength(in, MAX_LINE_BYTES, "agi reply");
        if (length < 0) {
            return;
        }
        String line = line(in, length, "agi reply");
        if (line.equals("HANGUP")) {
            state = State.OVER;
            out.add(HANGUP);
            return;
        }
        AgiReply reply = replies.line(line);
        if (reply != null) {
            out.add(reply);
        }
    }

    private static int lineLength(ByteBuf in, int limit, String what) {
        int length = in.bytesBefore((byte) '\n');
        if (Math.max(length + 1, in.readableBytes() * (length < 0 ? 1 : 0)) > limit) {
            throw new AgiProtocolException(what + ": too long (expected: at most " + limit + " more bytes)");
        }
        return length;
    }

    private static String line(ByteBuf in, int length, String what) {
        String text = AgiText.read(in, length, what);
        in.skipBytes(1);
        return text;
    }
}
