package org.permanence.seal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.permanence.privacy.PersonalText;

/// The text of a clinical note as bytes: UTF-8, filled up with NUL to a multiple of 256, so that the ciphertext
/// does not show the length of a short note.
final class NoteText {

    static final int MAX_BYTES = 8_192;

    private static final int BLOCK = 256;

    private NoteText() {}

    /// @throws IllegalArgumentException if the text is empty, longer than 8192 bytes, or has control characters
    ///     other than line feeds; the message never contains the text
    static byte[] encode(PersonalText note) {
        byte[] text = bytes(note.text());
        if (text.length == 0 || text.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "note: " + text.length + " bytes (expected: 1 to " + MAX_BYTES + " bytes of UTF-8)");
        }
        if (note.text().chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new IllegalArgumentException("note: control characters (expected: none but line feeds)");
        }
        return Arrays.copyOf(text, Math.ceilDiv(text.length, BLOCK) * BLOCK);
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException if it is anything else
    static PersonalText decode(byte[] padded) {
        int length = padded.length;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        try {
            var text = new PersonalText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(padded, 0, length))
                    .toString());
            if (!Arrays.equals(encode(text), padded)) {
                throw new IllegalArgumentException("note: padding (expected: NUL up to a multiple of 256 bytes)");
            }
            return text;
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("note: malformed (expected: UTF-8)", malformed);
        }
    }

    private static byte[] bytes(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException loneSurrogate) {
            throw new IllegalArgumentException("note: half a character (expected: valid Unicode)", loneSurrogate);
        }
    }
}
