package org.permanence.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.Fixtures.LES_LILAS_DID;
import static org.permanence.testing.Fixtures.PORT_ROYAL_DID;
import static org.permanence.triage.Urgency.ROUTINE;
import static org.permanence.triage.Urgency.UNCLEAR;
import static org.permanence.triage.Urgency.URGENT;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.call.Answer;
import org.permanence.call.Line;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.MenuStep.Done;
import org.permanence.triage.RoutingRules.Choice;

/// The first matching rule decides, and [RoutingRulesCheck] is right for every call.
class RoutingRulesTest {

    private static final Route QUEUE = new Route.Queue(Optional.empty());
    private static final Route CLOSED = new Route.Announcement();
    private static final Set<PhoneNumber> ONE_NUMBER = Set.of(LES_LILAS_DID);
    private static final int RULE_SETS = 10_000;
    private static final int CALLS_PER_RULE_SET = 40;

    @Test
    void noRouteWithoutAMatchingRule() {
        assertEquals(
                Optional.empty(), new RoutingRules(List.of()).choose(contextOf(ROUTINE, OpeningStatus.OPEN, "09:00")));
        assertEquals(
                Optional.empty(),
                rules(urgencyIn(Set.of(URGENT)), QUEUE).choose(contextOf(ROUTINE, OpeningStatus.OPEN, "09:00")));
    }

    @Test
    void firstMatchingRuleDecides() {
        var rules = new RoutingRules(List.of(
                new Rule(urgencyIn(Set.of(URGENT)), new Route.OnCall()),
                new Rule(RuleConditions.ANY, QUEUE),
                new Rule(RuleConditions.ANY, CLOSED)));

        assertEquals(
                Optional.of(new Choice(1, new Route.OnCall())),
                rules.choose(contextOf(URGENT, OpeningStatus.OPEN, "09:00")));
        assertEquals(
                Optional.of(new Choice(2, QUEUE)), rules.choose(contextOf(ROUTINE, OpeningStatus.CLOSED, "09:00")));
    }

    @Test
    void everyConditionIsChecked() {
        var atNight = new RuleConditions(
                Set.of(), Set.of(), Set.of(), List.of(window("22:00", "06:00")), Set.of(), Set.of(), 1);
        assertTrue(
                atNight.matches(contextOf(ROUTINE, OpeningStatus.OPEN, "05:59")), "the window continues past midnight");
        assertTrue(atNight.matches(contextOf(ROUTINE, OpeningStatus.OPEN, "22:00")));
        assertFalse(atNight.matches(contextOf(ROUTINE, OpeningStatus.OPEN, "06:00")));

        var aboutResults = new RuleConditions(
                Set.of(), Set.of(new CallReason("results")), Set.of(), List.of(), Set.of(), Set.of(), 1);
        assertFalse(aboutResults.matches(contextOf(ROUTINE, OpeningStatus.OPEN, "09:00")), "the call has no reason");
        assertTrue(aboutResults.matches(new RoutingContext(
                new TriageResult(ROUTINE, Optional.of(new CallReason("results"))),
                OpeningStatus.OPEN,
                LocalTime.NOON,
                LES_LILAS_DID,
                CallerStatus.KNOWN,
                1)));

        var ofOtherNumber =
                new RuleConditions(Set.of(), Set.of(), Set.of(), List.of(), Set.of(PORT_ROYAL_DID), Set.of(), 1);
        assertFalse(ofOtherNumber.matches(contextOf(ROUTINE, OpeningStatus.OPEN, "09:00")));

        var frequentCaller =
                new RuleConditions(Set.of(), Set.of(), Set.of(), List.of(), Set.of(), Set.of(CallerStatus.KNOWN), 3);
        assertFalse(frequentCaller.matches(contextOfCaller(CallerStatus.KNOWN, 2)));
        assertFalse(frequentCaller.matches(contextOfCaller(CallerStatus.UNKNOWN, 3)));
        assertTrue(frequentCaller.matches(contextOfCaller(CallerStatus.KNOWN, 4)));
    }

    @Test
    void checkReportsAnUnroutedCall() {
        var check =
                RoutingRulesCheck.of(TriageMenu.EMERGENCY_ONLY, rules(urgencyIn(Set.of(UNCLEAR)), QUEUE), ONE_NUMBER);

        assertEquals(
                Optional.of(ROUTINE), check.unrouted().map(call -> call.triage().urgency()));
        assertFalse(check.hasNoProblems());
    }

