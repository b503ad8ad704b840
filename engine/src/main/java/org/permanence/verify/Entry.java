package org.permanence.verify;

import java.util.List;
import java.util.Optional;

/// What the verifier needs of an entry. The rest is in its fields.
///
/// @param number   its place in the log, from 0
/// @param series   the practice it concerns, or [LogPosition#INSTALLATION]
/// @param numberInSeries its number among the practice's entries, from 1
/// @param time     UTC to the microsecond; never earlier than the entry before
/// @param prev     the digest of the entry before. It shows which entry was changed; no proof depends on it
public record Entry(
        long number, String series, long numberInSeries, String time, Hash prev, Hash leaf, CanonicalFields fields) {

    private static final int TIME = "2026-11-18T09:30:00.000000Z".length();

    public static Entry parse(TreeHasher hasher, byte[] json) {
        CanonicalFields fields = CanonicalFields.parse(json);
        Optional<String> practice = fields.findWord("practice");
        for (String required : List.of("action", "actor", "device", "role", "session")) {
            var _ = fields.word(required);
        }
        String time = fields.word("ts");
        if (time.length() != TIME || practice.equals(Optional.of(LogPosition.INSTALLATION))) {
            throw new VerifyException("entry: malformed (expected: a time to the microsecond, a practice's name)");
        }
        return new Entry(
                fields.number("seq"),
                practice.orElse(LogPosition.INSTALLATION),
                fields.number("pseq"),
                time,
                Hash.parse(fields.word("prev")),
                hasher.leaf(json),
                fields);
    }
}
