package org.permanence.cli;

import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A period of the audit log.
final class PeriodOptions {

    private static final String BEGINNING = "1970-01-01T00:00:00Z";
    private static final String END = "9999-01-01T00:00:00Z";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = BEGINNING,
            description = "Start of the period, in UTC, included, such as 2026-11-01T00:00:00Z "
                    + "(default: the first entry).")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            defaultValue = END,
            description = "End of the period, in UTC, excluded (default: the last entry).")
    private Instant to = Instant.EPOCH;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /// The query parameters for the engine.
    ///
    /// @throws ParameterException if the end is not after the start
    String query() {
        if (!to.isAfter(from)) {
            throw new ParameterException(spec.commandLine(), "--until: " + to + " (expected: after --from)");
        }
        return "from=" + from + "&until=" + to;
    }
}