    @Test
    void checkReportsUnreachableRules() {
        var rules = new RoutingRules(List.of(
                new Rule(RuleConditions.of(Set.of(), Set.of(OpeningStatus.OPEN)), QUEUE),
                new Rule(
                        RuleConditions.of(Set.of(), Set.of(OpeningStatus.CLOSED, OpeningStatus.CLOSING_SOON)),
                        new Route.Fallback()),
                new Rule(urgencyIn(Set.of(ROUTINE)), QUEUE),
                new Rule(urgencyIn(Set.of(URGENT)), QUEUE)));

        assertEquals(
                List.of(3, 4),
                RoutingRulesCheck.of(TriageMenu.EMERGENCY_ONLY, rules, ONE_NUMBER)
                        .unreachable());
    }

    @Test
    void checkReportsRulesThatKeepAnUrgentCallerFromAPerson() {
        var closedForAll = new RoutingRules(List.of(
                new Rule(RuleConditions.of(Set.of(), Set.of(OpeningStatus.OPEN)), QUEUE),
                new Rule(RuleConditions.ANY, CLOSED)));
        var closedForRoutine = new RoutingRules(
                List.of(new Rule(urgencyIn(Set.of(ROUTINE)), CLOSED), new Rule(RuleConditions.ANY, QUEUE)));

        assertEquals(
                List.of(2),
                RoutingRulesCheck.of(TriageMenu.EMERGENCY_ONLY, closedForAll, ONE_NUMBER)
                        .unsafe());
        assertTrue(RoutingRulesCheck.of(TriageMenu.EMERGENCY_ONLY, closedForRoutine, ONE_NUMBER)
                .hasNoProblems());
    }

    @Test
    void checkReportsRulesThatLowerTheUrgency() {
        var urgentMenu = new TriageMenu(
                List.of(new MenuQuestion("reason", Map.of('1', new KeyAction.Classifies(new TriageResult(URGENT))))));
        var lowered = rules(RuleConditions.ANY, new Route.Queue(Optional.of(UNCLEAR)));

        assertEquals(
                List.of(1),
                RoutingRulesCheck.of(urgentMenu, lowered, ONE_NUMBER).unsafe());
        assertTrue(
                RoutingRulesCheck.of(TriageMenu.EMERGENCY_ONLY, lowered, ONE_NUMBER)
                        .hasNoProblems(),
                "without questions, no call is more urgent than unclear");
    }

    /// Compares the check with simulated calls: each presses random keys at a random time.
    @Test
    void checkAgreesWithRandomCallsOverTenThousandRuleSets() {
        var random = new Random(20_261_122);
        int complete = 0;
        for (int set = 0; set < RULE_SETS; set++) {
            TriageMenu menu = randomMenu(random);
            RoutingRules rules = rules(random);
            var check = RoutingRulesCheck.of(menu, rules, Set.of(LES_LILAS_DID, PORT_ROYAL_DID));
            Set<Integer> unreachable = new TreeSet<>(check.unreachable());
            for (int call = 0; call < CALLS_PER_RULE_SET; call++) {
                TriageResult triage = randomTriage(menu, random);
                if (triage.urgency() == Urgency.VITAL) {
                    continue;
                }
                Optional<Choice> choice = rules.choose(randomContext(triage, rules, random));
                if (check.unrouted().isEmpty()) {
                    assertTrue(
                            choice.isPresent(),
                            () -> "no unrouted call was reported, but this one has no route: " + rules);
                }
                choice.ifPresent(chosen -> assertFalse(
                        unreachable.contains(chosen.number()),
                        () -> "reported unreachable, but it matched first: " + chosen + rules));
            }
            check.unrouted()
                    .ifPresent(unroutedContext -> assertEquals(Optional.empty(), rules.choose(unroutedContext)));
            complete += check.unrouted().isEmpty() ? 1 : 0;
        }
        assertTrue(
                complete > RULE_SETS / 10 && complete < RULE_SETS * 9 / 10,
                "rule sets without an unrouted call: " + complete);
    }

    private static TriageResult randomTriage(TriageMenu menu, Random random) {
        MenuStep step = menu.firstStep();
        while (!(step instanceof Done)) {
            int key = random.nextInt(6);
            step = menu.next(step, key == 5 ? new Answer.NoInput() : new Answer.Digit((char) ('0' + key)));
        }
        return ((Done) step).triage();
    }

