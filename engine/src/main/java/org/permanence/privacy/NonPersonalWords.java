package org.permanence.privacy;

import java.util.regex.Pattern;

/// Checks words that the audit log stores in plain text. Each is one id without spaces, so an entry stays one line
/// and identifies no patient.
public final class NonPersonalWords {

    private static final int MAX_LENGTH = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

    /// Six digits or more that belong to no longer word, also with separators between them.
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z0-9])[0-9](?:[._:/@+-]*[0-9]){5,}(?![A-Za-z0-9])");

    private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

    private NonPersonalWords() {}

    /// Checks a word that a person typed. It could be a telephone number typed into the wrong field.
    ///
    /// @throws IllegalArgumentException if it is no id, or could be a telephone number
    public static void requireName(String field, String value) {
        requireId(field, value);
        if (NUMBER.matcher(value).find()) {
            throw new IllegalArgumentException(field + ": a number (expected: no six digits or more by themselves)");
        }
    }

    /// Checks the pseudonym of a number.
    ///
    /// @throws IllegalArgumentException if it is not 32 hex digits
    public static void requirePseudonym(String field, String value) {
        if (!PSEUDONYM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": " + value.length() + " characters that are no pseudonym (expected: 32 hex digits)");
        }
    }

    /// Checks an id.
    ///
    /// @throws IllegalArgumentException if it is not 1 to 100 letters, digits and `._:/@+-`
    public static void requireId(String field, String value) {
        if (value.length() > MAX_LENGTH || !ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    field + ": " + value.length() + " characters that are no id (expected: 1 to " + MAX_LENGTH
                            + " of letters, digits and ._:/@+-, the first a letter or digit)");
        }
    }
}
