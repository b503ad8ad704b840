package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.LEFT_EARLY;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.flow.Disposition.TOLD_TO_DIAL_EMERGENCY;
import static org.permanence.flow.Disposition.TO_FALLBACK;
import static org.permanence.testing.House.INES;
import static org.permanence.testing.House.LES_LILAS;

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
import org.permanence.journal.CallRecord;
import org.permanence.journal.Station;
import org.permanence.oncall.OnCall;
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
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.triage.Acquaintance;
import org.permanence.triage.ClosedQuestion;
import org.permanence.triage.Conditions;
import org.permanence.triage.DayTime;
import org.permanence.triage.Door;
import org.permanence.triage.Meaning;
import org.permanence.triage.Questions;
import org.permanence.triage.Route;
import org.permanence.triage.Rule;
import org.permanence.triage.Rules;
import org.permanence.triage.Said;
import org.permanence.triage.Urgency;

/// A call goes as its practice's rules say. Here it asks whether it is urgent, and on Sundays Martin and Diallo
/// are on call; where nobody is, the house doctor.
class RulesOfThePracticeTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:30:00Z");

    private static final Questions REASON = new Questions(List.of(new ClosedQuestion(
            "reason",
            Map.of(
                    '1', new Meaning.Says(new Said(Urgency.URGENT)),
                    '2', new Meaning.Says(new Said(Urgency.ROUTINE)),
                    '3', new Meaning.Says(new Said(Urgency.VITAL))))));

    private static final OnCall ROTA = new OnCall(
            new OnCallRota(
                    Map.of(
                            DayOfWeek.SUNDAY,
                            List.of(new Duty(
                                    new DayTime(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT), lines("martin", "diallo")))),
                    Map.of(),
                    lines("house-doctor")),
            Duration.ofSeconds(25),
            2);

    private Shift shift = new Shift(House.open(), SUNDAY);
    private Practice practice = practice(false, IntakeRules.defaultRules(new Route.OnCall()));
    private List<Line> replacing = List.of();
    private boolean blocked;

    // Nobody takes the call.

    @Test
    void anUrgentCallThatNobodyAcceptsInAnyRoundIsToldToDialAndNeverLeftInSilence() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .cannotReach("diallo")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("house-doctor")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("diallo")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("house-doctor")
                .hears("fr.dial-emergency");

        assertEquals(TOLD_TO_DIAL_EMERGENCY, receive(call));
        assertTrue(call.isHungUp());
        assertEquals(6, passed(Station.UNACCEPTED));
    }

    @Test
    void whoeverHangsUpWhileADoctorIsRungLeftEarly() {
        assertEquals(LEFT_EARLY, receive(urgent().hears("fr.ringing-on-call").hangsUpWhileItRings("martin")));
    }

    // Somebody does.

    @Test
    void theFirstDoctorDoesNotAnswerTheSecondAcceptsByKey() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .talksTo("diallo");

        assertEquals(ESCALATED, receive(call));

        assertTrue(call.transcript().contains("asks: les-lilas.asked-urgent"));
        assertTrue(call.transcript().contains("kept"), "an engine that dies finds the caller again");
        assertEquals(
                List.of(
                        Station.TRIAGED,
                        Station.ESCALATING,
                        Station.UNACCEPTED,
                        Station.ESCALATING,
                        Station.ACCEPTED,
                        Station.PARTED,
                        Station.ENDED),
                shift.journal().stations().subList(3, 10));
    }

    @Test
    void whoeverIsUnclearOnASundayReachesTheDoctorOnCallToo() {
        var call = greeted()
                .presses('2')
                .hears("les-lilas.question-reason")
                .staysSilent()
                .hears("les-lilas.question-reason")
                .presses('9')
                .hears("fr.ringing-on-call")
                .talksTo("martin");

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.transcript().contains("asks: les-lilas.asked-unclear"));
    }

    @Test
    void anAnswerThatMeansAMatterOfLifeRingsTheEmergencyLines() {
        var call = greeted()
                .presses('2')
                .hears("les-lilas.question-reason")
                .presses('3')
                .hears("fr.ringing-emergency")
                .talksTo("garde");

        assertEquals(ESCALATED, receive(call));
    }

    @Test
    void aMatterOfLifeIsTakenByKeyWhereAMachineMayAnswer() {
        practice = practice(true, IntakeRules.defaultRules(new Route.OnCall()));
        var call = greeted().presses('1').hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, receive(call));
        assertTrue(call.transcript().contains("asks: les-lilas.asked-vital"));
        assertEquals(1, passed(Station.ACCEPTED));
    }

    @Test
    void whoeverReplacesThoseOnCallIsRungFromTheNextRoundOn() {
        var call = urgent().hears("fr.ringing-on-call")
                .getsNoAnswerFrom("martin")
                .hears("fr.ringing-next")
                .getsNoAnswerFrom("diallo")
                .hears("fr.ringing-next")
                .meanwhile(() -> replacing = lines("locum"))
                .getsNoAnswerFrom("house-doctor")
                .hears("fr.ringing-next")
                .talksTo("locum");

        assertEquals(ESCALATED, receive(call));
    }

    // The rules.

    @Test
    void aRoutineCallOfAClosedPracticeIsToldSo() {
        assertEquals(TOLD_CLOSED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));
    }

    @Test
    void whatIsUrgentGoesAheadInTheQueueOfAnOpenPractice() {
        shift = new Shift(House.open(), MONDAY);
        shift.waits("routine", LES_LILAS, Urgency.ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));

        assertEquals(HANDLED, receive(urgent().talksTo("ines")));
        assertEquals(List.of("routine"), shift.queue());
    }

    @Test
    void aRuleMayLetACallWaitWithMoreUrgencyThanItSaid() {
        shift = new Shift(House.open(), MONDAY);
        shift.waits("routine", LES_LILAS, Urgency.ROUTINE);
        shift.clock().after(Duration.ofSeconds(10), () -> shift.signsIn(INES));
        practice = practice(false, only(Conditions.ANY, new Route.Queue(Optional.of(Urgency.UNCLEAR))));

        assertEquals(HANDLED, receive(routine().talksTo("ines")));
        assertEquals(List.of("routine"), shift.queue());
    }

    @Test
    void aRuleMayPutACallThroughAndWhereNobodyAnswersAPersonIsRung() {
        practice = practice(false, only(Conditions.ANY, new Route.Transfer(new Line("doctor"))));

        assertEquals(HANDLED, receive(routine().hears("fr.putting-through").talksTo("doctor")));
        assertEquals(
                TO_FALLBACK,
                receive(routine()
                        .named("second")
                        .hears("fr.putting-through")
                        .getsNoAnswerFrom("doctor")
                        .hears("fr.ringing-fallback")));
    }

    @Test
    void whoeverCallsAThirdTimeInTenMinutesIsTreatedUpwards() {
        var thrice = new Conditions(
                Set.of(), Set.of(), Set.of(Door.CLOSED), List.of(), Set.of(), Set.of(Acquaintance.KNOWN), 3);
        practice = practice(
                false,
                new Rules(List.of(
                        new Rule(thrice, new Route.OnCall()), new Rule(Conditions.ANY, new Route.Announcement()))));
        var runner = desk(Optional.empty()).runner();
        for (String call : List.of("first", "second")) {
            assertTrue(runner.accept(routine()
                    .named(call)
                    .from(Fixtures.PATIENT)
                    .hears("les-lilas.closed")
                    .hears("fr.dial-emergency")));
        }
        var third = routine()
                .named("third")
                .from(Fixtures.PATIENT)
                .hears("fr.ringing-on-call")
                .talksTo("martin");

        assertTrue(runner.accept(third));
        third.assertPlayedOut();
        assertEquals(ESCALATED, shift.journal().dispositionOf(third.id()));
    }

    @Test
    void whoIsBlockedIsAsAnybodyWhereNoRuleNamesThem() {
        blocked = true;

        assertEquals(ESCALATED, receive(urgent().hears("fr.ringing-on-call").talksTo("martin")));
    }

    @Test
    void aRuleMayTellARoutineCallerWhoIsBlockedThatItIsClosedAndTheEmergencyKeyRingsAllTheSame() {
        shift = new Shift(House.open(), MONDAY);
        var blockedOnes = new Conditions(
                Set.of(Urgency.ROUTINE), Set.of(), Set.of(), List.of(), Set.of(), Set.of(Acquaintance.BLOCKED), 1);
        practice = practice(
                false,
                new Rules(List.of(
                        new Rule(blockedOnes, new Route.Announcement()),
                        new Rule(Conditions.ANY, new Route.OnCall()))));
        blocked = true;

        assertEquals(TOLD_CLOSED, receive(routine().hears("les-lilas.closed").hears("fr.dial-emergency")));
        assertEquals(
                ESCALATED,
                receive(greeted()
                        .named("second")
                        .presses('1')
                        .hears("fr.ringing-emergency")
                        .talksTo("garde")));
    }

    @Test
    void aCallThatNoRuleTakesReachesAPerson() {
        practice = practice(false, new Rules(List.of()));

        assertEquals(TO_FALLBACK, receive(routine()));
    }

    // After the engine was away.

    @Test
    void anEscalationGoesOnWithTheDoctorWhoWasRungLast() {
        for (Station station : List.of(Station.ESCALATING, Station.UNACCEPTED)) {
            shift = new Shift(House.open(), SUNDAY);
            var call = ScriptedCall.to(Fixtures.LES_LILAS)
                    .returning()
                    .hears("fr.ringing-on-call")
                    .talksTo("diallo");

            assertEquals(ESCALATED, receive(call, Optional.of(record(station, call))));
        }
    }

    @Test
    void whoeverTalkedToTheDoctorWhileTheEngineWasAwayHasTalked() {
        var call = ScriptedCall.to(Fixtures.LES_LILAS).returning();

        assertEquals(ESCALATED, receive(call, Optional.of(record(Station.ACCEPTED, call))));
        assertTrue(call.isHungUp());
    }

    private static CallRecord record(Station station, ScriptedCall call) {
        return new CallRecord(
                call.id(),
                LES_LILAS.id(),
                Instant.EPOCH,
                station,
                Optional.of(Urgency.URGENT),
                Optional.of(new Line("diallo")),
                Optional.empty());
    }

    private static ScriptedCall greeted() {
        return ScriptedCall.to(Fixtures.LES_LILAS).hears("les-lilas.greeting").hears("fr.emergency-question");
    }

    private static ScriptedCall urgent() {
        return greeted().presses('2').hears("les-lilas.question-reason").presses('1');
    }

    private static ScriptedCall routine() {
        return greeted().presses('2').hears("les-lilas.question-reason").presses('2');
    }

    private static Practice practice(boolean emergencyByKey, Rules rules) {
        var emergency = LES_LILAS.emergency();
        return House.with(
                new EmergencyRules(emergency.lines(), emergency.ringTimeout(), emergencyByKey),
                new IntakeRules(REASON, rules, IntakeRules.DEFAULT_CALL_WINDOW, true),
                Optional.of(ROTA),
                LES_LILAS);
    }

    private static Rules only(Conditions when, Route to) {
        return new Rules(List.of(new Rule(when, to)));
    }

    private static List<Line> lines(String... names) {
        return Arrays.stream(names).map(Line::new).toList();
    }

    private long passed(Station station) {
        return shift.journal().stations().stream().filter(station::equals).count();
    }

    private FrontDesk desk(Optional<CallRecord> earlier) {
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
                return replacing.isEmpty() ? whose.onCallAt(moment) : replacing;
            }
        };
        var recent = new InMemoryCallerHistory(shift.clock(), 100);
        CallerHistory callerHistory = (whose, number, within) -> {
            var caller = recent.recordCall(whose, number, within);
            return blocked ? caller.asBlocked() : caller;
        };
        return FrontDesk.of(shift, practices).knowing(callerHistory).after(earlier);
    }

    private Disposition receive(ScriptedCall call) {
        return receive(call, Optional.empty());
    }

    private Disposition receive(ScriptedCall call, Optional<CallRecord> earlier) {
        return desk(earlier).receive(call);
    }
}
