package org.permanence.cli.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The command `user staffing`.
@Command(
        name = "staffing",
        description = {
            "Set the team, the telephone and the practices of an assistant.",
            "It counts from the next call on; a call that runs goes on. First give them the role assistant in the team."
        })
final class StaffingCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Parameters(paramLabel = "LOGIN", description = "Login of the assistant.")
    private Optional<Login> login = Optional.empty();

    @Option(names = "--team", paramLabel = "TEAM", required = true, description = "Team whose calls they take.")
    private Optional<TeamId> team = Optional.empty();

    @Option(
            names = "--line",
            paramLabel = "PHONE",
            required = true,
            description = "Their telephone: a phone of the settings that no other assistant has.")
    private Optional<Name> line = Optional.empty();

    @Option(
            names = "--practices",
            paramLabel = "NAME,…",
            split = ",",
            description = "Practices that they serve: practices of the team, or practices that overflow to it "
                    + "(default: as before).")
    private List<PracticeId> practices = List.of();

    @Option(
            names = "--languages",
            paramLabel = "WORD,…",
            split = ",",
            description = "Languages that they speak: fr, en (default: as before; at first all).")
    private List<String> languages = List.of();

    @Option(
            names = "--preferred",
            paramLabel = "NAME,…",
            split = ",",
            description = "Practices, of those above, whose calls they are offered before others (default: as before).")
    private List<PracticeId> preferred = List.of();

    @Option(names = "--no-preferred", description = "They are offered no calls before others.")
    private boolean noPreferred;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (noPreferred && !preferred.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--no-preferred: with --preferred (expected: one of them)");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("team", team.orElseThrow().value());
        body.put("line", line.orElseThrow().value());
        putUnlessEmpty(body, "practices", practices.stream().map(PracticeId::value));
        putUnlessEmpty(body, "languages", languages.stream());
        putUnlessEmpty(body, "preferred", preferred.stream().map(PracticeId::value));
        if (noPreferred) {
            body.put("preferred", List.of());
        }
        JsonNode person = access.client(config.management()).post("/people/" + login.orElseThrow() + "/staffing", body);
        spec.commandLine().getOut().println(person.path("login").asString() + " " + describe(person.path("staffing")));
        return 0;
    }

    private static void putUnlessEmpty(Map<String, Object> body, String key, Stream<String> words) {
        List<String> list = words.toList();
        if (!list.isEmpty()) {
            body.put(key, list);
        }
    }

    /// The calls that a person takes, in one line.
    static String describe(JsonNode staffing) {
        return "takes calls of team " + staffing.path("team").asString() + " on "
                + staffing.path("line").asString() + "; practices: " + words(staffing, "practices")
                + "; preferred: " + words(staffing, "preferred") + "; languages: " + words(staffing, "languages");
    }

    private static String words(JsonNode staffing, String key) {
        List<String> words =
                staffing.path(key).valueStream().map(JsonNode::asString).toList();
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
