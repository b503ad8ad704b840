package org.permanence.cli;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.permanence.call.Line;
import org.permanence.practice.CallerHistory.Caller;
import org.permanence.practice.Practice;
import org.permanence.practice.RoutingSimulation;
import org.permanence.practice.RoutingSimulation.Outcome;
import org.permanence.practice.RoutingSimulation.Scenario;
import org.permanence.practicefile.PracticeFile;
import org.permanence.practicefile.RouteSyntax;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;
import org.permanence.text.EnumWords;
import org.permanence.triage.CallerStatus;
import org.permanence.yaml.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "simulate", description = "Show where a call would go and which rule sends it there. No line is rung.")
final class PracticeSimulateCommand implements Callable<Integer> {

    private static final int MAX_CALLS = 99;

    /// What the rules know about the caller.
    private enum SimulatedStatus {
        KNOWN(CallerStatus.KNOWN),
        UNKNOWN(CallerStatus.UNKNOWN),
        ANONYMOUS(CallerStatus.ANONYMOUS),
        BLOCKED(CallerStatus.UNKNOWN);

        private final CallerStatus status;

        SimulatedStatus(CallerStatus status) {
            this.status = status;
        }
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "PRACTICE", description = "Name of the practice.")
    private Name practice = new Name("practice");

    @Option(
            names = "--at",
            paramLabel = "TIME",
            required = true,
            description = "Local time of the call, such as 2026-12-25T14:00.")
    private LocalDateTime at = LocalDateTime.MIN;

    @Option(
            names = "--keys",
            paramLabel = "KEYS",
            defaultValue = "",
            description = "Keys the caller presses, one question after the other, such as 21 (default: none).")
    private String keys = "";

    @Option(
            names = "--caller",
            paramLabel = "STATUS",
            defaultValue = "unknown",
            description = "Caller status: known, unknown, anonymous or blocked (default: ${DEFAULT-VALUE}).")
    private String caller = "unknown";

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of this call within repeat-call-window, 1 to 99 (default: ${DEFAULT-VALUE}).")
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
        InstallationSettings settings = config.read();
        PracticeFile file = settings.practiceFiles().get(practice);
        if (file == null) {
            throw usageError("practice: " + practice + " (expected: " + practiceNames(settings) + ")");
        }
        PhoneNumber dialled = dialledNumber(file);
        Practice rules = file.practiceAt(dialled);
        var script = new Scenario(at.atZone(rules.zone()).toInstant(), pressedKeys(), dialled, simulatedCaller());
        print(rules, new RoutingSimulation(rules).run(script));
        return 0;
    }

    private static String practiceNames(InstallationSettings settings) {
        return settings.practiceFiles().keySet().stream().map(Name::value).collect(Collectors.joining(", "));
    }

    private void print(Practice rules, Outcome outcome) {
        var out = spec.commandLine().getOut();
        var context = outcome.context();
        out.println("urgency: " + EnumWords.of(context.triage().urgency())
                + context.triage().reason().map(reason -> " about " + reason).orElse(""));
        outcome.language().ifPresent(language -> out.println("language: " + EnumWords.of(language)));
        out.println("hours: " + EnumWords.of(context.openingStatus()));
        out.println("route: " + outcome.route().map(RouteSyntax::format).orElse(RouteSyntax.EMERGENCY)
                + outcome.choice()
                        .map(choice -> " (rule " + choice.number() + " of "
                                + rules.intake().rules().inOrder().size() + ")")
                        .orElse(""));
        if (!outcome.ringingLines().isEmpty()) {
            out.println(
                    "rings: " + outcome.ringingLines().stream().map(Line::name).collect(Collectors.joining(", then ")));
        }
    }

    private List<Character> pressedKeys() {
        if (!keys.matches("[0-9*#]{0,20}")) {
            throw usageError("--keys: " + keys + " (expected: up to 20 of 0 to 9, * and #)");
        }
        List<Character> pressed = new ArrayList<>();
        keys.chars().forEach(key -> pressed.add((char) key));
        return pressed;
    }

    private PhoneNumber dialledNumber(PracticeFile file) {
        if (number < 1 || number > file.numbers().size()) {
            throw usageError(
                    "--number: " + number + " (expected: 1 to " + file.numbers().size() + ")");
        }
        return file.numbers().get(number - 1);
    }

    private Caller simulatedCaller() {
        if (calls < 1 || calls > MAX_CALLS) {
            throw usageError("--calls: " + calls + " (expected: 1 to " + MAX_CALLS + ")");
        }
        var simulated = EnumWords.parse(SimulatedStatus.class, caller)
                .orElseThrow(() -> usageError("--caller: " + caller + " (expected: one of "
                        + String.join(", ", EnumWords.all(SimulatedStatus.class)) + ")"));
        return new Caller(simulated.status, calls, simulated == SimulatedStatus.BLOCKED);
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
