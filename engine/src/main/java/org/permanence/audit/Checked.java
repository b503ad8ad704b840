package org.permanence.audit;

import java.util.regex.Pattern;

/// What may stand in an entry: words that are ids, so that an entry is one line and names nobody.
final class Checked {

    private static final int MOST = 100;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

    private Checked() {}

    static void word(String what, String value) {
        if (value.length() > MOST || !WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + ": " + value.length() + " characters that are no id (expected: 1 to " + MOST
                            + " of letters, digits and ._:/@+-, the first a letter or digit)");
        }
    }
}
