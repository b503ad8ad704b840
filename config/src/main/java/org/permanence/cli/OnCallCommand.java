package org.permanence.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.permanence.practice.PracticeChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "on-call",
        description = {
            "Says who is on call for a practice of the running house, and replaces them for a time: from the next ring",
            "on other lines are rung in the place of the rota's duties; those of `always` still come after them."
        })
final class OnCallCommand implements Callable<Integer> {

    private enum Action {
        WHO,
        LIST,
        OVERRIDE,
        CANCEL
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "ACTION", description = "who, list, replace or cancel")
    private String action = "";

    @Parameters(index = "1", paramLabel = "WHAT", description = "The practice; for cancel the replacement's number.")
    private String what = "";

    @Option(names = "--group", description = "WHAT is one of the on-call-groups of house.yaml, not a practice.")
    private boolean group = false;

    @Option(names = "--at", paramLabel = "TIME", description = "who: when, by its clock: 2026-12-25T14:00.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--by", paramLabel = "LINE,…", description = "replace: the lines, in the order of ringing.")
    private Optional<String> by = Optional.empty();

    @Option(names = "--from", paramLabel = "TIME", description = "replace: from when; absent: from now on.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "replace: until when.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--author",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "replace, cancel: who does it (default: the user of this machine).")
    private String author = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "replace, cancel: why, in one line.")
    private Optional<String> reason = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Action parsed = parseAction();
        var client = new ManagementClient(config.read().management());
        switch (parsed) {
            case WHO ->
                printOnCall(client.get(
                        path("who") + at.map(time -> "?at=" + checkedTime(time)).orElse("")));
            case LIST -> client.get(path("list")).forEach(this::print);
            case OVERRIDE -> print(client.post(path("replace"), overrideBody()));
            case CANCEL -> {
                if (!what.matches("[0-9]{1,9}")) {
                    throw usageError("number: unreadable (expected: one of permanence on-call list)");
                }
                client.post("/on-call/cancel/" + what, JSON.writeValueAsString(changeBody()));
                spec.commandLine().getOut().println("cancelled: replacement " + what + "; the next ring meets it");
            }
        }
        return 0;
    }

    private Action parseAction() {
        try {
            return Action.valueOf(action.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw usageError("action: " + action + " (expected: who, list, replace, cancel)");
        }
    }

    private String path(String verb) {
        return "/on-call/" + (group ? "groups" : "practices") + "/" + PracticeCommand.requireName(what, spec) + "/"
                + verb;
    }

    private String checkedTime(String written) {
        if (!written.matches("[0-9T:.-]{10,30}")) {
            throw usageError("time: " + written + " (expected: a day and hour such as 2026-12-25T14:00)");
        }
        return written;
    }

    private String overrideBody() {
        Map<String, Object> body = changeBody();
        body.put(
                "by",
                Arrays.stream(by.orElseThrow(
                                        () -> usageError("--by: missing (expected: a line, or several with commas)"))
                                .split(",", -1))
                        .toList());
        from.ifPresent(time -> body.put("from", checkedTime(time)));
        body.put("to", checkedTime(to.orElseThrow(() -> usageError("--to: missing (expected: a day and hour)"))));
        return JSON.writeValueAsString(body);
    }

    private Map<String, Object> changeBody() {
        try {
            var change = new PracticeChange(
                    author, reason.orElseThrow(() -> usageError("--reason: missing (expected: why, in one line)")));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("author", change.author());
            body.put("reason", change.reason());
            return body;
        } catch (IllegalArgumentException bad) {
            throw usageError("--" + bad.getMessage());
        }
    }

    private void printOnCall(JsonNode response) {
        var out = spec.commandLine().getOut();
        out.println(response.path("at").asString() + ": " + String.join(", then ", strings(response.path("rung"))));
        if (response.has("replacement")) {
            print(response.path("replacement"));
        }
    }

    private void print(JsonNode override) {
        spec.commandLine()
                .getOut()
                .printf(
                        "replacement %s: %s from %s to %s (%s: %s)%n",
                        override.path("id").asString(),
                        strings(override.path("by")).stream().collect(Collectors.joining(", ")),
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

    private ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
