package org.permanence.audit;

import java.util.regex.Pattern;

/// What may stand in an entry: words that are ids, so that an entry is one line and names nobody.
final class EntryWords {

    private static final int MAX_LENGTH = 100;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

    /// As bare as a telephone number is, also where something stands between its digits.
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z0-9])[0-9](?:[._:/@+-]*[0-9]){5,}(?![A-Za-z0-9])");

    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

    private EntryWords() {}

    /// What somebody may have chosen, or typed into the wrong field: no telephone number either.
    static void requireName(String field, String value) {
        requireWord(field, value);
        if (NUMBER.matcher(value).find()) {
            throw new IllegalArgumentException(field + ": a number (expected: no six digits or more by themselves)");
        }
    }

    static void requirePseudonym(String field, String value) {
        if (!PSEUDONYM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": " + value.length() + " characters that are no pseudonym (expected: 32 hex digits)");
        }
    }

    static void requireWord(String field, String value) {
        if (value.length() > MAX_LENGTH || !WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": " + value.length() + " characters that are no id (expected: 1 to " + MAX_LENGTH
                            + " of letters, digits and ._:/@+-, the first a letter or digit)");
        }
    }
}
