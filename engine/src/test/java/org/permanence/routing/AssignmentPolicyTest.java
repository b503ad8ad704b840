package org.permanence.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;
import static org.permanence.testing.SamplePractices.OMAR;
import static org.permanence.testing.SamplePractices.PORT_ROYAL;
import static org.permanence.testing.SamplePractices.ZOE;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;
import static org.permanence.triage.Urgency.URGENT;
import static org.permanence.triage.Urgency.VITAL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Skill;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.queue.AnswerOrder;
import org.permanence.queue.QueueEntry;
import org.permanence.testing.SamplePractices;
import org.permanence.triage.Urgency;

/// The numbered cases of [AssignmentPolicy], under their numbers.
class AssignmentPolicyTest {

    private static final int ROUNDS = 2_000;
    private static final Instant NOW = Instant.ofEpochSecond(600);
    private static final List<Skill> SKILLS = List.of(Skill.values());
    private static final List<Urgency> URGENCIES = List.of(Urgency.values());

    @Test
    void case0NothingIsAssignedWithoutACallOrAReadyAssistant() {
        assertEquals(List.of(), assigned(List.of(), ready(INES)));
        assertEquals(List.of(), assigned(List.of(call("a", LES_LILAS, VITAL, 0)), List.of()));
    }

    @Test
    void case1CallWithAReservedAssistantIsNotAssignedAgain() {
        var ringing = call("a", LES_LILAS, VITAL, 0).reservedFor(OMAR.login());

        assertEquals(List.of("b to ines"), assigned(List.of(ringing, call("b", LES_LILAS, ROUTINE, 5)), ready(INES)));
    }

    @Test
    void case2TheMostUrgentCallIsFirstHoweverShortItsWait() {
        var waiting = List.of(
                call("routine", LES_LILAS, ROUTINE, 0),
                call("unclear", LES_LILAS, UNCLEAR, 1),
                call("urgent", LES_LILAS, URGENT, 2),
                call("vital", LES_LILAS, VITAL, 3));

        assertEquals(
                List.of("vital to ines", "urgent to omar", "unclear to zora"),
                assigned(waiting, ready(INES, OMAR, SamplePractices.assistant("zora", LES_LILAS))));
    }

    @Test
    void case2AmongEqualsTheLongestWaitIsFirst() {
        var waiting = List.of(call("later", LES_LILAS, ROUTINE, 5), call("earlier", LES_LILAS, ROUTINE, 4));

        assertEquals(List.of("earlier to ines"), assigned(waiting, ready(INES)));
    }

    @Test
    void case2AllNodesOrderSimultaneousCallsAlike() {
        var one = call("a", LES_LILAS, ROUTINE, 4);
        var other = call("b", LES_LILAS, ROUTINE, 4);

        assertEquals(List.of("a to ines"), assigned(List.of(one, other), ready(INES)));
        assertEquals(List.of("a to ines"), assigned(List.of(other, one), ready(INES)));
    }

    @Test
    void case2PromotedCallComesAfterEarlierAndBeforeLaterUnclearCalls() {
        var waiting = List.of(
                promotedAt("promoted", 0, 60),
                call("routine", LES_LILAS, ROUTINE, 1),
                call("unclear-before", LES_LILAS, UNCLEAR, 59),
                call("unclear-after", LES_LILAS, UNCLEAR, 61),
                call("urgent", LES_LILAS, URGENT, 500),
                call("vital", LES_LILAS, VITAL, 599));

        assertEquals(
                List.of("vital", "urgent", "unclear-before", "promoted", "unclear-after", "routine"),
                inOrder(waiting, NOW));
        assertEquals(
                List.of("vital", "urgent", "unclear-before", "unclear-after", "promoted", "routine"),
                inOrder(waiting, Instant.ofEpochSecond(59)),
                "just before the promotion");
    }

    @Test
    void case2PromotedCallsKeepTheirOrder() {
        var waiting = List.of(promotedAt("a", 0, 300), promotedAt("b", 7, 307), promotedAt("c", 400, 700));

        for (int second = 0; second < 1_000; second++) {
            assertEquals(List.of("a", "b", "c"), inOrder(waiting, Instant.ofEpochSecond(second)));
        }
    }

    @Test
    void case3AssistantGetsOnlyPracticesTheyMayServe() {
        assertEquals(List.of(), assigned(List.of(call("a", LES_LILAS, VITAL, 0)), ready(ZOE)));
        assertEquals(List.of("a to omar"), assigned(List.of(call("a", LES_LILAS, VITAL, 0)), ready(ZOE, OMAR)));
    }

