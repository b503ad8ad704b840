package org.permanence.yaml;

import java.util.regex.Pattern;

/// What may be repeated of something that was read. A key's neighbour may be typed into the wrong place, so
/// nothing that could be a telephone number, an address or a secret is ever repeated, whatever the key.
public final class SafeEcho {

    /// Longer than any word of the settings, shorter than the secrets we make.
    private static final int MAX_LENGTH = 40;

    private static final Pattern NUMBER_LIKE = Pattern.compile("[0-9](?:[ .()/+-]*[0-9]){5,}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E\\p{IsLatin}]*");

    /// A date of this century or its neighbours is nobody's number.
    private static final Pattern DATE = Pattern.compile("(?:19|2[01])[0-9]{2}-[01][0-9]-[0-3][0-9]");

    private SafeEcho() {}

    public static String value(String raw) {
        return mayBeShown(raw) ? '"' + raw + '"' : "unreadable";
    }

    /// A key, as a part of a path: without quotation marks.
    public static String key(String raw) {
        return !raw.isBlank() && mayBeShown(raw) ? raw : "[hidden]";
    }

    private static boolean mayBeShown(String raw) {
        return raw.length() <= MAX_LENGTH
                && PRINTABLE.matcher(raw).matches()
                && raw.indexOf('@') < 0
                && !isNumberLike(raw);
    }

    /// Six digits or more, however they are grouped. An IPv4 address is one too: some countries group numbers so.
    static boolean isNumberLike(String raw) {
        return NUMBER_LIKE.matcher(DATE.matcher(raw).replaceAll("")).find();
    }
}
