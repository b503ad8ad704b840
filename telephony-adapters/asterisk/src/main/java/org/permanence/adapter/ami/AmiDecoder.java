package org.permanence.adapter.ami;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Decodes what Asterisk writes. The first line of a message decides: an unwanted message is skipped to its blank
/// line, four bytes at a stride, without allocation. One object for each connection, used on the connection's
/// thread.
///
/// Only CR LF ends a line. Asterisk writes the caller's number into its events as the caller chose it, and PJSIP
/// turns `%0A` and `%0D%0A` in it into real line breaks (seen on 22.10.1). Therefore a lone LF is part of a value.
/// For CR LF from a caller see [SystemNameCheck].
final class AmiDecoder {

    private enum State {
        /// Nothing has been read yet.
        BANNER,
        /// At the first line of a message, which says what it is.
        KIND,
        /// In a wanted message.
        HEADERS,
        /// In a line of a wanted message that is longer than any wanted line.
        LONG_LINE,
        /// In an unwanted message.
        SKIP
    }

    private static final byte[] BANNER_START = "Asterisk Call Manager/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_START = "Event: ".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 64 * 1_024;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LINE_FEEDS = ONES * '\n';

    private final AmiLimits limits;
    private final AmiMessages messages;
    private final AmiHeaders headers = new AmiHeaders();
    private final byte[] bytes;
    private int kept;

    private State state = State.BANNER;
    private @Nullable EventKind kind;
    private int lines;
    private int messageBytes;
    private long events;

    AmiDecoder(AmiLimits limits, SystemNameCheck systemNameCheck, AmiSink sink) {
        this.limits = limits;
        this.messages = new AmiMessages(headers, systemNameCheck, sink);
        this.bytes = new byte[CHUNK + limits.lineBytes()];
    }

    /// Decodes all of `in`, however it is cut, and emits what is complete.
    void decode(ByteBuf in) {
        while (in.isReadable()) {
            int length = Math.min(in.readableBytes(), bytes.length - kept);
            in.readBytes(bytes, kept, length);
            int end = kept + length;
            int used = consume(end);
            kept = end - used;
            System.arraycopy(bytes, used, bytes, 0, kept);
        }
    }

    /// Events read so far, wanted or not.
    long events() {
        return events;
    }

    /// Wanted messages that were rejected so far.
    long rejected() {
        return messages.rejected();
    }

    private int consume(int end) {
        int at = 0;
        while (true) {
            int next = switch (state) {
                case BANNER -> banner(at, end);
                case KIND -> kind(at, end);
                case HEADERS -> header(at, end);
                case LONG_LINE -> longLine(at, end);
                case SKIP -> skipMessage(at, end);
            };
            if (next < 0) {
                return ~next; // Consumed up to here; the rest is too short for another step.
            }
            at = next;
        }
    }

    private int banner(int at, int end) {
        int eol = endOfLine(at, end);
        if (tooLong(at, eol, end)) {
            throw new AmiException(
                    AmiException.Reason.PROTOCOL, "banner: over " + limits.lineBytes() + " bytes (expected: a line)");
        }
        if (eol < 0) {
            return ~at;
        }
        if (!startsWith(BANNER_START, at, eol)) {
            throw new AmiException(AmiException.Reason.PROTOCOL, "banner: unknown (expected: Asterisk Call Manager)");
        }
        messages.banner();
        state = State.KIND;
        return eol + 2;
    }

    private int kind(int at, int end) {
        int eol = endOfLine(at, end);
        if (tooLong(at, eol, end)) {
            messageBytes = 0;
            messages.reject();
            return enter(State.SKIP, at);
        }
        if (eol < 0) {
            return ~at;
        }
        if (eol == at) {
            return eol + 2; // An extra blank line.
        }
        messageBytes = 0;
        if (startsWith(EVENT_START, at, eol)) {
            events++;
            kind = EventKind.named(bytes, at + EVENT_START.length, eol);
            if (kind == null) {
                return enter(State.SKIP, eol);
            }
        } else {
            kind = null;
            if (HeaderKey.of(bytes, at, eol) != HeaderKey.RESPONSE) {
                messages.reject(); // The rest of a message that a caller's number has cut in two.
                return enter(State.SKIP, eol);
            }
        }
        headers.clear();
        lines = 1;
        state = State.HEADERS;
        return kind == null ? at : eol + 2;
    }

