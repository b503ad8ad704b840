package org.permanence.cli.gates;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `agreement`.
@Command(name = "agreement", description = "Write and sign the confidentiality agreement of the installation.")
public final class AgreementCommand {

    private static final String PATH = "/agreements/confidentiality";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "text",
            description = {
                "Show the last version of the agreement, or write the next one.",
                "From its start, assistants who have not signed it are offered no call."
            })
    void text(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description =
                                    "File with the next version, at most 65536 characters (default: show the last).")
                    Optional<Path> file,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "Start of the next version, in UTC, such as 2027-01-01T00:00:00Z "
                                    + "(default: now). It can be signed before.")
                    Optional<Instant> from) {
        TextFile.writeOrPrint(spec, access.client(config.management()), PATH, file, from);
    }

    @Command(name = "sign", description = "Sign the agreement. Needs a factor that is not older than five minutes.")
    void sign(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Option(
                            names = "--agreement-version",
                            paramLabel = "NUMBER",
                            required = true,
                            description = "Version that you have read, as shown by text.")
                    int version) {
        access.client(config.management()).post(PATH + "/sign", Map.of("version", version));
        spec.commandLine().getOut().println("signed version " + version);
    }

    @Command(name = "list", description = "List which version each assistant of your teams has signed last.")
    void list(@Mixin ConfigOption config, @Mixin AccessOptions access) {
        access.client(config.management())
                .get("/agreements/signed")
                .forEach(row -> spec.commandLine()
                        .getOut()
                        .printf(
                                "%s: %s%n",
                                row.path("assistant").asString(),
                                row.has("version")
                                        ? "version " + row.path("version").asInt()
                                        : "not signed"));
    }
}