    @Test
    void case4RoutineCallerWaitsForAnAssistantWhoSpeaksTheLanguage() {
        var foreign = SamplePractices.assistant("zora", Skill.WITHOUT_LANGUAGE, LES_LILAS);

        assertEquals(List.of(), assigned(List.of(call("a", LES_LILAS, ROUTINE, 0)), ready(foreign)));
        assertEquals(List.of("a to ines"), assigned(List.of(call("a", LES_LILAS, ROUTINE, 0)), ready(foreign, INES)));
    }

    @Test
    void case4MoreUrgentCallerGetsAnyAssistantWhenNoSpeakerIsReady() {
        var foreign = SamplePractices.assistant("zora", Skill.WITHOUT_LANGUAGE, LES_LILAS);
        for (Urgency urgency : List.of(VITAL, URGENT, UNCLEAR)) {
            var waiting = List.of(call("a", LES_LILAS, urgency, 0));

            assertEquals(List.of("a to zora"), assigned(waiting, ready(foreign)));
            assertEquals(List.of("a to ines"), assigned(waiting, ready(foreign, INES)));
        }
    }

    @Test
    void case4PromotedRoutineCallerStillWaitsForTheLanguage() {
        var foreign = SamplePractices.assistant("zora", Skill.WITHOUT_LANGUAGE, LES_LILAS);

        assertEquals(List.of(), assigned(List.of(promotedAt("a", 0, 1)), ready(foreign)));
    }

    @Test
    void case5PreferredAssistantComesFirstHoweverBrieflyReady() {
        var preferred = SamplePractices.assistant("zora", Skill.PREFERRED, LES_LILAS);

        assertEquals(
                List.of("a to zora", "b to ines"),
                assigned(
                        List.of(call("a", LES_LILAS, ROUTINE, 0), call("b", LES_LILAS, ROUTINE, 1)),
                        ready(INES, OMAR, preferred)));
    }

    @Test
    void case5CallersDoNotWaitForAPreferredAssistantWhoIsNotReady() {
        assertEquals(List.of("a to omar"), assigned(List.of(call("a", LES_LILAS, ROUTINE, 0)), ready(OMAR)));
    }

    @Test
    void case5CallersDoNotWaitForTheirLastAssistant() {
        var known = call("a", LES_LILAS, ROUTINE, 0).withLastAssistant(INES.login());

        assertEquals(List.of("a to omar"), assigned(List.of(known), ready(OMAR)));
    }

    @Test
    void case5LastAssistantComesAfterPreferredAndBeforeLongestReady() {
        var known = call("a", LES_LILAS, ROUTINE, 0).withLastAssistant(INES.login());
        var preferred = SamplePractices.assistant("zora", Skill.PREFERRED, LES_LILAS);

        assertEquals(List.of("a to zora"), assigned(List.of(known), ready(OMAR, INES, preferred)));
        assertEquals(List.of("a to ines"), assigned(List.of(known), ready(OMAR, INES)));
    }

    @Test
    void case5LastAssistantWhoNoLongerServesThePracticeIsNotAssigned() {
        var known = call("a", LES_LILAS, ROUTINE, 0).withLastAssistant(ZOE.login());

        assertEquals(List.of("a to ines"), assigned(List.of(known), ready(ZOE, INES)));
    }

    @Test
    void case5LongestReadyAssistantComesFirst() {
        var waiting = List.of(call("a", LES_LILAS, ROUTINE, 0));

        assertEquals(List.of("a to omar"), assigned(waiting, ready(OMAR, INES)));
        assertEquals(List.of("a to ines"), assigned(waiting, ready(INES, OMAR)));
    }

    @Test
    void case5AllNodesOrderAssistantsReadyAtTheSameMomentAlike() {
        var waiting = List.of(call("a", LES_LILAS, ROUTINE, 0));
        var ines = new Candidate(INES, Instant.EPOCH);
        var omar = new Candidate(OMAR, Instant.EPOCH);

        assertEquals(List.of("a to ines"), assigned(waiting, List.of(ines, omar)));
        assertEquals(List.of("a to ines"), assigned(waiting, List.of(omar, ines)));
    }

    @Test
    void case6UnassignableCallDelaysNoOtherCall() {
        var waiting = List.of(call("stuck", LES_LILAS, VITAL, 0), call("behind", PORT_ROYAL, ROUTINE, 9));

        assertEquals(List.of("behind to zoe"), assigned(waiting, ready(ZOE)));
    }

    @Test
    void case7AssistantGetsOneCall() {
        var waiting = List.of(call("a", LES_LILAS, VITAL, 0), call("b", LES_LILAS, VITAL, 1));

        assertEquals(List.of("a to ines"), assigned(waiting, ready(INES)));
    }

