package org.permanence.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// The exit code and the output of a command.
public record CommandResult(int exitCode, String out, String err) {

    /// Runs a command in this process.
    public static CommandResult run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandResult(exitCode, out.toString(), err.toString());
    }

    /// Standard output, then standard error.
    public String output() {
        return out + err;
    }
}