    private int header(int at, int end) {
        int eol = endOfLine(at, end);
        boolean longLine = tooLong(at, eol, end);
        if (eol < 0 && !longLine) {
            return ~at;
        }
        if (eol == at) {
            state = State.KIND;
            messages.complete(kind, events);
            return eol + 2;
        }
        HeaderKey key = HeaderKey.of(bytes, at, longLine ? at + limits.lineBytes() : eol);
        boolean wanted = key != null && (kind == null || kind.wants(key));
        if (++lines > limits.headers() || (longLine && wanted)) {
            messages.reject();
            return enter(State.SKIP, at);
        }
        if (longLine) {
            return enter(State.LONG_LINE, at);
        }
        if (key != null && wanted) {
            headers.put(key, bytes, at + key.length(), eol);
        }
        count(eol + 2 - at);
        return eol + 2;
    }

    private int longLine(int at, int end) {
        int eol = endOfLine(at, end);
        int to = eol < 0 ? end - 1 : eol;
        count(to - at);
        if (eol < 0) {
            return ~to; // The last byte may be the CR of the line end.
        }
        state = State.HEADERS;
        return eol + 2;
    }

    private int skipMessage(int at, int end) {
        int after = endOfMessage(at, end);
        int to = after < 0 ? Math.max(at, end - 3) : after;
        count(to - at);
        if (after < 0) {
            return ~to; // The last three bytes may begin the blank line.
        }
        state = State.KIND;
        return after;
    }

    private int enter(State next, int at) {
        state = next;
        return at;
    }

    private void count(int more) {
        messageBytes += more;
        if (messageBytes > limits.messageBytes()) {
            throw new AmiException(
                    AmiException.Reason.PROTOCOL,
                    "message: longer than " + limits.messageBytes() + " bytes (expected: a blank line)");
        }
    }

    /// Whether the line is already too long, even if it may be cut between CR and LF.
    private boolean tooLong(int at, int eol, int end) {
        return eol < 0 ? end - at > limits.lineBytes() + 1 : eol - at > limits.lineBytes();
    }

    private boolean startsWith(byte[] start, int at, int end) {
        int to = at + start.length;
        return to <= end && Arrays.equals(start, 0, start.length, bytes, at, to);
    }

    /// The index of this line's CR LF, or -1. Compares eight bytes at a time: a byte that equals LF becomes zero,
    /// and the lowest zero byte of a word sets the lowest high bit.
    private int endOfLine(int from, int end) {
        int i = from + 1;
        while (i + Long.BYTES <= end) {
            long word = (long) WORDS.get(bytes, i) ^ LINE_FEEDS;
            long zeros = (word - ONES) & ~word & HIGH_BITS;
            if (zeros == 0) {
                i += Long.BYTES;
                continue;
            }
            int feed = i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            if (bytes[feed - 1] == '\r') {
                return feed - 1;
            }
            i = feed + 1;
        }
        for (; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
                return i - 1;
            }
        }
        return -1;
    }

    /// The index after the next CR LF CR LF, or -1. Of four consecutive bytes one belongs to it, so most bytes are
    /// never read.
    private int endOfMessage(int from, int end) {
        byte[] b = bytes;
        int i = from + 3;
        while (i < end) {
            switch (b[i]) {
                case '\n' -> {
                    if (b[i - 1] == '\r' && b[i - 2] == '\n' && b[i - 3] == '\r') {
                        return i + 1;
                    }
                    i += 2;
                }
                case '\r' -> i++;
                default -> i += 4;
            }
        }
        return -1;
    }
}
