package org.permanence.verify;

import java.util.List;

/// What was signed of the log at one moment: C2SP's tlog-checkpoint, with two lines of our own after the root.
///
/// @param origin whose log it is
/// @param root   over the first `size` entries
/// @param number which checkpoint of this log it is, from 0, so that none can be taken out
/// @param time   when it was made, as entries write it
/// @param last   the digest of the last entry it covers, so that a changed one can be told; of an empty log that of the
///               empty tree
public record Checkpoint(String origin, long size, Hash root, long number, String time, Hash last) {

    private static final int LINES = 5;
    private static final String NUMBER = "number ";
    private static final String LAST = "last ";

    public Checkpoint {
        if (size < 0 || number < 0) {
            throw new VerifyException("checkpoint: " + number + " of " + size + " entries (expected: none below 0)");
        }
    }

    public static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != LINES
                || !lines.get(3).startsWith(NUMBER)
                || !lines.get(4).startsWith(LAST)) {
            throw new VerifyException("checkpoint: malformed (expected: origin, size, root, number and time, last)");
        }
        String[] numbered = lines.get(3).substring(NUMBER.length()).split(" ", 2);
        try {
            var checkpoint = new Checkpoint(
                    lines.get(0),
                    Long.parseLong(lines.get(1)),
                    Hash.parse(lines.get(2)),
                    Long.parseLong(numbered[0]),
                    numbered[numbered.length - 1],
                    Hash.parse(lines.get(4).substring(LAST.length())));
            if (checkpoint.text().equals(text)) {
                return checkpoint;
            }
        } catch (NumberFormatException _) {
            // Refused below, as a text that is not what would have been written.
        }
        throw new VerifyException("checkpoint: malformed (expected: numbers and digests in their one way of writing)");
    }

    /// What is signed.
    public String text() {
        return origin + '\n' + size + '\n' + root + '\n' + NUMBER + number + ' ' + time + '\n' + LAST + last + '\n';
    }
}
