package org.permanence.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files with the reasons of changes: `REASON:Holiday` in a test's command line stands for a file with that text.
final class ReasonFile {

    private static final String PREFIX = "REASON:";

    private ReasonFile() {}

    /// The argument itself, or the file that it stands for.
    static String of(String argument, Path directory) {
        if (!argument.startsWith(PREFIX)) {
            return argument;
        }
        String reason = argument.substring(PREFIX.length());
        try {
            return Files.writeString(Files.createTempFile(directory, "reason", ".txt"), reason + "\n")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
