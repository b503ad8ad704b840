package org.permanence.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One line of a segment: `crc length durable json`, and a line feed. The checksum is over all that follows it.
///
/// `durable` is how many entries of the log were known to be on this disk when the line was written. It tells a torn
/// tail
/// from damage: a crash can spoil only what was not yet on the disk, so a spoilt entry that a later line calls durable
/// was spoilt by something else.
public final class Frame {

    private static final int CRC = 8;
    private static final int LARGEST = 1 << 24;

    private final long durable;
    private final byte[] json;
    private final int end;

    private Frame(long durable, byte[] json, int end) {
        this.durable = durable;
        this.json = json;
        this.end = end;
    }

    public long durable() {
        return durable;
    }

    byte[] json() {
        return json;
    }

    /// Where the next line begins.
    int end() {
        return end;
    }

    public static byte[] line(long durable, byte[] json) {
        byte[] head = ("00000000 " + json.length + ' ' + durable + ' ').getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(head, head.length + json.length + 1);
        System.arraycopy(json, 0, line, head.length, json.length);
        line[line.length - 1] = '\n';
        byte[] crc = crc(line, 0, line.length - 1).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(crc, 0, line, 0, CRC);
        return line;
    }

    /// The line that begins here, if a whole one does.
    static Optional<Frame> at(byte[] file, int offset) {
        if (offset + CRC >= file.length || file[offset + CRC] != ' ') {
            return Optional.empty();
        }
        int length = space(file, offset + CRC + 1);
        int durable = length < 0 ? -1 : space(file, length + 1);
        if (durable < 0) {
            return Optional.empty();
        }
        long bytes = number(file, offset + CRC + 1, length);
        long said = number(file, length + 1, durable);
        int end = durable + 1 + (int) Math.min(bytes, LARGEST);
        if (bytes < 0 || said < 0 || bytes > LARGEST || end >= file.length || file[end] != '\n') {
            return Optional.empty();
        }
        String stated = new String(file, offset, CRC, StandardCharsets.US_ASCII);
        return stated.equals(crc(file, offset, end))
                ? Optional.of(new Frame(said, Arrays.copyOfRange(file, durable + 1, end), end + 1))
                : Optional.empty();
    }

    private static String crc(byte[] file, int from, int to) {
        var crc = new CRC32C();
        crc.update(file, from + CRC + 1, to - from - CRC - 1);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /// Where the field that begins here ends; no field of ours is longer than a long.
    private static int space(byte[] file, int from) {
        int most = Math.min(file.length, from + 20);
        for (int at = from; at < most; at++) {
            if (file[at] == ' ') {
                return at;
            }
        }
        return -1;
    }

    private static long number(byte[] file, int from, int to) {
        boolean plain = to > from && (to - from == 1 || file[from] != '0') && to - from < 19;
        long value = 0;
        for (int at = from; plain && at < to; at++) {
            plain = file[at] >= '0' && file[at] <= '9';
            value = value * 10 + file[at] - '0';
        }
        return plain ? value : -1;
    }
}
