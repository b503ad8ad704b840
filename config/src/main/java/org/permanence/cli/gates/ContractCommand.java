package org.permanence.cli.gates;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.practice.PracticeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `contract`.
@Command(
        name = "contract",
        description = "Write the contract and the agreement on data processing, and sign it for a practice.")
public final class ContractCommand {

    private static final String TEXT_PATH = "/agreements/contract";
    private static final String PRACTICE = "Practice.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "text", description = "Show the last version of the text, or write the next one.")
    void text(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description =
                                    "File with the next version, at most 65536 characters (default: show the last).")
                    Optional<Path> file) {
        TextFile.writeOrPrint(spec, access.client(config.management()), TEXT_PATH, file, Optional.empty());
    }

    @Command(
            name = "sign",
            description = "Sign the contract for a practice. Needs a factor that is not older than five minutes.")
    void sign(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) PracticeId practice,
            @Option(
                            names = "--contract-version",
                            paramLabel = "NUMBER",
                            required = true,
                            description = "Version that you have read, as shown by text.")
                    int version,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description = "Start, in UTC, such as 2027-01-01T00:00:00Z (default: now).")
                    Optional<Instant> from,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            description = "End, in UTC, excluded (default: without an end).")
                    Optional<Instant> until) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", version);
        from.ifPresent(time -> body.put("from", time.toString()));
        until.ifPresent(time -> body.put("until", time.toString()));
        print(access.client(config.management()).post("/contracts/" + practice + "/sign", body));
    }

    @Command(name = "list", description = "List the contracts of a practice, ended ones included.")
    void list(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) PracticeId practice) {
        access.client(config.management()).get("/contracts/" + practice).forEach(this::print);
    }

    @Command(
            name = "end",
            description = {
                "End the contract of a practice. Its callers then go to the fallback lines.",
                "Talks that run go on. Needs a factor that is not older than five minutes."
            })
    void end(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) PracticeId practice,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            description = "End, in UTC, such as 2027-01-01T00:00:00Z (default: now).")
                    Optional<Instant> at) {
        Map<String, Object> body = new LinkedHashMap<>();
        at.ifPresent(time -> body.put("at", time.toString()));
        access.client(config.management())
                .post("/contracts/" + practice + "/end", body)
                .forEach(this::print);
    }

    private void print(JsonNode contract) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: version %d from %s%s%n",
                        contract.path("practice").asString(),
                        contract.path("version").asInt(),
                        contract.path("from").asString(),
                        contract.has("until")
                                ? " until " + contract.path("until").asString()
                                : "");
    }
}
