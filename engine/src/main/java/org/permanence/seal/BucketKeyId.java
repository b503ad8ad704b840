package org.permanence.seal;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.permanence.practice.PracticeId;

/// The id of a bucket key, which wraps the keys of all recordings of a practice that expire in the same month. To
/// erase one recording, the keys of the others move to the bucket key with the next number, and this key is
/// destroyed.
public record BucketKeyId(PracticeId practice, YearMonth month, int number) {

    private static final Pattern FORMAT = Pattern.compile("([a-z0-9-]+)/([0-9]{4}-[0-9]{2})/([1-9][0-9]{0,8})");

    public BucketKeyId {
        if (number < 1) {
            throw new IllegalArgumentException("bucket: " + number + " (expected: 1 or more)");
        }
    }

    /// Reads what [#toString] wrote.
    public static BucketKeyId parse(String text) {
        var parts = FORMAT.matcher(text);
        try {
            if (parts.matches()) {
                return new BucketKeyId(
                        new PracticeId(parts.group(1)),
                        YearMonth.parse(parts.group(2)),
                        Integer.parseInt(parts.group(3)));
            }
        } catch (DateTimeException _) {
            // For example a thirteenth month: refused below.
        }
        throw new IllegalArgumentException("bucket: unreadable (expected: practice/year-month/number)");
    }

    @Override
    public String toString() {
        return practice + "/" + month + "/" + number;
    }
}
