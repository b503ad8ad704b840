package org.permanence.verify;

import java.util.List;

/// The signed state of the log at one moment: a C2SP tlog-checkpoint with two more lines after the root.
///
/// @param origin the name of the log
/// @param root   the root of the tree of the first `size` entries
/// @param number the number of the checkpoint, from 0, so that a missing one is noticed
/// @param time   when it was made, in the format of entries
/// @param last   the digest of the last entry it covers, which shows whether that entry changed; for an empty log,
///               the digest of the empty tree
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
            // Refused below.
        }
        throw new VerifyException("checkpoint: malformed (expected: numbers and digests in canonical form)");
    }

    /// The text to sign.
    public String text() {
        return origin + '\n' + size + '\n' + root + '\n' + NUMBER + number + ' ' + time + '\n' + LAST + last + '\n';
    }
}
