package org.permanence.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;
import static org.permanence.testing.House.PORT_ROYAL;
import static org.permanence.testing.House.ZOE;
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
import org.permanence.queue.WaitingCall;
import org.permanence.testing.House;
import org.permanence.triage.Urgency;

/// The numbered cases of [Routing], under their numbers.
class RoutingTest {

    private static final int ROUNDS = 2_000;
    private static final Instant NOW = Instant.ofEpochSecond(600);
    private static final List<Skill> SKILLS = List.of(Skill.values());
    private static final List<Urgency> URGENCIES = List.of(Urgency.values());

    @Test
    void case0NobodyWaitsOrNobodyIsReadyAndNothingIsMatched() {
        assertEquals(List.of(), routed(List.of(), ready(INES)));
        assertEquals(List.of(), routed(List.of(call("a", LES_LILAS, VITAL, 0)), List.of()));
    }

    @Test
    void case1ACallThatIsOfferedIsNotOfferedAgain() {
        var ringing = call("a", LES_LILAS, VITAL, 0).offeredTo(OMAR.login());

        assertEquals(List.of("b to ines"), routed(List.of(ringing, call("b", LES_LILAS, ROUTINE, 5)), ready(INES)));
    }

    @Test
    void case2TheMostUrgentIsFirstHoweverShortItHasWaited() {
        var waiting = List.of(
                call("routine", LES_LILAS, ROUTINE, 0),
                call("unclear", LES_LILAS, UNCLEAR, 1),
                call("urgent", LES_LILAS, URGENT, 2),
                call("vital", LES_LILAS, VITAL, 3));

        assertEquals(
                List.of("vital to ines", "urgent to omar", "unclear to zora"),
                routed(waiting, ready(INES, OMAR, House.assistant("zora", LES_LILAS))));
    }

    @Test
    void case2AmongEqualsTheOneThatHasWaitedLongest() {
        var waiting = List.of(call("later", LES_LILAS, ROUTINE, 5), call("earlier", LES_LILAS, ROUTINE, 4));

        assertEquals(List.of("earlier to ines"), routed(waiting, ready(INES)));
    }

    @Test
    void case2CallsOfTheSameMomentHaveAnOrderAllNodesAgreeOn() {
        var one = call("a", LES_LILAS, ROUTINE, 4);
        var other = call("b", LES_LILAS, ROUTINE, 4);

        assertEquals(List.of("a to ines"), routed(List.of(one, other), ready(INES)));
        assertEquals(List.of("a to ines"), routed(List.of(other, one), ready(INES)));
    }

    @Test
    void case2ARoutineCallThatHasAgedComesAfterTheUnclearOfBeforeAndBeforeThoseOfAfter() {
        var waiting = List.of(
                ageing("aged", 0, 60),
                call("routine", LES_LILAS, ROUTINE, 1),
                call("unclear-before", LES_LILAS, UNCLEAR, 59),
                call("unclear-after", LES_LILAS, UNCLEAR, 61),
                call("urgent", LES_LILAS, URGENT, 500),
                call("vital", LES_LILAS, VITAL, 599));

        assertEquals(
                List.of("vital", "urgent", "unclear-before", "aged", "unclear-after", "routine"),
                inOrder(waiting, NOW));
        assertEquals(
                List.of("vital", "urgent", "unclear-before", "unclear-after", "aged", "routine"),
                inOrder(waiting, Instant.ofEpochSecond(59)),
                "a moment before");
    }

    @Test
    void case2NoCallChangesPlacesWithAnotherThatAgesAlike() {
        var waiting = List.of(ageing("a", 0, 300), ageing("b", 7, 307), ageing("c", 400, 700));

        for (int second = 0; second < 1_000; second++) {
            assertEquals(List.of("a", "b", "c"), inOrder(waiting, Instant.ofEpochSecond(second)));
        }
    }

    @Test
    void case3AnAssistantIsOnlyOfferedPracticesSheMayServe() {
        assertEquals(List.of(), routed(List.of(call("a", LES_LILAS, VITAL, 0)), ready(ZOE)));
        assertEquals(List.of("a to omar"), routed(List.of(call("a", LES_LILAS, VITAL, 0)), ready(ZOE, OMAR)));
    }

