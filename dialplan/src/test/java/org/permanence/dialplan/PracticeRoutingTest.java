package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.CLOSED_ANNOUNCED;
import static org.permanence.flow.Disposition.EMERGENCY_ANNOUNCED;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.LES_LILAS;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallRecord;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.OnCallRota;
import org.permanence.oncall.OnCallRota.Duty;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.EmergencyRules;
import org.permanence.practice.InMemoryCallerHistory;
import org.permanence.practice.IntakeRules;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.testing.Fixtures;
import org.permanence.testing.QueueScenario;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;
import org.permanence.triage.CallerStatus;
import org.permanence.triage.KeyAction;
import org.permanence.triage.MenuQuestion;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.Route;
import org.permanence.triage.RoutingRules;
import org.permanence.triage.Rule;
import org.permanence.triage.RuleConditions;
import org.permanence.triage.TimeWindow;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;

/// Case 3 of [Reception]: the practice's rules route the call. This practice asks how urgent it is. On Sundays
/// Martin and Diallo are on call; the backup doctor always is.
class PracticeRoutingTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:30:00Z");

    private static final TriageMenu REASON = new TriageMenu(List.of(new MenuQuestion(
            "reason",
            Map.of(
                    '1', new KeyAction.Classifies(new TriageResult(Urgency.URGENT)),
                    '2', new KeyAction.Classifies(new TriageResult(Urgency.ROUTINE)),
                    '3', new KeyAction.Classifies(new TriageResult(Urgency.VITAL))))));

    private static final OnCallPolicy ROTA = new OnCallPolicy(
            new OnCallRota(
                    Map.of(
                            DayOfWeek.SUNDAY,
                            List.of(new Duty(
                                    new TimeWindow(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT),
                                    lines("martin", "diallo")))),
                    Map.of(),
                    lines("backup-doctor")),
            Duration.ofSeconds(25),
            2);

    private QueueScenario scenario = new QueueScenario(SamplePractices.standard(), SUNDAY);
    private Practice practice = practice(false, IntakeRules.defaultRules(new Route.OnCall()));
    private List<Line> overridingLines = List.of();
    private boolean blocked;

    // No doctor takes the call.

    @Test
    void urgentCallerHearsWhatToDialIfNoDoctorAccepts() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .cannotReach("diallo")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("backup-doctor")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("diallo")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("backup-doctor")
                .hears("fr.dial-emergency");

        assertEquals(EMERGENCY_ANNOUNCED, receive(call));
        assertTrue(call.isHungUp());
        assertEquals(6, count(CallEvent.NOT_ACCEPTED));
    }

    @Test
    void hangupWhileADoctorRingsIsLeftEarly() {
        assertEquals(LEFT_EARLY, receive(urgent().hears("fr.ringing-on-call").hangsUpWhileItRings("martin")));
    }

    // A doctor takes the call.

    @Test
    void secondDoctorAcceptsByKeyIfTheFirstDoesNotAnswer() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .talksTo("diallo");

        assertEquals(ESCALATED, receive(call));

        assertTrue(call.transcript().contains("asks: les-lilas.accept-urgent"));
        assertTrue(call.transcript().contains("kept"), "the caller survives a restart of the engine");
        assertEquals(
                List.of(
                        CallEvent.TRIAGED,
                        CallEvent.ESCALATING,
                        CallEvent.NOT_ACCEPTED,
                        CallEvent.ESCALATING,
                        CallEvent.ACCEPTED,
                        CallEvent.BRIDGE_ENDED,
                        CallEvent.ENDED),
                scenario.journal().events().subList(3, 10));
    }

    @Test
    void unclearCallerReachesTheDoctorOnCallOnSunday() {
        var call = greeted()
                .presses('2')
                .hears("les-lilas.question-reason")
                .staysSilent()
                .hears("les-lilas.question-reason")
                .presses('9')
                .hears("fr.ringing-on-call")
                .talksTo("martin");

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.transcript().contains("asks: les-lilas.accept-unclear"));
    }

    @Test
    void answerClassifiedAsVitalRingsTheEmergencyLines() {
        var call = greeted()
                .presses('2')
                .hears("les-lilas.question-reason")
                .presses('3')
                .hears("fr.ringing-emergency")
                .talksTo("garde");

        assertEquals(ESCALATED, receive(call));
    }

    @Test
    void emergencyIsAcceptedByKeyIfThePracticeRequiresIt() {
        practice = practice(true, IntakeRules.defaultRules(new Route.OnCall()));
        var call = greeted().presses('1').hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.transcript().contains("asks: les-lilas.accept-vital"));
        assertEquals(1, count(CallEvent.ACCEPTED));
    }

    @Test
    void onCallOverrideAppliesFromTheNextRound() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("diallo")
                .hears("fr.ringing-next")
                .duringNextStep(() -> overridingLines = lines("locum"))
                .getsNoAnswerFrom("backup-doctor")
                .hears("fr.ringing-next")
                .talksTo("locum");

        assertEquals(ESCALATED, receive(call));
    }

    // The practice's rules.

    @Test
    void routineCallerOfAClosedPracticeHearsThatItIsClosed() {
        assertEquals(
                CLOSED_ANNOUNCED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));
    }

    @Test
    void urgentCallGoesAheadInTheQueue() {
        scenario = new QueueScenario(SamplePractices.standard(), MONDAY);
        scenario.waits("routine", LES_LILAS, Urgency.ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));

        assertEquals(HANDLED, receive(urgent().talksTo("ines")));
        assertEquals(List.of("routine"), scenario.queue());
    }

    @Test
    void ruleMayRaiseTheUrgencyInTheQueue() {
        scenario = new QueueScenario(SamplePractices.standard(), MONDAY);
        scenario.waits("routine", LES_LILAS, Urgency.ROUTINE);
        scenario.clock().after(Duration.ofSeconds(10), () -> scenario.signsIn(INES));
        practice = practice(false, singleRule(RuleConditions.ANY, new Route.Queue(Optional.of(Urgency.UNCLEAR))));

        assertEquals(HANDLED, receive(routine().talksTo("ines")));
        assertEquals(List.of("routine"), scenario.queue());
    }

    @Test
    void ruleMayPutACallThroughToALineBeforeTheFallbackLine() {
        practice = practice(false, singleRule(RuleConditions.ANY, new Route.Transfer(new Line("doctor"))));

        assertEquals(HANDLED, receive(routine().hears("fr.putting-through").talksTo("doctor")));
        assertEquals(
                TO_FALLBACK,
                receive(routine()
                        .withId("second")
                        .hears("fr.putting-through")
                        .getsNoAnswerFrom("doctor")
                        .hears("fr.ringing-fallback")));
    }

    @Test
    void thirdCallInTenMinutesIsEscalated() {
        var thirdCall = new RuleConditions(
                Set.of(), Set.of(), Set.of(OpeningStatus.CLOSED), List.of(), Set.of(), Set.of(CallerStatus.KNOWN), 3);
        practice = practice(
                false,
                new RoutingRules(List.of(
                        new Rule(thirdCall, new Route.OnCall()),
                        new Rule(RuleConditions.ANY, new Route.Announcement()))));
        var runner = fixture(Optional.empty()).runner();
        for (String call : List.of("first", "second")) {
            assertTrue(runner.accept(routine()
                    .withId(call)
                    .from(Fixtures.CALLER)
                    .hears("les-lilas.closed")
                    .hears("fr.dial-emergency")));
        }
        var third = routine()
                .withId("third")
                .from(Fixtures.CALLER)
                .hears("fr.ringing-on-call")
                .talksTo("martin");

        assertTrue(runner.accept(third));
        third.assertPlayedOut();
        assertEquals(ESCALATED, scenario.journal().dispositionOf(third.id()));
    }

    @Test
    void blockedCallerIsTreatedNormallyWithoutARuleForBlockedCallers() {
        blocked = true;

        assertEquals(ESCALATED, receive(urgent().hears("fr.ringing-on-call").talksTo("martin")));
    }

    @Test
    void ruleMayTurnAwayABlockedRoutineCallerButNotAnEmergency() {
        scenario = new QueueScenario(SamplePractices.standard(), MONDAY);
        var blockedCallers = new RuleConditions(
                Set.of(Urgency.ROUTINE), Set.of(), Set.of(), List.of(), Set.of(), Set.of(CallerStatus.BLOCKED), 1);
        practice = practice(
                false,
                new RoutingRules(List.of(
                        new Rule(blockedCallers, new Route.Announcement()),
                        new Rule(RuleConditions.ANY, new Route.OnCall()))));
        blocked = true;

        assertEquals(
                CLOSED_ANNOUNCED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));
        assertEquals(
                ESCALATED,
                receive(greeted()
                        .withId("second")
                        .presses('1')
                        .hears("fr.ringing-emergency")
                        .talksTo("garde")));
    }

    @Test
    void unroutedCallGoesToFallback() {
        practice = practice(false, new RoutingRules(List.of()));

        assertEquals(TO_FALLBACK, receive(routine()));
    }

    // After a restart of the engine.

    @Test
    void escalationContinuesWithTheLastDoctorRung() {
        for (CallEvent event : List.of(CallEvent.ESCALATING, CallEvent.NOT_ACCEPTED)) {
            scenario = new QueueScenario(SamplePractices.standard(), SUNDAY);
            var call = ScriptedCall.to(Fixtures.LES_LILAS_DID)
                    .returning()
                    .hears("fr.ringing-on-call")
                    .talksTo("diallo");

            assertEquals(ESCALATED, receive(call, Optional.of(record(event, call))));
        }
    }

    @Test
    void callAcceptedWithoutTheEngineIsEscalated() {
        var call = ScriptedCall.to(Fixtures.LES_LILAS_DID).returning();

        assertEquals(ESCALATED, receive(call, Optional.of(record(CallEvent.ACCEPTED, call))));
        assertTrue(call.isHungUp());
    }

    private static CallRecord record(CallEvent event, ScriptedCall call) {
        return new CallRecord(
                call.id(),
                LES_LILAS.id(),
                Instant.EPOCH,
                event,
                Optional.of(Urgency.URGENT),
                Optional.of(new Line("diallo")),
                Optional.empty());
    }

    private static ScriptedCall greeted() {
        return ScriptedCall.to(Fixtures.LES_LILAS_DID)
                .hears("les-lilas.greeting")
                .hears("fr.emergency-question");
    }

    private static ScriptedCall urgent() {
        return greeted().presses('2').hears("les-lilas.question-reason").presses('1');
    }

    private static ScriptedCall routine() {
        return greeted().presses('2').hears("les-lilas.question-reason").presses('2');
    }

    private static Practice practice(boolean emergencyByKey, RoutingRules rules) {
        var emergency = LES_LILAS.emergency();
        return LES_LILAS
                .withEmergency(new EmergencyRules(emergency.lines(), emergency.ringTimeout(), emergencyByKey))
                .withIntake(new IntakeRules(REASON, rules, IntakeRules.DEFAULT_CALL_WINDOW, true))
                .withOnCall(Optional.of(ROTA));
    }

    private static RoutingRules singleRule(RuleConditions conditions, Route route) {
        return new RoutingRules(List.of(new Rule(conditions, route)));
    }

    private static List<Line> lines(String... names) {
        return Arrays.stream(names).map(Line::new).toList();
    }

    private long count(CallEvent event) {
        return scenario.journal().events().stream().filter(event::equals).count();
    }

    private ReceptionFixture fixture(Optional<CallRecord> recordBeforeRestart) {
        var practices = new PracticeDirectory() {
            @Override
            public Optional<Practice> findByNumber(PhoneNumber did) {
                return Optional.of(practice);
            }

            @Override
            public Optional<Practice> find(PracticeId id) {
                return Optional.of(practice);
            }

            @Override
            public Optional<PhoneNumber> numberOf(PracticeId id) {
                return Optional.empty();
            }

            @Override
            public List<Line> onCallAt(Practice whose, Instant moment) {
                return overridingLines.isEmpty() ? whose.onCallAt(moment) : overridingLines;
            }
        };
        var history = new InMemoryCallerHistory(scenario.clock(), 100);
        CallerHistory callerHistory = (whose, number, within) -> {
            var caller = history.recordCall(whose, number, within);
            return blocked ? caller.asBlocked() : caller;
        };
        return ReceptionFixture.of(scenario, practices)
                .withCallerHistory(callerHistory)
                .resuming(recordBeforeRestart);
    }

    private Disposition receive(ScriptedCall call) {
        return receive(call, Optional.empty());
    }

    private Disposition receive(ScriptedCall call, Optional<CallRecord> recordBeforeRestart) {
        return fixture(recordBeforeRestart).receive(call);
    }
}
