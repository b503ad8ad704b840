package org.permanence.text;

import java.util.regex.Pattern;

/// The syntax of the names that settings and practice files give to practices, teams, assistants, lines and call
/// reasons: 1 to 40 of a-z, 0-9 and '-', not beginning with '-'. Such a name is safe in a log line, in a path of
/// the management port and in a metric tag.
public final class Slug {

    /// As a regular expression, for patterns that contain a name.
    public static final String SYNTAX = "[a-z0-9][a-z0-9-]{0,39}";

    private static final Pattern PATTERN = Pattern.compile(SYNTAX);

    private Slug() {}

    public static boolean isSlug(String text) {
        return PATTERN.matcher(text).matches();
    }

    /// Returns the text if it is a slug.
    ///
    /// @param what what the text names, for the message: `line`
    /// @throws IllegalArgumentException if the text is not a slug
    public static String require(String what, String text) {
        if (!isSlug(text)) {
            throw new IllegalArgumentException(
                    what + ": " + text + " (expected: 1 to 40 lower-case letters, digits and '-')");
        }
        return text;
    }
}
