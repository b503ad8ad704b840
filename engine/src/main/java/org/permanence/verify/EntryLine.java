package org.permanence.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One line of a segment: `crc length durable json` and a line feed. The checksum covers all that follows it.
///
/// `durable` is how many entries of the log were on this disk for certain when the line was written. It separates a
/// torn tail from damage: a crash can only damage entries that were not durable yet.
public final class EntryLine {

    private static final int CRC_CHARS = 8;
    private static final int MAX_JSON_BYTES = 1 << 24;

    private final long durable;
    private final byte[] json;
    private final int end;

    private EntryLine(long durable, byte[] json, int end) {
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

    /// The offset of the next line.
    int end() {
        return end;
    }

    public static byte[] format(long durable, byte[] json) {
        byte[] head = ("00000000 " + json.length + ' ' + durable + ' ').getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(head, head.length + json.length + 1);
        System.arraycopy(json, 0, line, head.length, json.length);
        line[line.length - 1] = '\n';
        byte[] crc = crc(line, 0, line.length - 1).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(crc, 0, line, 0, CRC_CHARS);
        return line;
    }

    /// The line at this offset; empty if there is no complete one.
    static Optional<EntryLine> parseAt(byte[] file, int offset) {
        if (offset + CRC_CHARS >= file.length || file[offset + CRC_CHARS] != ' ') {
            return Optional.empty();
        }
        int length = fieldEnd(file, offset + CRC_CHARS + 1);
        int durable = length < 0 ? -1 : fieldEnd(file, length + 1);
        if (durable < 0) {
            return Optional.empty();
        }
        long bytes = parseNumber(file, offset + CRC_CHARS + 1, length);
        long statedDurable = parseNumber(file, length + 1, durable);
        int end = durable + 1 + (int) Math.min(bytes, MAX_JSON_BYTES);
        if (bytes < 0 || statedDurable < 0 || bytes > MAX_JSON_BYTES || end >= file.length || file[end] != '\n') {
            return Optional.empty();
        }
        String stated = new String(file, offset, CRC_CHARS, StandardCharsets.US_ASCII);
        return stated.equals(crc(file, offset, end))
                ? Optional.of(new EntryLine(statedDurable, Arrays.copyOfRange(file, durable + 1, end), end + 1))
                : Optional.empty();
    }

    private static String crc(byte[] file, int from, int to) {
        var crc = new CRC32C();
        crc.update(file, from + CRC_CHARS + 1, to - from - CRC_CHARS - 1);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /// The end of the field that begins at `from`; −1 if it is longer than a `long` can be.
    private static int fieldEnd(byte[] file, int from) {
        int most = Math.min(file.length, from + 20);
        for (int at = from; at < most; at++) {
            if (file[at] == ' ') {
                return at;
            }
        }
        return -1;
    }

    private static long parseNumber(byte[] file, int from, int to) {
        boolean valid = to > from && (to - from == 1 || file[from] != '0') && to - from < 19;
        long value = 0;
        for (int at = from; valid && at < to; at++) {
            valid = file[at] >= '0' && file[at] <= '9';
            value = value * 10 + file[at] - '0';
        }
        return valid ? value : -1;
    }
}
