package org.permanence.cli.note;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.permanence.cli.CommandException;
import org.permanence.seal.SealedNote;
import picocli.CommandLine.Option;

/// `--text-file FILE`: the text of a note. Never an argument, because other users of the machine see command lines.
final class NoteTextOption {

    @Option(
            names = "--text-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the note in UTF-8, at most 8192 bytes; - reads standard input to its end.")
    private Path file = Path.of("-");

    /// The text without the space at its end.
    ///
    /// @throws CommandException if the file cannot be read, is too long or is not UTF-8
    String read() {
        try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SealedNote.MAX_TEXT_BYTES + 1);
            if (bytes.length > SealedNote.MAX_TEXT_BYTES) {
                throw new CommandException(
                        "--text-file: too long (expected: at most " + SealedNote.MAX_TEXT_BYTES + " bytes)");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .stripTrailing();
        } catch (CharacterCodingException malformed) {
            throw new CommandException("--text-file: malformed (expected: UTF-8)", malformed);
        } catch (IOException unreadable) {
            throw new CommandException("--text-file: cannot be read (expected: a readable file)", unreadable);
        }
    }
}
