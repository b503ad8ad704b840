package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.call.Line;
import org.permanence.practice.Practice;
import org.permanence.practice.QueueRules.OnCallWhileQueuedRule;
import org.permanence.triage.Route;
import org.permanence.triage.Urgency;
import org.permanence.yaml.Name;

/// What a practice asks, where its calls go, who is on call, and the examples that must hold.
class RejectedRulesTest {

    private static final String QUESTIONS = """
            questions:
              reason:
                ask: Pour un problème urgent, appuyez sur 1.
                keys: {1: urgent, 2: ask which}
              which:
                ask: Pour un rendez-vous, appuyez sur 1.
                keys: {1: routine about appointment, 2: routine about results}
            """;
    private static final String RULES = """
            rules:
              - {to: on-call, urgency: [urgent, unclear], hours: [closed]}
              - {to: transfer to desk, about: [results]}
              - {to: announcement, hours: [closed, last-call], urgency: [routine]}
              - {to: queue}
            """;
    private static final String ON_CALL = """
            on-call:
              week:
                saturday: {"20:00-08:00": [doctor-martin]}
              dates:
                2026-12-26: {"00:00-24:00": [desk]}
              always: [desk]
            """;

    private InstallationOnDisk installation;

    @BeforeEach
    void createPracticeWithRules(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        String file = installation.text("practices/les-lilas.yaml");
        int examples = file.indexOf("\nexamples:");
        installation.write(
                "practices/les-lilas.yaml", file.substring(0, examples + 1) + QUESTIONS + RULES + ON_CALL + """
                examples:
                  - Saturday 26 December 2026 21:00, keys 2 1 -> on-call
                  - Monday 23 November 2026 09:00, keys 2 2 1, known caller, call 2, number 1 → queue
                """);
    }

    @Test
    void rulesAreReadFromThePracticeFile() {
        Practice practice = practice(_ -> true);

        assertEquals(4, practice.intake().rules().inOrder().size());
        assertEquals(
                new Route.Transfer(new Line("desk")),
                practice.intake().rules().inOrder().get(1).route());
        assertEquals(Optional.of(2), practice.onCall().map(call -> call.rounds()));
        assertEquals(Duration.ofMinutes(10), practice.intake().callWindow());
        assertTrue(practice.emergency().confirmByKey(), "a machine may answer behind a trunk");
    }