    @Test
    void case4ARoutineCallerWaitsForSomebodyWhoSpeaksTheLanguage() {
        var foreign = House.assistant("zora", Skill.FOREIGN, LES_LILAS);

        assertEquals(List.of(), routed(List.of(call("a", LES_LILAS, ROUTINE, 0)), ready(foreign)));
        assertEquals(List.of("a to ines"), routed(List.of(call("a", LES_LILAS, ROUTINE, 0)), ready(foreign, INES)));
    }

    @Test
    void case4WhoeverIsMoreUrgentIsOfferedToAnyWhereNobodyWhoSpeaksIsReady() {
        var foreign = House.assistant("zora", Skill.FOREIGN, LES_LILAS);
        for (Urgency urgency : List.of(VITAL, URGENT, UNCLEAR)) {
            var waiting = List.of(call("a", LES_LILAS, urgency, 0));

            assertEquals(List.of("a to zora"), routed(waiting, ready(foreign)));
            assertEquals(List.of("a to ines"), routed(waiting, ready(foreign, INES)));
        }
    }

    @Test
    void case4ARoutineCallerWhoHasAgedStillWaitsForTheLanguage() {
        var foreign = House.assistant("zora", Skill.FOREIGN, LES_LILAS);

        assertEquals(List.of(), routed(List.of(ageing("a", 0, 1)), ready(foreign)));
    }

    @Test
    void case5OneWhomThePracticePrefersHoweverShortSheHasBeenReady() {
        var preferred = House.assistant("zora", Skill.PREFERRED, LES_LILAS);

        assertEquals(
                List.of("a to zora", "b to ines"),
                routed(
                        List.of(call("a", LES_LILAS, ROUTINE, 0), call("b", LES_LILAS, ROUTINE, 1)),
                        ready(INES, OMAR, preferred)));
    }

    @Test
    void case5NobodyWaitsForAPreferredAssistantWhoIsNotReady() {
        assertEquals(List.of("a to omar"), routed(List.of(call("a", LES_LILAS, ROUTINE, 0)), ready(OMAR)));
    }

    @Test
    void case5NobodyWaitsForTheOneWhoSpokeWithTheCallerLast() {
        var known = call("a", LES_LILAS, ROUTINE, 0).knownTo(INES.login());

        assertEquals(List.of("a to omar"), routed(List.of(known), ready(OMAR)));
    }

    @Test
    void case5TheOneWhoSpokeWithTheCallerLastComesAfterAPreferredOneAndBeforeTheLongestReady() {
        var known = call("a", LES_LILAS, ROUTINE, 0).knownTo(INES.login());
        var preferred = House.assistant("zora", Skill.PREFERRED, LES_LILAS);

        assertEquals(List.of("a to zora"), routed(List.of(known), ready(OMAR, INES, preferred)));
        assertEquals(List.of("a to ines"), routed(List.of(known), ready(OMAR, INES)));
    }

    @Test
    void case5WhoeverMayNotServeThePracticeAnyMoreIsOfferedNoneOfItsCallers() {
        var known = call("a", LES_LILAS, ROUTINE, 0).knownTo(ZOE.login());

        assertEquals(List.of("a to ines"), routed(List.of(known), ready(ZOE, INES)));
    }

    @Test
    void case5AmongThoseWhoMayTheOneWhoHasBeenReadyLongest() {
        var waiting = List.of(call("a", LES_LILAS, ROUTINE, 0));

        assertEquals(List.of("a to omar"), routed(waiting, ready(OMAR, INES)));
        assertEquals(List.of("a to ines"), routed(waiting, ready(INES, OMAR)));
    }

    @Test
    void case5AssistantsReadySinceTheSameMomentHaveAnOrderAllNodesAgreeOn() {
        var waiting = List.of(call("a", LES_LILAS, ROUTINE, 0));
        var ines = new Candidate(INES, Instant.EPOCH);
        var omar = new Candidate(OMAR, Instant.EPOCH);

        assertEquals(List.of("a to ines"), routed(waiting, List.of(ines, omar)));
        assertEquals(List.of("a to ines"), routed(waiting, List.of(omar, ines)));
    }

    @Test
    void case6ACallNobodyMayAnswerHoldsUpNobodyBehindIt() {
        var waiting = List.of(call("stuck", LES_LILAS, VITAL, 0), call("behind", PORT_ROYAL, ROUTINE, 9));

        assertEquals(List.of("behind to zoe"), routed(waiting, ready(ZOE)));
    }

