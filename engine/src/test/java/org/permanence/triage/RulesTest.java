package org.permanence.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.Fixtures.LES_LILAS;
import static org.permanence.testing.Fixtures.PORT_ROYAL;
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
import org.permanence.triage.Rules.Choice;
import org.permanence.triage.Step.Knows;

/// The first rule that holds is the one; and what is said of rules before they apply is true of every call.
class RulesTest {

    private static final Route QUEUE = new Route.Queue(Optional.empty());
    private static final Route CLOSED = new Route.Announcement();
    private static final Set<PhoneNumber> ONE = Set.of(LES_LILAS);
    private static final int RULE_SETS = 10_000;
    private static final int CALLS_OF_EACH = 40;

    @Test
    void whereNoRuleHoldsThereIsNoRoute() {
        assertEquals(Optional.empty(), new Rules(List.of()).choose(call(ROUTINE, Door.OPEN, "09:00")));
        assertEquals(Optional.empty(), rules(when(Set.of(URGENT)), QUEUE).choose(call(ROUTINE, Door.OPEN, "09:00")));
    }

    @Test
    void theFirstRuleThatHoldsIsTheOne() {
        var rules = new Rules(List.of(
                new Rule(when(Set.of(URGENT)), new Route.OnCall()),
                new Rule(Conditions.ANY, QUEUE),
                new Rule(Conditions.ANY, CLOSED)));

        assertEquals(Optional.of(new Choice(1, new Route.OnCall())), rules.choose(call(URGENT, Door.OPEN, "09:00")));
        assertEquals(Optional.of(new Choice(2, QUEUE)), rules.choose(call(ROUTINE, Door.CLOSED, "09:00")));
    }

    @Test
    void eachConditionIsAskedOfTheCall() {
        var at = new Conditions(Set.of(), Set.of(), Set.of(), List.of(span("22:00", "06:00")), Set.of(), Set.of(), 1);
        assertTrue(at.hold(call(ROUTINE, Door.OPEN, "05:59")), "past midnight");
        assertTrue(at.hold(call(ROUTINE, Door.OPEN, "22:00")));
        assertFalse(at.hold(call(ROUTINE, Door.OPEN, "06:00")));

        var about = new Conditions(Set.of(), Set.of(new Matter("results")), Set.of(), List.of(), Set.of(), Set.of(), 1);
        assertFalse(about.hold(call(ROUTINE, Door.OPEN, "09:00")), "nothing was said of it");
        assertTrue(about.hold(new Situation(
                new Said(ROUTINE, Optional.of(new Matter("results"))),
                Door.OPEN,
                LocalTime.NOON,
                LES_LILAS,
                Acquaintance.KNOWN,
                1)));

        var number = new Conditions(Set.of(), Set.of(), Set.of(), List.of(), Set.of(PORT_ROYAL), Set.of(), 1);
        assertFalse(number.hold(call(ROUTINE, Door.OPEN, "09:00")));

        var often = new Conditions(Set.of(), Set.of(), Set.of(), List.of(), Set.of(), Set.of(Acquaintance.KNOWN), 3);
        assertFalse(often.hold(caller(Acquaintance.KNOWN, 2)));
        assertFalse(often.hold(caller(Acquaintance.UNKNOWN, 3)));
        assertTrue(often.hold(caller(Acquaintance.KNOWN, 4)));
    }

    @Test
    void aCallThatNoRuleTakesIsShown() {
        var check = RulesCheck.of(Questions.NONE, rules(when(Set.of(UNCLEAR)), QUEUE), ONE);

        assertEquals(
                Optional.of(ROUTINE), check.unrouted().map(call -> call.said().urgency()));
        assertFalse(check.isFine());
    }

    @Test
    void aRuleThatIsNeverTheFirstToHoldIsNamed() {
        var rules = new Rules(List.of(
                new Rule(Conditions.of(Set.of(), Set.of(Door.OPEN)), QUEUE),
                new Rule(Conditions.of(Set.of(), Set.of(Door.CLOSED, Door.LAST_CALL)), new Route.Fallback()),
                new Rule(when(Set.of(ROUTINE)), QUEUE),
                new Rule(when(Set.of(URGENT)), QUEUE)));

        assertEquals(List.of(3, 4), RulesCheck.of(Questions.NONE, rules, ONE).never());
    }

    @Test
    void aRuleThatSendsWhoeverMayBeInDangerToNobodyIsNamed() {
        var everybody = new Rules(List.of(
                new Rule(Conditions.of(Set.of(), Set.of(Door.OPEN)), QUEUE), new Rule(Conditions.ANY, CLOSED)));
        var routine = new Rules(List.of(new Rule(when(Set.of(ROUTINE)), CLOSED), new Rule(Conditions.ANY, QUEUE)));

        assertEquals(List.of(2), RulesCheck.of(Questions.NONE, everybody, ONE).careless());
        assertTrue(RulesCheck.of(Questions.NONE, routine, ONE).isFine());
    }

    @Test
    void nobodyWaitsWithLessUrgencyThanTheySaid() {
        var urgent =
                new Questions(List.of(new ClosedQuestion("reason", Map.of('1', new Meaning.Says(new Said(URGENT))))));
        var lowered = rules(Conditions.ANY, new Route.Queue(Optional.of(UNCLEAR)));

        assertEquals(List.of(1), RulesCheck.of(urgent, lowered, ONE).careless());
        assertTrue(RulesCheck.of(Questions.NONE, lowered, ONE).isFine(), "unclear or routine: never less");
    }

