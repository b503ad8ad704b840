package org.permanence.adapter.agi;

import java.util.ArrayList;
import java.util.List;

/// Asterisk 22's parser of command lines: `parse_args` of res_agi.c, written again without any code of our encoder.
/// A blank outside quotes ends a word, `"` toggles quoting and may begin an empty word, `\` takes the next
/// character literally.
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
