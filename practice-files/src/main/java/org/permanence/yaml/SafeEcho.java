package org.permanence.yaml;

import java.util.regex.Pattern;

/// Decides whether a problem may repeat text it has read. An operator may type a value under the wrong key.
/// Therefore text that could be a telephone number, an address or a secret is never repeated, whatever the key.
public final class SafeEcho {

    /// Longer than any word of the files, shorter than generated secrets.
    private static final int MAX_LENGTH = 40;

    private static final Pattern NUMBER_LIKE = Pattern.compile("[0-9](?:[ .()/+-]*[0-9]){5,}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E\\p{IsLatin}]*");

    /// Dates are not telephone numbers.
    private static final Pattern DATE = Pattern.compile("(?:19|2[01])[0-9]{2}-[01][0-9]-[0-3][0-9]");

    private SafeEcho() {}

    public static String value(String raw) {
        return mayBeShown(raw) ? '"' + raw + '"' : "unreadable";
    }

    /// A key as part of a path, without quotation marks.
    public static String key(String raw) {
        return !raw.isBlank() && mayBeShown(raw) ? raw : "[hidden]";
    }

    private static boolean mayBeShown(String raw) {
        return raw.length() <= MAX_LENGTH
                && PRINTABLE.matcher(raw).matches()
                && raw.indexOf('@') < 0
                && !isNumberLike(raw);
    }

    /// Whether the text contains six digits or more, grouped in any way. IPv4 addresses count too, because some
    /// countries group telephone numbers like them.
    static boolean isNumberLike(String raw) {
        return NUMBER_LIKE.matcher(DATE.matcher(raw).replaceAll("")).find();
    }
}
