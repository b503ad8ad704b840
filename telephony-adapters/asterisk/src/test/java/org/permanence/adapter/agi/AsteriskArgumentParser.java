package org.permanence.adapter.agi;

import java.util.ArrayList;
import java.util.List;

/// How Asterisk 22 reads a command's line: `parse_args` of res_agi.c told again, on purpose without a word of our
/// encoder. A blank outside quotes ends a word, `"` toggles quoting and may begin an empty word, `\` takes the next
/// character as it is.
final class AsteriskArgumentParser {

    private static final int MAX_ARGUMENTS = 127;

    private AsteriskArgumentParser() {}

    static List<String> read(String line) {
        List<StringBuilder> words = new ArrayList<>();
        boolean quoted = false;
        boolean escaped = false;
        boolean between = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && !escaped) {
                quoted = !quoted;
                if (quoted && between) {
                    words.add(new StringBuilder());
                    between = false;
                }
            } else if ((c == ' ' || c == '\t') && !quoted && !escaped) {
                between = true;
            } else if (c == '\\' && !escaped) {
                escaped = true;
            } else {
                if (between && words.size() < MAX_ARGUMENTS) {
                    words.add(new StringBuilder());
                    between = false;
                }
                words.getLast().append(c);
                escaped = false;
            }
        }
        return words.stream().map(StringBuilder::toString).toList();
    }
}
