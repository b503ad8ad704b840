package org.permanence.audit;

import java.util.regex.Pattern;

/// What may stand in an entry: words that are ids, so that an entry is one line and names nobody.
final class Checked {

    private static final int MOST = 100;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

    /// As bare as a telephone number is, also where something stands between its digits.
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z0-9])[0-9](?:[._:/@+-]*[0-9]){5,}(?![A-Za-z0-9])");

    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

    private Checked() {}

    /// What somebody may have chosen, or typed into the wrong field: no telephone number either.
    static void name(String what, String value) {
        word(what, value);
        if (NUMBER.matcher(value).find()) {
            throw new IllegalArgumentException(what + ": a number (expected: no six digits or more by themselves)");
        }
    }

    static void pseudonym(String what, String value) {
        if (!PSEUDONYM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + ": " + value.length() + " characters that are no pseudonym (expected: 32 hex digits)");
        }
    }

    static void word(String what, String value) {
        if (value.length() > MOST || !WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + ": " + value.length() + " characters that are no id (expected: 1 to " + MOST
                            + " of letters, digits and ._:/@+-, the first a letter or digit)");
        }
    }
}
