package org.permanence.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.settings.InstallationSettings;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The commands without a class of their own change or show practices of the running engine.
@Command(
        name = "practice",
        description = "Check, try, publish and compare the rules of practices.",
        subcommands = {
            PracticeCheckCommand.class,
            PracticeSimulateCommand.class,
            PracticeDiffCommand.class,
            PracticeClosuresCommand.class
        })
final class PracticeCommand {

    private static final String PRACTICE = "Name of the practice.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "apply",
            description = {
                "Publish a practice file. The next call uses it.",
                "Nothing changes if a check fails.",
                "A second person approves a shorter retention first (permanence approval); then repeat the command."
            })
    void apply(
            @Mixin ConfigOption config,
            @Mixin ChangeOptions change,
            @Parameters(paramLabel = "FILE", description = "Practice file, named after the practice.") Path path) {
        var file = PracticeFileArgument.read(path, spec);
        publish(
                config,
                change,
                file.practice(),
                "apply",
                Map.entry("text", file.source().text()));
    }

    @Command(
            name = "rollback",
            description = {
                "Publish an earlier version again, as a new version.",
                "One that keeps recordings for fewer days waits for a second person (permanence approval)."
            })
    void rollback(
            @Mixin ConfigOption config,
            @Mixin ChangeOptions change,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) Name practice,
            @Option(names = "--version", paramLabel = "N", required = true, description = "Version to publish again.")
                    int version) {
        publish(config, change, practice, "rollback", Map.entry("version", version));
    }

    @Command(name = "history", description = "List the versions, newest first.")
    void history(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) Name practice) {
        access.client(config.management())
                .get("/practices/" + practice + "/versions")
                .forEach(this::printVersion);
    }

    @Command(name = "export", description = "Print the published practice file.")
    void export(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) Name practice,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "VERSION",
                            description = "Version to print (default: the current one).")
                    Optional<Integer> version) {
        String path = "/practices/" + practice
                + version.map(number -> "/versions/" + number).orElse("");
        var out = spec.commandLine().getOut();
        out.print(access.client(config.management()).get(path).path("text").asString());
        out.flush();
    }

    @Command(name = "block", description = "Block a caller's number. The emergency key still works for it.")
    void block(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) Name practice,
            @Mixin CallerNumberOptions number) {
        changeBlock(config, audit, practice, "block", number);
    }

    @Command(name = "unblock", description = "Unblock a caller's number.")
    void unblock(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) Name practice,
            @Mixin CallerNumberOptions number) {
        changeBlock(config, audit, practice, "unblock", number);
    }

    @Command(name = "list-blocked", description = "List blocked numbers by pseudonym, as JSON, one a line.")
    void listBlocked(
            @Mixin ConfigOption config,
            @Mixin AuditOptions audit,
            @Parameters(paramLabel = "PRACTICE", description = PRACTICE) Name practice) {
        InstallationSettings settings = config.read();
        requirePractice(practice, settings);
        audit.client(settings.management())
                .get("/blocked-numbers?practice=" + practice)
                .forEach(entry -> spec.commandLine().getOut().println(entry));
    }

    private void publish(
            ConfigOption config,
            ChangeOptions options,
            Name practice,
            String action,
            Map.Entry<String, Object> content) {
        Map<String, Object> body = Map.of("reason", options.reason(), content.getKey(), content.getValue());
        JsonNode published = options.client(config.management())
                .withLongTimeout()
                .post("/practices/" + practice + "/" + action, body);
        spec.commandLine()
                .getOut()
                .println("published " + practice + ", version "
                        + published.path("version").asInt() + "; the next call uses it");
        published
                .path("warnings")
                .forEach(warning -> spec.commandLine().getErr().println("warning: " + warning.asString()));
    }

    private void changeBlock(
            ConfigOption config, AuditOptions audit, Name practice, String action, CallerNumberOptions number) {
        String digits = number.read();
        InstallationSettings settings = config.read();
        requirePractice(practice, settings);
        spec.commandLine()
                .getOut()
                .println(audit.client(settings.management())
                        .post("/blocked-numbers/" + practice + "/" + action, digits));
    }

    private void requirePractice(Name practice, InstallationSettings settings) {
        if (!settings.practiceFiles().containsKey(practice)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "practice: unknown (expected: "
                            + settings.practiceFiles().keySet().stream()
                                    .map(Name::value)
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
    }

    private void printVersion(JsonNode version) {
        spec.commandLine()
                .getOut()
                .printf(
                        "%4d  %-27s  %-12s  %s%n",
                        version.path("version").asInt(),
                        version.path("at").asString(),
                        version.path("author").asString(),
                        version.path("reason").asString());
    }
}