    /// For any queue and any ready assistants, cases 1, 3, 4 and 7 hold, and a call is left unassigned (case 6)
    /// only if no ready assistant may answer it.
    @Test
    void randomQueuesAreAssignedByCases1346And7() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            List<QueueEntry> waiting = anyCalls(random);
            List<Candidate> ready = anyAssistants(random);

            List<Assignment> assignments = AssignmentPolicy.assign(waiting, ready, NOW);

            String round = "seed " + seed;
            var calls = assignments.stream()
                    .map(assignment -> assignment.entry().call())
                    .toList();
            var logins = assignments.stream()
                    .map(assignment -> assignment.assistant().login())
                    .toList();
            assertEquals(calls.size(), calls.stream().distinct().count(), round);
            assertEquals(logins.size(), logins.stream().distinct().count(), round);
            for (Assignment assignment : assignments) {
                assertTrue(assignment.entry().reservedAssistant().isEmpty(), round);
                assertTrue(suits(assignment.assistant(), assignment.entry()), round);
            }
            for (QueueEntry left : waiting) {
                if (left.reservedAssistant().isEmpty() && !calls.contains(left.call())) {
                    assertFalse(
                            ready.stream()
                                    .map(Candidate::assistant)
                                    .filter(assistant -> !logins.contains(assistant.login()))
                                    .anyMatch(assistant -> suits(assistant, left)),
                            round);
                }
            }
        }
    }

    @Test
    void inputOrderDoesNotMatter() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            List<QueueEntry> waiting = anyCalls(random);
            List<Candidate> ready = anyAssistants(random);
            List<Assignment> assignments = AssignmentPolicy.assign(waiting, ready, NOW);

            Collections.shuffle(waiting, random);
            Collections.shuffle(ready, random);

            assertEquals(assignments, AssignmentPolicy.assign(waiting, ready, NOW), "seed " + seed);
        }
    }

    private static List<QueueEntry> anyCalls(Random random) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(each -> call("call-" + each, anyPractice(random), anyUrgency(random), random.nextInt(4)))
                .map(entry -> random.nextInt(4) == 0 ? entry.reservedFor(INES.login()) : entry)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Candidate> anyAssistants(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(each -> switch (random.nextInt(3)) {
                    case 0 -> SamplePractices.assistant("any-" + each, anySkill(random), LES_LILAS);
                    case 1 -> SamplePractices.assistant("any-" + each, anySkill(random), PORT_ROYAL);
                    default -> SamplePractices.assistant("any-" + each, anySkill(random), LES_LILAS, PORT_ROYAL);
                })
                .map(assistant -> new Candidate(assistant, Instant.ofEpochSecond(random.nextInt(4))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /// Cases 3 and 4.
    private static boolean suits(Assistant assistant, QueueEntry entry) {
        return assistant
                .skillFor(entry.practice())
                .filter(skill -> skill != Skill.WITHOUT_LANGUAGE || entry.urgency() != ROUTINE)
                .isPresent();
    }

    private static Skill anySkill(Random random) {
        return SKILLS.get(random.nextInt(SKILLS.size()));
    }

    private static Practice anyPractice(Random random) {
        return random.nextBoolean() ? LES_LILAS : PORT_ROYAL;
    }

    private static Urgency anyUrgency(Random random) {
        return URGENCIES.get(random.nextInt(URGENCIES.size()));
    }

    private static List<String> assigned(List<QueueEntry> waiting, List<Candidate> ready) {
        return AssignmentPolicy.assign(waiting, ready, NOW).stream()
                .map(assignment -> assignment.entry().call() + " to "
                        + assignment.assistant().login())
                .toList();
    }

    private static List<String> inOrder(List<QueueEntry> waiting, Instant now) {
        return waiting.stream()
                .sorted(AnswerOrder.at(now))
                .map(entry -> entry.call().value())
                .toList();
    }

    private static QueueEntry promotedAt(String id, int since, int promotedAt) {
        var entry = call(id, LES_LILAS, ROUTINE, since);
        return entry.withEffectiveArrival(entry.effectiveArrival(), Optional.of(Instant.ofEpochSecond(promotedAt)));
    }

    /// The first one has been ready longest.
    private static List<Candidate> ready(Assistant... assistants) {
        return IntStream.range(0, assistants.length)
                .mapToObj(each -> new Candidate(assistants[each], Instant.ofEpochSecond(each)))
                .toList();
    }

    private static QueueEntry call(String id, Practice practice, Urgency urgency, int since) {
        return QueueEntry.arriving(
                new CallId(id), practice.id(), practice.team(), urgency, Instant.ofEpochSecond(since));
    }
}
