package org.permanence.cli.gates;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

/// The command `instructions`.
@Command(name = "instructions", description = "Write and read the instruction sheet of a practice.")
public final class InstructionsCommand {

    private static final String PRACTICE = "Practice.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "write",
            description = {
                "Write the next version of the sheet. Assistants who have not read it are offered no call.",
                "Below a line that starts with '? ', '+ ' starts the right choice and '- ' a wrong one."
            })
    void write(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) PracticeId practice,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            required = true,
                            description = "File with the sheet, at most 65536 characters and five questions.")
                    Path file) {
        TextFile.write(spec, access.client(config.management()), path(practice), file, Optional.empty());
    }

    @Command(name = "read", description = "Show the sheet and its questions.")
    void read(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) PracticeId practice) {
        JsonNode sheet = TextFile.print(spec, access.client(config.management()), path(practice));
        int number = 0;
        for (JsonNode question : sheet.path("questions")) {
            number++;
            spec.commandLine()
                    .getOut()
                    .printf("%n%d. %s%n", number, question.path("question").asString());
            int choice = 0;
            for (JsonNode text : question.path("choices")) {
                choice++;
                spec.commandLine().getOut().printf("   %d: %s%n", choice, text.asString());
            }
        }
    }

    @Command(name = "sign", description = "Sign that you have read the sheet, and answer its questions.")
    void sign(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) PracticeId practice,
            @Option(
                            names = "--sheet-version",
                            paramLabel = "NUMBER",
                            required = true,
                            description = "Version that you have read, as shown by read.")
                    int version,
            @Option(
                            names = "--answers",
                            paramLabel = "NUMBER",
                            split = ",",
                            description = "Number of your choice for each question, with commas between them "
                                    + "(default: none, for a sheet without questions).")
                    List<Integer> answers) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("version", version);
        body.put("answers", Optional.ofNullable(answers).orElseGet(List::of));
        access.client(config.management()).post(path(practice) + "/sign", body);
        spec.commandLine().getOut().println("signed version " + version);
    }

    private static String path(PracticeId practice) {
        return "/instructions/" + practice;
    }
}
