package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/// Menu, routing rules, on-call rota and example calls of a practice file.
class RejectedRulesTest {

    private static final String QUESTIONS = """
            questions:
              reason:
                text: Pour un problème urgent, appuyez sur 1.
                keys: {1: urgent, 2: question which}
              which:
                text: Pour un rendez-vous, appuyez sur 1.
                keys: {1: routine about appointment, 2: routine about results}
            """;
    private static final String RULES = """
            rules:
              - {to: on-call, urgency: [urgent, unclear], opening-status: [closed]}
              - {to: transfer to back-office, reasons: [results]}
              - {to: closed-announcement, opening-status: [closed, closing-soon], urgency: [routine]}
              - {to: queue}
            """;
    private static final String ON_CALL = """
            on-call:
              week:
                saturday: {"20:00-08:00": [doctor-martin]}
              dates:
                2026-12-26: {"00:00-24:00": [back-office]}
              backup-lines: [back-office]
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
        Practice practice = practice();

        assertEquals(4, practice.intake().rules().inOrder().size());
        assertEquals(
                new Route.Transfer(new Line("back-office")),
                practice.intake().rules().inOrder().get(1).route());
        assertEquals(Optional.of(2), practice.onCall().map(call -> call.rounds()));
        assertEquals(Duration.ofMinutes(10), practice.intake().callWindow());
        assertTrue(
                practice.emergency().confirmByKey(), "a line behind a trunk needs a key, because a machine may answer");
    }

    @Test
    void emergencyLinesThatAreAllPhonesOfTheInstallationAcceptByAnswering() {
        installation
                .change("number: \"+33199000911\"\n    # Trunk that rings it.\n    trunk: carrier", "phone: ines")
                .change("number: \"+33199000912\"\n    trunk: carrier", "phone: awa");

        assertFalse(practice().emergency().confirmByKey());
    }

    @Test
    void withoutRulesUrgentCallersReachTheRotaOrTheFallbackLine() {
        installation.changePractice(RULES, "");
        Practice practice = practice();

        assertEquals(
                new Route.OnCall(),
                practice.intake().rules().inOrder().getFirst().route());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1: urgent, 2: question which | 1: urgend, 2: question which | questions.reason.keys.1: "urgend" (expected: vital, urgent, unclear or routine
            1: urgent, 2: question which | 1: urgent, 2: question wich  | questions.reason.keys.2: "question wich" (expected: a later question: which; did you mean which?)
            1: routine about appointment | 1: question reason           | questions.which.keys.1: "question reason" (expected: a later question
            1: routine about appointment | 11: routine                  | questions.which.keys.11: "11" (expected: a key of the telephone
            reasons: [results]           | reasons: [result]            | rules[1].reasons[0]: "result" (expected: appointment, results; did you mean results?)
            to: transfer to back-office  | to: transfer to back-offise  | rules[1].to: "back-offise" (expected: back-office, doctor-martin; did you mean back-office?)
            to: transfer to back-office  | to: voicemail                | rules[1].to: "voicemail" (expected: queue, queue as urgent
            to: transfer to back-office  | to: queue, min-calls: 1      | rules[1].min-calls: "1" (expected: 2..20)
            to: transfer to back-office  | to: queue, dialled-numbers: ["+33199000002"] | rules[1].dialled-numbers[0]: not a number of the practice (expected: one of numbers)
            opening-status: [closed]     | opening-status: [shut]       | rules[0].opening-status[0]: "shut" (expected: open, closing-soon, closed)
            '  - {to: queue}'            | '  - {to: queue, opening-status: [open]}' | rules: no rule for a call: unclear, closing-soon
            reasons: [results]           | reasons: [results], urgency: [urgent] | rules[1]: never reached
            ', urgency: [routine]}'      | '}'                          | rules[2]: does not lead callers who may be in danger
            backup-lines: [back-office]  | ring-timeout: 20s            | on-call.backup-lines: missing (expected: at least one)
            '"20:00-08:00"'              | '"20-08"'                    | on-call.week.saturday.20-08: "20-08" (expected: HH:MM-HH:MM
            [doctor-martin]}             | [doctor-marten]}             | on-call.week.saturday.20:00-08:00[0]: "doctor-marten" (expected: back-office, doctor-martin; did you mean doctor-martin?)
            2026-12-26: {                | 2026-26-12: {                | on-call.dates.[hidden]: unreadable (expected: a date such as
            Saturday 26 December         | Sunday 26 December           | examples[0]: unreadable (expected: such as: Friday 25 December
            keys 2 1 -> on-call          | keys 2 1 -> queue            | examples[0]: on-call by rule 1 (expected: queue, as in the example)
            keys 2 2 1, known            | keys 1, known                | examples[1]: emergency (expected: queue, as in the example)
            """)
    void mistakeIsReportedWithItsLocationAndTheExpectedValue(String from, String to, String expectedProblem) {
        installation.changePractice(from, to);

        List<String> problems = installation.problems();

        assertTrue(problems.stream().anyMatch(problem -> problem.contains(expectedProblem)), () -> problems.toString());
    }

    @Test
    void rulesForBlockedCallersMustCoverEveryCallAndLeadUrgentCallersToAPerson() {
        installation.changePractice("- {to: queue}", "- {to: queue, callers: [known, unknown, anonymous]}");
        assertEquals(1, installation.settings().practiceFiles().size(), "rules need not name blocked callers");

        installation.changePractice(
                "- {to: transfer to back-office, reasons",
                "- {to: closed-announcement, callers: [blocked]}\n  - {to: transfer to back-office, reasons");
        assertTrue(installation.problems().getFirst().contains("rules[1]: does not lead callers who may be in danger"));

        installation.changePractice(
                "{to: closed-announcement, callers: [blocked]}",
                "{to: closed-announcement, callers: [blocked], urgency: [routine]}");
        assertTrue(installation.problems().getFirst().contains("caller blocked"));
    }

    @Test
    void ruleToOnCallNeedsARota() {
        installation.changePractice(ON_CALL, "");

        assertTrue(installation
                .problems()
                .getFirst()
                .contains("rules[0].to: the practice has no on-call rota (expected: on-call)"));
    }

    @Test
    void onCallAfterAppliesToTheConfiguredUrgencies() {
        installation.changePractice("  # ring-on-call-after: 2m", "  ring-on-call-after: 90s");
        assertEquals(
                Optional.of(new OnCallWhileQueuedRule(Duration.ofSeconds(90), Set.of(Urgency.URGENT))),
                practice().queue().onCall());

        installation.changePractice("  # ring-on-call-for: [urgent]", "  ring-on-call-for: [urgent, unclear]");
        assertEquals(Optional.of(Duration.ofSeconds(90)), practice().queue().onCallAfter(Urgency.UNCLEAR));
        assertEquals(Optional.empty(), practice().queue().onCallAfter(Urgency.ROUTINE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '# ring-on-call-after: 2m'     | ring-on-call-after: 5s      | queue.ring-on-call-after: "5s" (expected: 10s..1h
            '# ring-on-call-after: 2m'     | ring-on-call-after: 10m     | queue.ring-on-call-after: not before max-wait (expected: less than max-wait)
            '# ring-on-call-for: [urgent]' | ring-on-call-for: [unclear] | queue.ring-on-call-for: given without a time (expected: ring-on-call-after with it)
            '# ring-on-call-for: [urgent]' | ring-on-call-for: [routine] | queue.ring-on-call-for[0]: "routine" (expected: urgent, unclear
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
                .changePractice("to: on-call,", "to: fallback-lines,")
                .changePractice("-> on-call", "-> fallback-lines")
                .changePractice("  # ring-on-call-after: 2m", "  ring-on-call-after: 2m");

        assertTrue(installation
                .problems()
                .getFirst()
                .contains("queue.ring-on-call-after: the practice has no on-call rota (expected: on-call)"));
    }

    @Test
    void onCallGroupServesEveryPracticeThatNamesIt() {
        inGroup("north", "north");

        assertEquals(
                new Route.OnCall(),
                practice().intake().rules().inOrder().getFirst().route());
        assertEquals(Optional.of(3), practice().onCall().map(call -> call.rounds()));
    }

    @Test
    void unknownOnCallGroupOrAdditionalRotaIsRejected() {
        inGroup("north", "nort");

        assertTrue(installation
                .problems()
                .getFirst()
                .contains("on-call.group: \"nort\" (expected: a group that has this practice in permanence.yaml: north;"
                        + " did you mean north?)"));

        installation.changePractice("on-call: {group: nort}", "on-call: {group: north, backup-lines: [back-office]}");
        assertTrue(installation.problems().getFirst().contains("on-call.backup-lines: unknown key (expected: group)"));
    }

    @Test
    void practiceJoinsNoOnCallGroupByItself() {
        inGroup("north", "north");
        installation.change("practices: [les-lilas], rounds", "practices: [port-royal], rounds");

        assertTrue(installation.problems().stream()
                .anyMatch(problem -> problem.contains(
                        "on-call.group: \"north\" (expected: a group that has this practice in permanence.yaml: none is"
                                + " declared)")));
    }

    private void inGroup(String declared, String named) {
        installation
                .changePractice(ON_CALL, "on-call: {group: " + named + "}\n")
                .change(
                        "\nassistants:",
                        "\non-call-groups: {" + declared
                                + ": {practices: [les-lilas], rounds: 3, backup-lines: [back-office]}}\nassistants:");
    }

    private Practice practice() {
        return installation.settings().practiceFile(new Name("les-lilas")).practice();
    }
}