    @Test
    void withoutRulesUrgentCallersReachTheRotaOrTheFallbackLine() {
        installation.changePractice(RULES, "");
        Practice practice = practice(_ -> false);

        assertEquals(
                new Route.OnCall(),
                practice.intake().rules().inOrder().getFirst().route());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1: urgent, 2: ask which          | 1: urgend, 2: ask which         | questions.reason.keys.1: "urgend" (expected: vital, urgent, unclear or routine
            1: urgent, 2: ask which          | 1: urgent, 2: ask wich          | questions.reason.keys.2: "ask wich" (expected: a later question: which; did you mean which?)
            1: routine about appointment     | 1: ask reason                   | questions.which.keys.1: "ask reason" (expected: a later question
            1: routine about appointment     | 11: routine                     | questions.which.keys.11: "11" (expected: a key of the telephone
            about: [results]                 | about: [result]                 | rules[1].about[0]: "result" (expected: appointment, results; did you mean results?)
            to: transfer to desk             | to: transfer to dest            | rules[1].to: "dest" (expected: desk, doctor-martin; did you mean desk?)
            to: transfer to desk             | to: voicemail                   | rules[1].to: "voicemail" (expected: queue, queue as urgent
            to: transfer to desk             | to: queue, calls: 1             | rules[1].calls: "1" (expected: 2..20)
            to: transfer to desk             | to: queue, numbers: ["+33199000002"] | rules[1].numbers[0]: not the practice's (expected: one of numbers)
            hours: [closed]                  | hours: [shut]                   | rules[0].hours[0]: "shut" (expected: open, last-call, closed)
            '  - {to: queue}'                | '  - {to: queue, hours: [open]}' | rules: no rule for a call that is unclear, last-call
            about: [results]                 | about: [results], urgency: [urgent] | rules[1]: never the first to hold
            ', urgency: [routine]}'          | '}'                             | rules[2]: loses callers who may be in danger
            always: [desk]                   | ring: 20s                       | on-call.always: missing (expected: at least one)
            '"20:00-08:00"'                  | '"20-08"'                       | on-call.week.saturday.20-08: "20-08" (expected: HH:MM-HH:MM
            [doctor-martin]}                 | [doctor-marten]}                | on-call.week.saturday.20:00-08:00[0]: "doctor-marten" (expected: desk, doctor-martin; did you mean doctor-martin?)
            2026-12-26: {                    | 2026-26-12: {                   | on-call.dates.[hidden]: unreadable (expected: a date such as
            Saturday 26 December             | Sunday 26 December              | examples[0]: unreadable (expected: such as: Friday 25 December
            keys 2 1 -> on-call              | keys 2 1 -> queue               | examples[0]: on-call by rule 1 (expected: queue, as the example says)
            keys 2 2 1, known                | keys 1, known                   | examples[1]: emergency (expected: queue, as the example says)
            """)
    void mistakeIsReportedWithItsLocationAndTheExpectedValue(String from, String to, String expectedProblem) {
        installation.changePractice(from, to);

        List<String> problems = installation.problems();

        assertTrue(problems.stream().anyMatch(problem -> problem.contains(expectedProblem)), () -> problems.toString());
    }

    @Test
    void rulesForBlockedCallersMustCoverEveryCallAndLeadUrgentCallersToAPerson() {
        installation.changePractice("- {to: queue}", "- {to: queue, callers: [known, unknown, anonymous]}");
        assertEquals(1, installation.settings().practices().size(), "nobody is told apart");

        installation.changePractice(
                "- {to: transfer to desk, about",
                "- {to: announcement, callers: [blocked]}\n  - {to: transfer to desk, about");
        assertTrue(installation.problems().getFirst().contains("rules[1]: loses callers who may be in danger"));

        installation.changePractice(
                "{to: announcement, callers: [blocked]}", "{to: announcement, callers: [blocked], urgency: [routine]}");
        assertTrue(installation.problems().getFirst().contains("from somebody blocked"));
    }

    @Test
    void ruleToOnCallNeedsARota() {
        installation.changePractice(ON_CALL, "");

        assertTrue(installation
                .problems()
                .getFirst()
                .contains("rules[0].to: nobody is on call here (expected: a rota: on-call)"));
    }

    @Test
    void onCallAfterAppliesToTheConfiguredUrgencies() {
        installation.changePractice("  # on-call-after: 2m", "  on-call-after: 90s");
        assertEquals(
                Optional.of(new OnCallWhileQueuedRule(Duration.ofSeconds(90), Set.of(Urgency.URGENT))),
                practice(_ -> false).queue().onCall());

        installation.changePractice("  # on-call-for: [urgent]", "  on-call-for: [urgent, unclear]");
        assertEquals(
                Optional.of(Duration.ofSeconds(90)),
                practice(_ -> false).queue().onCallAfter(Urgency.UNCLEAR));
        assertEquals(Optional.empty(), practice(_ -> false).queue().onCallAfter(Urgency.ROUTINE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '# on-call-after: 2m'    | on-call-after: 5s                    | queue.on-call-after: "5s" (expected: 10s..1h
            '# on-call-after: 2m'    | on-call-after: 10m                   | queue.on-call-after: nobody waits so long (expected: less than patience)
            '# on-call-for: [urgent]' | on-call-for: [unclear]               | queue.on-call-for: no time (expected: with it: on-call-after)
            '# on-call-for: [urgent]' | on-call-for: [routine]               | queue.on-call-for[0]: "routine" (expected: urgent, unclear
            """)
    void mistakeInOnCallAfterIsReported(String from, String to, String expectedProblem) {
        installation.changePractice(from, to);

        List<String> problems = installation.problems();

        assertTrue(problems.stream().anyMatch(problem -> problem.contains(expectedProblem)), () -> problems.toString());
    }

    @Test
    void onCallAfterNeedsARota() {
        installation
                .changePractice(ON_CALL, "")
                .changePractice("to: on-call,", "to: fallback,")
                .changePractice("-> on-call", "-> fallback")
                .changePractice("  # on-call-after: 2m", "  on-call-after: 2m");

        assertTrue(installation
                .problems()
                .getFirst()
                .contains("queue.on-call-after: nobody is on call here (expected: a rota: on-call)"));
    }

    @Test
    void onCallGroupServesEveryPracticeThatNamesIt() {
        inGroup("north", "north");

        assertEquals(
                new Route.OnCall(),
                practice(_ -> false).intake().rules().inOrder().getFirst().route());
        assertEquals(Optional.of(3), practice(_ -> false).onCall().map(call -> call.rounds()));
    }

    @Test
    void unknownOnCallGroupOrAdditionalRotaIsRejected() {
        inGroup("north", "nort");

        assertTrue(installation
                .problems()
                .getFirst()
                .contains("on-call.group: \"nort\" (expected: north; did you mean north?)"));

        installation.changePractice("on-call: {group: nort}", "on-call: {group: north, always: [desk]}");
        assertTrue(installation.problems().getFirst().contains("on-call.always: unknown key (expected: group)"));
    }

    private void inGroup(String declared, String named) {
        installation
                .changePractice(ON_CALL, "on-call: {group: " + named + "}\n")
                .change(
                        "\nassistants:",
                        "\non-call-groups: {" + declared + ": {rounds: 3, always: [desk]}}\nassistants:");
    }

    private Practice practice(Predicate<Name> behindTrunk) {
        return installation
                .settings()
                .practice(new Name("les-lilas"))
                .toPractice(new Name("les-lilas"), behindTrunk, 0);
    }
}
