package org.permanence.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads the files of a log.
public interface LogFiles {

    String ENTRIES = ".entries";
    String CHECKPOINTS = ".checkpoints";

    /// The names of all segment files, in the order of the log.
    List<String> names() throws IOException;

    byte[] read(String name) throws IOException;

    static LogFiles in(Path directory) {
        return new LogFiles() {
            @Override
            public List<String> names() throws IOException {
                try (var files = Files.list(directory)) {
                    return files.map(file -> file.getFileName().toString())
                            .filter(LogFiles::isOurs)
                            .sorted()
                            .toList();
                }
            }

            @Override
            public byte[] read(String name) throws IOException {
                return Files.readAllBytes(directory.resolve(name));
            }
        };
    }

    /// The name of a file of the segment that begins with this entry.
    static String name(long first, String kind) {
        return String.format("%020d%s", first, kind);
    }

    static boolean isOurs(String name) {
        return name.matches("\\d{20}\\.(entries|checkpoints)");
    }

    static long first(String name) {
        return Long.parseLong(name.substring(0, 20));
    }
}
