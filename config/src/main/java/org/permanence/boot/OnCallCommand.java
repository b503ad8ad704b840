package org.permanence.boot;

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
        REPLACE,
        CANCEL
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private HouseOption house = new HouseOption();

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
        Action wanted = wanted();
        var running = new RunningHouse(house.read().management());
        switch (wanted) {
            case WHO ->
                showWho(running.get(
                        path("who") + at.map(time -> "?at=" + time(time)).orElse("")));
            case LIST -> running.get(path("list")).forEach(this::show);
            case REPLACE -> show(running.post(path("replace"), replacement()));
            case CANCEL -> {
                if (!what.matches("[0-9]{1,9}")) {
                    throw wrong("number: unreadable (expected: one of permanence on-call list)");
                }
                running.post("/on-call/cancel/" + what, JSON.writeValueAsString(change()));
                spec.commandLine().getOut().println("cancelled: replacement " + what + "; the next ring meets it");
            }
        }
        return 0;
    }

    private Action wanted() {
        try {
            return Action.valueOf(action.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw wrong("action: " + action + " (expected: who, list, replace, cancel)");
        }
    }

    private String path(String verb) {
        return "/on-call/" + (group ? "groups" : "practices") + "/" + PracticeCommand.named(what, spec) + "/" + verb;
    }

    private String time(String written) {
        if (!written.matches("[0-9T:.-]{10,30}")) {
            throw wrong("time: " + written + " (expected: a day and hour such as 2026-12-25T14:00)");
        }
        return written;
    }

    private String replacement() {
        Map<String, Object> body = change();
        body.put(
                "by",
                Arrays.stream(by.orElseThrow(() -> wrong("--by: missing (expected: a line, or several with commas)"))
                                .split(",", -1))
                        .toList());
        from.ifPresent(time -> body.put("from", time(time)));
        body.put("to", time(to.orElseThrow(() -> wrong("--to: missing (expected: a day and hour)"))));
        return JSON.writeValueAsString(body);
    }

    private Map<String, Object> change() {
        try {
            var change = new PracticeChange(
                    author, reason.orElseThrow(() -> wrong("--reason: missing (expected: why, in one line)")));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("author", change.author());
            body.put("reason", change.reason());
            return body;
        } catch (IllegalArgumentException bad) {
            throw wrong("--" + bad.getMessage());
        }
    }

    private void showWho(JsonNode told) {
        var out = spec.commandLine().getOut();
        out.println(told.path("at").asString() + ": " + String.join(", then ", words(told.path("rung"))));
        if (told.has("replacement")) {
            show(told.path("replacement"));
        }
    }

    private void show(JsonNode one) {
        spec.commandLine()
                .getOut()
                .printf(
                        "replacement %s: %s from %s to %s (%s: %s)%n",
                        one.path("id").asString(),
                        words(one.path("by")).stream().collect(Collectors.joining(", ")),
                        one.path("from").asString(),
                        one.path("to").asString(),
                        one.path("author").asString(),
                        one.path("reason").asString());
    }

    private static List<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(word -> word.asString())
                .toList();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
