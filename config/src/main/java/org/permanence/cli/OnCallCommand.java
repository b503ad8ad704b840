package org.permanence.cli;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "on-call", description = "Show who is on call and override the rota for a time.")
final class OnCallCommand {

    /// The rota of a practice, or of a group of practices.
    static final class Rota {

        @Parameters(paramLabel = "NAME", description = "Practice, or on-call group with --group.")
        private Name name = new Name("practice");

        @Option(names = "--group", description = "Take NAME as one of the on-call-groups of the settings file.")
        private boolean group = false;

        String path(String what) {
            return "/on-call/" + (group ? "groups" : "practices") + "/" + name + "/" + what;
        }
    }

    /// The time of an override, on the clock of the rota.
    static final class OverridePeriod {

        @Option(names = "--from", paramLabel = "TIME", description = "Start in local time (default: now).")
        private Optional<LocalDateTime> from = Optional.empty();

        @Option(
                names = "--to",
                paramLabel = "TIME",
                required = true,
                description = "End in local time, such as 2026-12-25T14:00.")
        private LocalDateTime to = LocalDateTime.MIN;

        void putInto(Map<String, Object> body) {
            from.ifPresent(time -> body.put("from", time.toString()));
            body.put("to", to.toString());
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "show", description = "Show the lines rung at a time, in order.")
    void show(
            @Mixin ConfigOption config,
            @Mixin AccessOptions access,
            @Mixin Rota rota,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            description = "Local time of the rota, such as 2026-12-25T14:00 (default: now).")
                    Optional<LocalDateTime> at) {
        JsonNode response = access.client(config.management())
                .get(rota.path("lines") + at.map(time -> "?at=" + time).orElse(""));
        spec.commandLine()
                .getOut()
                .println(response.path("at").asString() + ": "
                        + String.join(", then ", strings(response.path("lines"))));
        if (response.has("override")) {
            print(response.path("override"));
        }
    }

    @Command(name = "list", description = "List current and future overrides.")
    void list(@Mixin ConfigOption config, @Mixin AccessOptions access, @Mixin Rota rota) {
        access.client(config.management()).get(rota.path("overrides")).forEach(this::print);
    }

    @Command(
            name = "override",
            description = {
                "Ring other lines than the rota says for a time, at most 92 days.",
                "Takes effect at the next ring; the backup-lines of the practice still follow."
            })
    void override(
            @Mixin ConfigOption config,
            @Mixin Rota rota,
            @Option(
                            names = "--lines",
                            paramLabel = "LINE",
                            split = ",",
                            required = true,
                            description = "Lines to ring, in order, with commas between them.")
                    List<Name> lines,
            @Mixin OverridePeriod period,
            @Mixin ChangeOptions options) {
        Map<String, Object> body = body(options);
        body.put("lines", lines.stream().map(Name::value).toList());
        period.putInto(body);
        print(options.client(config.management()).post(rota.path("overrides"), body));
    }

    @Command(name = "cancel", description = "Cancel an override. Takes effect at the next ring.")
    void cancel(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "ID", description = "Number of the override, as shown by list.") int id,
            @Mixin ChangeOptions options) {
        options.client(config.management()).post("/on-call/overrides/" + id + "/cancel", body(options));
        spec.commandLine().getOut().println("cancelled override " + id + "; the next ring uses the rota");
    }

    private static Map<String, Object> body(ChangeOptions options) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("reason", options.reason());
        return body;
    }

    private void print(JsonNode override) {
        spec.commandLine()
                .getOut()
                .printf(
                        "override %s: %s from %s to %s (%s: %s)%n",
                        override.path("id").asString(),
                        String.join(", ", strings(override.path("lines"))),
                        override.path("from").asString(),
                        override.path("to").asString(),
                        override.path("author").asString(),
                        override.path("reason").asString());
    }

    private static List<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(word -> word.asString())
                .toList();
    }
}
