package org.permanence.adapter.agi;

import org.jspecify.annotations.Nullable;

/// Reads replies, line by line. A 520 may have many lines: `520-Invalid…`, the command's usage, `520 End…`.
final class AgiReplyReader {

    private static final int MAX_USAGE_LINES = 200;
    private static final String RESULT = "200 result=";
    private static final AgiReply.Success ZERO = new AgiReply.Success("0", "");
    private static final AgiReply.Success ONE = new AgiReply.Success("1", "");

    private int usageLines;

    /// Takes the next line, without its end. Returns the reply when it is complete, null before.
    @Nullable
    AgiReply line(String text) {
        if (usageLines > 0) {
            return usage(text);
        }
        if (text.startsWith(RESULT)) {
            return success(text);
        }
        if (text.startsWith("520-")) {
            usageLines = 1;
            return null;
        }
        return switch (status(text)) {
            case 510 -> new AgiReply.Refused(510);
            case 511 -> new AgiReply.DeadChannel();
            case 520 -> new AgiReply.Refused(520);
            default -> throw unreadable(text, "200 result=, 510, 511 or 520");
        };
    }

    private @Nullable AgiReply usage(String text) {
        if (text.startsWith("520 ")) {
            usageLines = 0;
            return new AgiReply.Refused(520);
        }
        if (++usageLines > MAX_USAGE_LINES) {
            throw unreadable(text, "the end of the usage within " + MAX_USAGE_LINES + " lines");
        }
        return null;
    }

    private static AgiReply success(String text) {
        int space = text.indexOf(' ', RESULT.length());
        String result = text.substring(RESULT.length(), space < 0 ? text.length() : space);
        if (space < 0 && result.equals("0")) {
            return ZERO;
        }
        if (space < 0 && result.equals("1")) {
            return ONE;
        }
        return new AgiReply.Success(result, space < 0 ? "" : text.substring(space + 1));
    }

    private static int status(String text) {
        boolean three = text.length() > 3 && text.charAt(3) == ' ' && AgiText.isDecimal(text.substring(0, 3));
        return three ? Integer.parseInt(text, 0, 3, 10) : 0;
    }

    private static AgiProtocolException unreadable(String text, String expected) {
        return new AgiProtocolException(
                "agi reply: line of " + text.length() + " characters (expected: " + expected + ")");
    }
}
