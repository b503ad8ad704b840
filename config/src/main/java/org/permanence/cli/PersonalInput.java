package org.permanence.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// Words about a person that a command needs. They are read from a file or from standard input, because other users
/// of the machine see command lines.
public final class PersonalInput {

    private static final int MAX_LINE_BYTES = 4_000;

    private PersonalInput() {}

    /// The text of a file without the space around it. With `-`, one line of standard input; a person who types it
    /// is asked for it.
    ///
    /// @param option that names the file
    /// @param what is asked for
    /// @throws CommandException if the file cannot be read
    public static String read(CommandSpec spec, String option, Path file, String what) {
        try {
            byte[] bytes = file.toString().equals("-") ? readLine(spec, what) : Files.readAllBytes(file);
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CommandException(option + ": cannot be read (expected: a readable file)", e);
        }
    }

    /// A secret that a person types, which is not shown. If the input is redirected, its next line.
    ///
    /// @param what is asked for
    public static String readSecret(CommandSpec spec, String what) {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (console.isPresent()) {
            char[] typed = console.get().readPassword("%s: ", what);
            return typed == null ? "" : new String(typed);
        }
        try {
            return new String(readLine(spec, what), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CommandException(what + ": cannot be read (expected: a line of standard input)", e);
        }
    }

    private static byte[] readLine(CommandSpec spec, String what) throws IOException {
        // Since JDK 25 there is no console again if the input is redirected.
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            spec.commandLine().getErr().print(what + ": ");
            spec.commandLine().getErr().flush();
        }
        var line = new ByteArrayOutputStream();
        for (int next = System.in.read();
                next >= 0 && next != '\n' && line.size() < MAX_LINE_BYTES;
                next = System.in.read()) {
            line.write(next);
        }
        return line.toByteArray();
    }
}