    @Test
    void case7AnAssistantIsOfferedOneCall() {
        var waiting = List.of(call("a", LES_LILAS, VITAL, 0), call("b", LES_LILAS, VITAL, 1));

        assertEquals(List.of("a to ines"), routed(waiting, ready(INES)));
    }

    /// Whatever the queue and whoever is ready: cases 1, 3, 4 and 7 hold, and a call is only left over (case 6)
    /// where no assistant who may serve it is.
    @Test
    void inNoHouseIsAnybodyOfferedTwoCallsOrAStrangersOneAndNoPairIsLeftApart() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            List<WaitingCall> waiting = anyCalls(random);
            List<Candidate> ready = anyAssistants(random);

            List<Match> matches = Routing.match(waiting, ready, NOW);

            String round = "seed " + seed;
            var calls = matches.stream().map(match -> match.waiting().call()).toList();
            var people =
                    matches.stream().map(match -> match.assistant().login()).toList();
            assertEquals(calls.size(), calls.stream().distinct().count(), round);
            assertEquals(people.size(), people.stream().distinct().count(), round);
            for (Match match : matches) {
                assertTrue(match.waiting().offeredTo().isEmpty(), round);
                assertTrue(suits(match.assistant(), match.waiting()), round);
            }
            for (WaitingCall left : waiting) {
                if (left.offeredTo().isEmpty() && !calls.contains(left.call())) {
                    assertFalse(
                            ready.stream()
                                    .map(Candidate::assistant)
                                    .filter(assistant -> !people.contains(assistant.login()))
                                    .anyMatch(assistant -> suits(assistant, left)),
                            round);
                }
            }
        }
    }

    @Test
    void theOrderInWhichTheStoreNamesThemChangesNothing() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            List<WaitingCall> waiting = anyCalls(random);
            List<Candidate> ready = anyAssistants(random);
            List<Match> matches = Routing.match(waiting, ready, NOW);

            Collections.shuffle(waiting, random);
            Collections.shuffle(ready, random);

            assertEquals(matches, Routing.match(waiting, ready, NOW), "seed " + seed);
        }
    }

    private static List<WaitingCall> anyCalls(Random random) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(each -> call("call-" + each, anyPractice(random), anyUrgency(random), random.nextInt(4)))
                .map(call -> random.nextInt(4) == 0 ? call.offeredTo(INES.login()) : call)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Candidate> anyAssistants(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(each -> switch (random.nextInt(3)) {
                    case 0 -> House.assistant("any-" + each, anySkill(random), LES_LILAS);
                    case 1 -> House.assistant("any-" + each, anySkill(random), PORT_ROYAL);
                    default -> House.assistant("any-" + each, anySkill(random), LES_LILAS, PORT_ROYAL);
                })
                .map(assistant -> new Candidate(assistant, Instant.ofEpochSecond(random.nextInt(4))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /// Cases 3 and 4.
    private static boolean suits(Assistant assistant, WaitingCall call) {
        return assistant
                .skillFor(call.practice())
                .filter(skill -> skill != Skill.FOREIGN || call.urgency() != ROUTINE)
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

    private static List<String> routed(List<WaitingCall> waiting, List<Candidate> ready) {
        return Routing.match(waiting, ready, NOW).stream()
                .map(match ->
                        match.waiting().call() + " to " + match.assistant().login())
                .toList();
    }

    private static List<String> inOrder(List<WaitingCall> waiting, Instant now) {
        return waiting.stream()
                .sorted(WaitingCall.firstAnsweredAt(now))
                .map(call -> call.call().value())
                .toList();
    }

    private static WaitingCall ageing(String id, int since, int ages) {
        var call = call(id, LES_LILAS, ROUTINE, since);
        return new WaitingCall(
                call.call(),
                call.practice(),
                call.team(),
                call.urgency(),
                call.since(),
                call.offeredTo(),
                call.turn(),
                Optional.of(Instant.ofEpochSecond(ages)),
                call.elsewhere());
    }

    /// The first has been ready longest.
    private static List<Candidate> ready(Assistant... assistants) {
        return IntStream.range(0, assistants.length)
                .mapToObj(each -> new Candidate(assistants[each], Instant.ofEpochSecond(each)))
                .toList();
    }

    private static WaitingCall call(String id, Practice practice, Urgency urgency, int since) {
        return new WaitingCall(
                new CallId(id),
                practice.id(),
                practice.team(),
                urgency,
                Instant.ofEpochSecond(since),
                Optional.empty());
    }
}
