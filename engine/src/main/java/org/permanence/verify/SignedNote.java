package org.permanence.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A signed text as in C2SP's signed-note: the text, an empty line, and one line for each signature.
///
/// @param text  ends with a line feed
/// @param lines the signatures, each `name base64`
public record SignedNote(String text, List<String> lines) {

    private static final String SIGNATURE_MARK = "— ";

    public SignedNote {
        if (!text.endsWith("\n") || text.contains("\n\n") || text.startsWith("\n") || lines.isEmpty()) {
            throw new VerifyException("note: malformed (expected: lines, none of them empty, and a signature)");
        }
        lines = List.copyOf(lines);
    }

    /// A note with one signature.
    public static SignedNote of(String text, NoteKey key, byte[] signature) {
        byte[] line = ByteBuffer.allocate(NoteKey.ID_BYTES + signature.length)
                .put(key.id())
                .put(signature)
                .array();
        return new SignedNote(
                text, List.of(key.name() + ' ' + Base64.getEncoder().encodeToString(line)));
    }

    /// The notes of a file, with an empty line after each.
    ///
    /// @throws VerifyException if the file has anything else
    public static List<SignedNote> parseAll(String file) {
        var notes = new ArrayList<SignedNote>();
        int end = read(file, notes);
        if (end < file.length()) {
            throw new VerifyException(
                    "note: truncated or damaged (expected: a text and its signatures, with an empty line after each)");
        }
        return notes;
    }

    /// How many characters at the beginning of a file are complete notes.
    public static int validLength(String file) {
        return read(file, new ArrayList<>());
    }

    private static int read(String file, List<SignedNote> notes) {
        int at = 0;
        while (true) {
            int text = file.indexOf("\n\n", at);
            int end = text < 0 ? -1 : file.indexOf("\n\n", text + 2);
            if (end < 0) {
                return at;
            }
            try {
                notes.add(new SignedNote(file.substring(at, text + 1), signatures(file.substring(text + 2, end))));
            } catch (VerifyException _) {
                return at;
            }
            at = end + 2;
        }
    }

    private static List<String> signatures(String lines) {
        return lines.lines()
                .map(line -> {
                    if (!line.startsWith(SIGNATURE_MARK)) {
                        throw new VerifyException("note: a signature line without its mark (expected: an em dash)");
                    }
                    return line.substring(SIGNATURE_MARK.length());
                })
                .toList();
    }

    public boolean isSignedBy(NoteKey key) {
        return lines.stream().anyMatch(line -> isSignatureBy(line, key));
    }

    private boolean isSignatureBy(String line, NoteKey key) {
        int space = line.indexOf(' ');
        if (space < 0 || !line.substring(0, space).equals(key.name())) {
            return false;
        }
        try {
            byte[] signature = Base64.getDecoder().decode(line.substring(space + 1));
            return signature.length > NoteKey.ID_BYTES
                    && Base64.getEncoder().encodeToString(signature).equals(line.substring(space + 1))
                    && Arrays.equals(signature, 0, NoteKey.ID_BYTES, key.id(), 0, NoteKey.ID_BYTES)
                    && key.isSignatureOf(
                            text.getBytes(StandardCharsets.UTF_8),
                            Arrays.copyOfRange(signature, NoteKey.ID_BYTES, signature.length));
        } catch (IllegalArgumentException _) {
            return false; // Not base64: no signature.
        }
    }

    /// The note as it is written to a file, with the empty line at its end.
    @Override
    public String toString() {
        return text + '\n' + SIGNATURE_MARK + String.join("\n" + SIGNATURE_MARK, lines) + "\n\n";
    }
}
