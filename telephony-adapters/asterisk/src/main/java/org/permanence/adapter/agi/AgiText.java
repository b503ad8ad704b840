package org.permanence.adapter.agi;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// The text rules of AGI, in both directions: valid UTF-8 without control characters (C0, C1).
final class AgiText {

    private AgiText() {}

    static boolean isControl(char c) {
        return c < 0x20 || (c >= 0x7F && c < 0xA0);
    }

    /// Reads `length` bytes. A refusal names `what` and the position, never the text.
    static String read(ByteBuf in, int length, String what) {
        String text = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) || c == '\uFFFD') { // The decoder's replacement for bytes that are not UTF-8.
                throw new AgiProtocolException(
                        what + ": character " + i + " of " + text.length() + " (expected: text without controls)");
            }
        }
        return text;
    }

    static boolean isDecimal(String text) {
        return !text.isEmpty() && text.length() <= 20 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