    private static RoutingContext randomContext(TriageResult triage, RoutingRules rules, Random random) {
        CallerStatus callerStatus = randomElement(CallerStatus.values(), random);
        boolean visible = callerStatus != CallerStatus.BLOCKED || rules.hasBlockedCallerRule();
        return new RoutingContext(
                triage,
                randomElement(OpeningStatus.values(), random),
                LocalTime.ofSecondOfDay(random.nextInt(24 * 3600)),
                random.nextBoolean() ? LES_LILAS_DID : PORT_ROYAL_DID,
                visible ? callerStatus : CallerStatus.UNKNOWN,
                1 + random.nextInt(6));
    }

    private static TriageMenu randomMenu(Random random) {
        int count = random.nextInt(4);
        List<MenuQuestion> questions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Map<Character, KeyAction> keys = new HashMap<>();
            for (int key = 1; key <= 1 + random.nextInt(4); key++) {
                int laterIndex = index + 1 + random.nextInt(3);
                keys.put(
                        (char) ('0' + key),
                        laterIndex < count && random.nextBoolean()
                                ? new KeyAction.LeadsTo("q" + laterIndex)
                                : new KeyAction.Classifies(new TriageResult(
                                        randomElement(Urgency.values(), random),
                                        random.nextBoolean()
                                                ? Optional.empty()
                                                : Optional.of(new CallReason("m" + random.nextInt(3))))));
            }
            questions.add(new MenuQuestion("q" + index, keys));
        }
        return new TriageMenu(questions);
    }

    private static RoutingRules rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        IntStream.range(0, random.nextInt(7))
                .forEach(_ -> rules.add(new Rule(randomConditions(random), randomRoute(random))));
        if (random.nextBoolean()) {
            rules.add(new Rule(
                    random.nextBoolean()
                            ? RuleConditions.ANY
                            : RuleConditions.of(randomSubset(Urgency.values(), random), Set.of()),
                    randomRoute(random)));
        }
        return new RoutingRules(rules);
    }

    private static RuleConditions randomConditions(Random random) {
        return new RuleConditions(
                randomSubset(Urgency.values(), random),
                random.nextInt(4) == 0 ? Set.of(new CallReason("m" + random.nextInt(3))) : Set.of(),
                randomSubset(OpeningStatus.values(), random),
                random.nextInt(3) == 0
                        ? List.of(new TimeWindow(
                                LocalTime.of(random.nextInt(24), 0), LocalTime.of(random.nextInt(24), 30)))
                        : List.of(),
                random.nextInt(4) == 0 ? ONE_NUMBER : Set.of(),
                random.nextInt(3) == 0 ? randomSubset(CallerStatus.values(), random) : Set.of(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1);
    }

    private static Route randomRoute(Random random) {
        return randomElement(
                new Route[] {
                    QUEUE, CLOSED, new Route.OnCall(), new Route.Fallback(), new Route.Transfer(new Line("doctor"))
                },
                random);
    }

    private static <T> Set<T> randomSubset(T[] values, Random random) {
        Set<T> subset = new HashSet<>();
        for (T value : values) {
            if (random.nextInt(3) > 0) {
                subset.add(value);
            }
        }
        return subset;
    }

    private static <T> T randomElement(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static RuleConditions urgencyIn(Set<Urgency> urgencies) {
        return RuleConditions.of(urgencies, Set.of());
    }

    private static RoutingRules rules(RuleConditions conditions, Route route) {
        return new RoutingRules(List.of(new Rule(conditions, route)));
    }

    private static TimeWindow window(String start, String end) {
        return new TimeWindow(LocalTime.parse(start), LocalTime.parse(end));
    }

    private static RoutingContext contextOf(Urgency urgency, OpeningStatus openingStatus, String time) {
        return new RoutingContext(
                new TriageResult(urgency),
                openingStatus,
                LocalTime.parse(time),
                LES_LILAS_DID,
                CallerStatus.UNKNOWN,
                1);
    }

    private static RoutingContext contextOfCaller(CallerStatus callerStatus, int calls) {
        return new RoutingContext(
                new TriageResult(ROUTINE), OpeningStatus.OPEN, LocalTime.NOON, LES_LILAS_DID, callerStatus, calls);
    }
}
