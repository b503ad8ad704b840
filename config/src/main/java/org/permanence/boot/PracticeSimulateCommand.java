package org.permanence.boot;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.permanence.call.Line;
import org.permanence.practice.CallerHistory.Caller;
import org.permanence.practice.Practice;
import org.permanence.practice.RoutingSimulation;
import org.permanence.practice.RoutingSimulation.Outcome;
import org.permanence.practice.RoutingSimulation.Scenario;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeSettings;
import org.permanence.settings.RouteSyntax;
import org.permanence.triage.CallerStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description =
                "Says where a call would go by a practice's rules, and which rule sends it there. Nobody is rung.")
final class PracticeSimulateCommand implements Callable<Integer> {

    @Mixin
    private HouseOption house = new HouseOption();

    @Parameters(index = "0", paramLabel = "PRACTICE", description = "Whose caller, such as les-lilas.")
    private String practice = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            required = true,
            description = "When, by the practice's clock: 2026-12-25T14:00.")
    private String at = "";

    @Option(
            names = "--keys",
            paramLabel = "KEYS",
            defaultValue = "",
            description = "What the caller presses, question by question, such as 21; then nothing more.")
    private String keys = "";

    @Option(
            names = "--caller",
            paramLabel = "WORD",
            defaultValue = "unknown",
            description = "known, unknown, anonymous or blocked (default: ${DEFAULT-VALUE}).")
    private String caller = "unknown";

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which call of this caller in the last minutes (default: ${DEFAULT-VALUE}).")
    private int calls = 1;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which of the practice's numbers is dialled, from 1 (default: ${DEFAULT-VALUE}).")
    private int number = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InstallationSettings settings = house.read();
        PracticeSettings file = settings.practices().entrySet().stream()
                .filter(one -> one.getKey().value().equals(practice))
                .map(one -> one.getValue())
                .findFirst()
                .orElseThrow(() -> wrong("practice: " + practice + " (expected: " + named(settings) + ")"));
        PhoneNumber dialled = dialled(file);
        Practice known = file.toPracticeAt(dialled, new Name(practice), settings::isBehindTrunk, 0);
        var script = new Scenario(when().atZone(known.zone()).toInstant(), pressed(), dialled, who());
        say(known, new RoutingSimulation(known).run(script));
        return 0;
    }

    private static String named(InstallationSettings settings) {
        return settings.practices().keySet().stream().map(Name::value).collect(Collectors.joining(", "));
    }

    private void say(Practice known, Outcome outcome) {
        var out = spec.commandLine().getOut();
        var context = outcome.context();
        out.println("urgency: " + ManagementDesk.word(context.triage().urgency())
                + context.triage().reason().map(reason -> " about " + reason).orElse(""));
        outcome.language().ifPresent(language -> out.println("language: " + ManagementDesk.word(language)));
        out.println("hours: " + ManagementDesk.word(context.openingStatus()));
        out.println("route: " + outcome.route().map(RouteSyntax::format).orElse(RouteSyntax.EMERGENCY)
                + outcome.choice()
                        .map(choice -> " (rule " + choice.number() + " of "
                                + known.intake().rules().inOrder().size() + ")")
                        .orElse(""));
        if (!outcome.ringingLines().isEmpty()) {
            out.println(
                    "rung: " + outcome.ringingLines().stream().map(Line::name).collect(Collectors.joining(", then ")));
        }
    }

    private LocalDateTime when() {
        try {
            return LocalDateTime.parse(at);
        } catch (DateTimeParseException _) {
            throw wrong("--at: " + at + " (expected: a day and hour such as 2026-12-25T14:00)");
        }
    }

    private List<Character> pressed() {
        if (!keys.matches("[0-9*#]{0,20}")) {
            throw wrong("--keys: " + keys + " (expected: up to 20 of 0 to 9, * and #)");
        }
        List<Character> all = new ArrayList<>();
        keys.chars().forEach(key -> all.add((char) key));
        return all;
    }

    private PhoneNumber dialled(PracticeSettings file) {
        if (number < 1 || number > file.numbers().size()) {
            throw wrong(
                    "--number: " + number + " (expected: 1 to " + file.numbers().size() + ")");
        }
        return file.numbers().get(number - 1);
    }

    private Caller who() {
        Optional<CallerStatus> known = Optional.of(caller.equals("blocked") ? "unknown" : caller)
                .filter(word -> List.of("known", "unknown", "anonymous").contains(word))
                .map(word -> CallerStatus.valueOf(word.toUpperCase(Locale.ROOT)));
        if (calls < 1 || calls > 99) {
            throw wrong("--calls: " + calls + " (expected: 1 to 99)");
        }
        return new Caller(
                known.orElseThrow(
                        () -> wrong("--caller: " + caller + " (expected: known, unknown, anonymous, blocked)")),
                calls,
                caller.equals("blocked"));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
