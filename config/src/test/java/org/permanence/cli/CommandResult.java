package org.permanence.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.permanence.settings.InstallationOnDisk;

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

    /// Runs `permanence audit verify` on this installation.
    public static CommandResult verifyAuditLog(InstallationOnDisk installation) {
        return run(
                "audit",
                "verify",
                "--config",
                installation.path("permanence.yaml").toString());
    }

    /// Standard output, then standard error.
    public String output() {
        return out + err;
    }
}
