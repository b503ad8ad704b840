package org.permanence.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A checkout with the real scripts.
final class Checkout {

    private static final Path ORIGINAL = Path.of("..").toAbsolutePath().normalize();

    private final Path root;
    private final Path output;
    private final Path programs;

    /// How a command ended.
    ///
    /// @param printed its standard output and error
    record Ended(int status, String printed) {}

    Checkout(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("checkout"));
        output = directory.resolve("output");
        programs = Files.createDirectories(directory.resolve("programs"));
        for (String script : List.of("check-dependencies", "lib")) {
            copy(
                    ORIGINAL.resolve("scripts").resolve(script),
                    root.resolve("scripts").resolve(script));
        }
    }

    /// Puts a program in Maven's place.
    void maven(String behaviour) throws IOException {
        script(programs.resolve("mvn"), behaviour);
    }

    Ended checkDependencies(String... arguments) throws Exception {
        return run(Stream.concat(
                        Stream.of(root.resolve("scripts/check-dependencies").toString()), Stream.of(arguments))
                .toList());
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private Ended run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "a command does not end: " + command.getFirst());
        return new Ended(process.exitValue(), Files.readString(output, UTF_8));
    }
}
