package org.permanence.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.permanence.practice.PracticeSource;
import org.permanence.yaml.Name;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A practice file given on the command line, in any directory. Its file name gives the practice: `les-lilas.yaml`.
record PracticeFileArgument(Name practice, PracticeSource source) {

    private static final String SUFFIX = ".yaml";
    private static final int MAX_BYTES = 1024 * 1024;

    /// @throws ParameterException if the file is not named after a practice
    /// @throws CommandException if the file cannot be read, is longer than 1 MiB or is not UTF-8
    static PracticeFileArgument read(Path file, CommandSpec spec) {
        return new PracticeFileArgument(practice(String.valueOf(file.getFileName()), spec), source(file));
    }

    private static Name practice(String fileName, CommandSpec spec) {
        try {
            return new Name(
                    fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : "");
        } catch (IllegalArgumentException _) {
            throw new ParameterException(
                    spec.commandLine(), "FILE: not named after a practice (expected: a name such as les-lilas.yaml)");
        }
    }

    private static PracticeSource source(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CommandException(file + ": too long (expected: at most " + MAX_BYTES + " bytes)");
            }
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new PracticeSource(text.toString());
        } catch (CharacterCodingException e) {
            throw new CommandException(file + ": not UTF-8 (expected: text in UTF-8)", e);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be read (expected: a readable file)", e);
        }
    }
}
