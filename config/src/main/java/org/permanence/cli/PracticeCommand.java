package org.permanence.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.permanence.practice.PracticeSource;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The practices' files: looked at without an engine, changed through the running one.
@Command(
        name = "practice",
        description =
                "Checks, tries, changes and looks back on the practices' files; the next call meets what was applied.",
        subcommands = {
            PracticeCheckCommand.class,
            PracticeSimulateCommand.class,
            PracticeApplyCommand.class,
            PracticeRollbackCommand.class,
            PracticeHistoryCommand.class,
            PracticeDiffCommand.class,
            PracticeExportCommand.class,
            PracticeClosuresCommand.class,
            PracticeBlockCommand.class,
            PracticeUnblockCommand.class,
            PracticeListBlockedCommand.class
        })
final class PracticeCommand {

    /// More than any file of a practice may be long.
    private static final int MAX_BYTES = 1024 * 1024;

    /// A file of a practice, wherever it lies: its own name is the practice's.
    record FileArgument(Name practice, PracticeSource source) {

        static FileArgument read(Path file, CommandSpec spec) {
            String name = String.valueOf(file.getFileName());
            if (!name.endsWith(".yaml")) {
                throw new ParameterException(
                        spec.commandLine(), "FILE: not a practice's (expected: the practice's name and .yaml)");
            }
            return new FileArgument(
                    requireName(name.substring(0, name.length() - ".yaml".length()), spec), source(file));
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
                throw new CommandException(file + ": cannot be read (expected: a file of yours)", e);
            }
        }
    }

    /// What goes into a path must be a name of the house.
    static Name requireName(String word, CommandSpec spec) {
        try {
            return new Name(word);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(
                    spec.commandLine(), "practice's name: unreadable (expected: lower-case letters, digits, '-')", bad);
        }
    }
}
