package org.permanence.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The state of a log after some entry: all that is needed to write or check the next one. Each segment begins with
/// it, so that a segment can be read without the earlier ones. Not thread-safe.
public final class LogPosition {

    /// The series of the entries that concern no practice, but the installation.
    public static final String INSTALLATION = "-";

    private final CompactRange range;
    private final Map<String, Long> counts;
    private Hash last;
    private String time;

    private LogPosition(CompactRange range, Hash last, String time, Map<String, Long> counts) {
        this.range = range;
        this.last = last;
        this.time = time;
        this.counts = counts;
    }

    /// The position before the first entry.
    public static LogPosition start() {
        var hasher = new TreeHasher();
        return new LogPosition(CompactRange.empty(hasher), hasher.empty(), "", new TreeMap<>());
    }

    static LogPosition parse(byte[] json) {
        CanonicalFields fields = CanonicalFields.parse(json);
        List<Hash> nodes = fields.word("compact-range").isEmpty()
                ? List.of()
                : Arrays.stream(fields.word("compact-range").split(" "))
                        .map(Hash::parse)
                        .toList();
        var counts = new TreeMap<String, Long>();
        try {
            fields.object("counts").forEach((series, count) -> counts.put(series, Long.valueOf(count)));
        } catch (NumberFormatException malformed) {
            throw new VerifyException("counts: malformed (expected: whole numbers)", malformed);
        }
        var position = new LogPosition(
                CompactRange.of(new TreeHasher(), fields.number("first"), nodes),
                Hash.parse(fields.word("prev")),
                fields.word("time"),
                counts);
        if (counts.values().stream().mapToLong(Long::longValue).sum() != position.size()
                || !Arrays.equals(position.json(), json)) {
            throw new VerifyException("head: malformed (expected: counts that add up to the entries before it)");
        }
        return position;
    }

    public byte[] json() {
        String each = counts.entrySet().stream()
                .map(count -> '"' + count.getKey() + "\":\"" + count.getValue() + '"')
                .collect(Collectors.joining(","));
        String nodes = range.nodes().stream().map(Hash::toString).collect(Collectors.joining(" "));
        return ("{\"compact-range\":\"" + nodes + "\",\"counts\":{" + each + "},\"first\":" + size() + ",\"prev\":\""
                        + last + "\",\"time\":\"" + time + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Moves past one entry.
    public void append(String series, Hash leaf, String entryTime) {
        counts.merge(series, 1L, Long::sum);
        range.append(leaf);
        last = leaf;
        time = entryTime;
    }

    public long size() {
        return range.size();
    }

    /// How many entries the series has, which is the number of its last one.
    public long count(String series) {
        return counts.getOrDefault(series, 0L);
    }

    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /// The digest of the last entry; of the empty tree if there is none.
    public Hash last() {
        return last;
    }

    /// When the last entry was written.
    public String time() {
        return time;
    }

    public Hash root() {
        return range.root();
    }

    CompactRange range() {
        return range;
    }

    public LogPosition copy() {
        return new LogPosition(range.copy(new TreeHasher()), last, time, new TreeMap<>(counts));
    }
}