    /// What the check says is compared with calls that know nothing of it: each presses random keys at a random
    /// time.
    @Test
    void whatTheCheckCallsCompleteRoutesEveryCallOfTenThousandGeneratedRuleSets() {
        var random = new Random(20_261_122);
        int complete = 0;
        for (int set = 0; set < RULE_SETS; set++) {
            Questions questions = questions(random);
            Rules rules = rules(random);
            var check = RulesCheck.of(questions, rules, Set.of(LES_LILAS, PORT_ROYAL));
            Set<Integer> never = new TreeSet<>(check.never());
            for (int call = 0; call < CALLS_OF_EACH; call++) {
                Said said = said(questions, random);
                if (said.urgency() == Urgency.VITAL) {
                    continue;
                }
                Optional<Choice> choice = rules.choose(anyCall(said, rules, random));
                if (check.unrouted().isEmpty()) {
                    assertTrue(choice.isPresent(), () -> "complete, and a call has no route: " + rules);
                }
                choice.ifPresent(taken -> assertFalse(
                        never.contains(taken.number()), () -> "said never to hold, and holds: " + taken + rules));
            }
            check.unrouted().ifPresent(shown -> assertEquals(Optional.empty(), rules.choose(shown)));
            complete += check.unrouted().isEmpty() ? 1 : 0;
        }
        assertTrue(complete > RULE_SETS / 10 && complete < RULE_SETS * 9 / 10, "of both kinds: " + complete);
    }

    private static Said said(Questions questions, Random random) {
        Step step = questions.first();
        while (!(step instanceof Knows)) {
            int key = random.nextInt(6);
            step = questions.after(step, key == 5 ? new Answer.Silence() : new Answer.Keyed((char) ('0' + key)));
        }
        return ((Knows) step).said();
    }

    private static Situation anyCall(Said said, Rules rules, Random random) {
        Acquaintance caller = one(Acquaintance.values(), random);
        boolean apart = caller != Acquaintance.BLOCKED || rules.tellApartWhoIsBlocked();
        return new Situation(
                said,
                one(Door.values(), random),
                LocalTime.ofSecondOfDay(random.nextInt(24 * 3600)),
                random.nextBoolean() ? LES_LILAS : PORT_ROYAL,
                apart ? caller : Acquaintance.UNKNOWN,
                1 + random.nextInt(6));
    }

    private static Questions questions(Random random) {
        int count = random.nextInt(4);
        List<ClosedQuestion> own = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            Map<Character, Meaning> keys = new HashMap<>();
            for (int key = 1; key <= 1 + random.nextInt(4); key++) {
                int later = at + 1 + random.nextInt(3);
                keys.put(
                        (char) ('0' + key),
                        later < count && random.nextBoolean()
                                ? new Meaning.Asks("q" + later)
                                : new Meaning.Says(new Said(
                                        one(Urgency.values(), random),
                                        random.nextBoolean()
                                                ? Optional.empty()
                                                : Optional.of(new Matter("m" + random.nextInt(3))))));
            }
            own.add(new ClosedQuestion("q" + at, keys));
        }
        return new Questions(own);
    }

    private static Rules rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        IntStream.range(0, random.nextInt(7)).forEach(_ -> rules.add(new Rule(conditions(random), route(random))));
        if (random.nextBoolean()) {
            rules.add(new Rule(
                    random.nextBoolean() ? Conditions.ANY : Conditions.of(some(Urgency.values(), random), Set.of()),
                    route(random)));
        }
        return new Rules(rules);
    }

    private static Conditions conditions(Random random) {
        return new Conditions(
                some(Urgency.values(), random),
                random.nextInt(4) == 0 ? Set.of(new Matter("m" + random.nextInt(3))) : Set.of(),
                some(Door.values(), random),
                random.nextInt(3) == 0
                        ? List.of(
                                new DayTime(LocalTime.of(random.nextInt(24), 0), LocalTime.of(random.nextInt(24), 30)))
                        : List.of(),
                random.nextInt(4) == 0 ? ONE : Set.of(),
                random.nextInt(3) == 0 ? some(Acquaintance.values(), random) : Set.of(),
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1);
    }

    private static Route route(Random random) {
        return one(
                new Route[] {
                    QUEUE, CLOSED, new Route.OnCall(), new Route.Fallback(), new Route.Transfer(new Line("doctor"))
                },
                random);
    }

    private static <T> Set<T> some(T[] of, Random random) {
        Set<T> some = new HashSet<>();
        for (T one : of) {
            if (random.nextInt(3) > 0) {
                some.add(one);
            }
        }
        return some;
    }

    private static <T> T one(T[] of, Random random) {
        return of[random.nextInt(of.length)];
    }

    private static Conditions when(Set<Urgency> urgencies) {
        return Conditions.of(urgencies, Set.of());
    }

    private static Rules rules(Conditions when, Route to) {
        return new Rules(List.of(new Rule(when, to)));
    }

    private static DayTime span(String start, String end) {
        return new DayTime(LocalTime.parse(start), LocalTime.parse(end));
    }

    private static Situation call(Urgency urgency, Door door, String time) {
        return new Situation(new Said(urgency), door, LocalTime.parse(time), LES_LILAS, Acquaintance.UNKNOWN, 1);
    }

    private static Situation caller(Acquaintance acquaintance, int calls) {
        return new Situation(new Said(ROUTINE), Door.OPEN, LocalTime.NOON, LES_LILAS, acquaintance, calls);
    }
}
