package org.permanence.adapter.agi;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Text on an AGI wire, both ways: whole UTF-8, without a control character of C0 or C1.
final class AgiText {

    private AgiText() {}

    static boolean isControl(char c) {
        return c < 0x20 || (c >= 0x7F && c < 0xA0);
    }

    /// Reads `length` bytes. `what` goes into the refusal, with the position, never the text.
    static String read(ByteBuf in, int length, String what) {
        String text = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c) || c == '\uFFFD') { // What the decoder puts in place of bytes that are not UTF-8.
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
