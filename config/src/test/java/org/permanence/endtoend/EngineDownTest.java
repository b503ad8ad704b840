package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// The engine dies and does not come back. Asterisk alone connects every caller to a person.
class EngineDownTest extends SharedInstallation {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration WAITING_CALLER_BAR = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    /// Every call waits this long after its answer (decision 0029), with an engine and without.
    private static final Duration BEFORE_SOUND = Duration.ofMillis(200);

    /// Enough for a line to be rung and asked twice.
    private static final Duration TWO_QUESTIONS = Duration.ofSeconds(40);

    private static final int PATIENT_TONE = 500;
    private static final int FALLBACK_TONE = 800;
    private static final int ASSISTANT_TONE = 600;

    EngineDownTest() {
        super(LabPlan.minimal());
    }

    @Test
    void queuedCallerReachesTheFallbackLineAfterRetriesAndANewCallerAtOnce() {
        var fallback =
                lab.phones().phone(LabPlan.FALLBACK).sendsTone(FALLBACK_TONE).acceptsByKey();
        int ringsBefore = fallback.ringCount();
        long greetedBefore = lab.eventCount("greeted");
        long queuedBefore = lab.eventCount("queued");
        var waiting = dial("742");
        assertTrue(LabInstallation.eventually(SOON, () -> lab.eventCount("greeted") > greetedBefore), "greeted");
        waiting.presses('2');
        assertTrue(LabInstallation.eventually(SOON, () -> lab.eventCount("queued") > queuedBefore), "queued");
        assertTrue(waiting.audio().fromNow().hasMusic(SOON), "the caller hears music while waiting");

        Instant killed = Instant.now();
        lab.engine().kill();
        assertRings(fallback, WAITING_CALLER_BAR, "engine gone: the fallback line rings for a waiting caller", killed);
        assertConversation(waiting, fallback);

        Instant due = Instant.now().plus(BEFORE_SOUND);
        var newCaller = dial("743");
        assertRings(fallback, AT_ONCE, "engine gone: the fallback line rings for a new caller", due);
        assertConversation(newCaller, fallback);
        assertEquals(ringsBefore + 2, fallback.ringCount());
        lab.startEngine();
    }

    @Test
    void callerIsTakenBackWhenTheFallbackLineIsBusyAndTheEngineIsBack() {
        var fallback = lab.phones().phone(LabPlan.FALLBACK).signalsBusy();
        lab.phoneOf("ines").sendsTone(ASSISTANT_TONE);
        long greetedBefore = lab.eventCount("greeted");
        lab.engine().kill();
        var caller = dial("744");
        assertTrue(fallback.rings(SOON).isPresent(), "the fallback line is rung");
        lab.startEngine();
        Instant ready = Instant.now();
        lab.signIn("ines");

        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.eventCount("greeted") > greetedBefore),
                lab.engine()::lastLogLines);
        System.out.printf(
                "engine back: a caller at the busy fallback was received after %d ms%n",
                Duration.between(ready, Instant.now()).toMillis());
        assertTrue(
                caller.presses('2').audio().fromNow().hasTone(ASSISTANT_TONE, SOON), "the caller hears the assistant");
        caller.hangsUp();
        assertTrue(LabInstallation.eventually(SOON, () -> lab.metric("permanence_calls_running") == 0));
        assertEquals("handled", lab.journal().getLast().path("disposition").asString());
        fallback.answersAfter(Duration.ZERO);
    }

    @Test
    void machineThatAnswersTheFallbackLineIsNotJoinedAndAPersonIsInTheNextRound() {
        var fallback = lab.phones()
                .phone(LabPlan.FALLBACK)
                .answersAfter(Duration.ZERO)
                .sendsTone(FALLBACK_TONE)
                .pressesNoKey();
        int ringsBefore = fallback.ringCount();
        lab.engine().kill();

        var caller = dial("745");

        assertTrue(
                LabInstallation.eventually(TWO_QUESTIONS, () -> fallback.ringCount() == ringsBefore + 1),
                "the fallback line is rung");
        assertTrue(fallback.connects(SOON), "a machine answers");
        fallback.acceptsByKey(); // From the next answer on.
        assertTrue(
                LabInstallation.eventually(TWO_QUESTIONS, () -> fallback.ringCount() == ringsBefore + 2),
                "the fallback line is rung again");
        assertFalse(caller.audio().hasTone(FALLBACK_TONE, Duration.ZERO), "the caller does not hear the machine");
        assertConversation(caller, fallback);
        lab.startEngine();
    }

    private Caller dial(String lastDigits) {
        return lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits)
                .sendsTone(PATIENT_TONE)
                .dials(LabPlan.PRACTICE_NUMBER);
    }

    private void assertRings(AnsweringPhone fallback, Duration bar, String what, Instant since) {
        lab.stalls().assertWithin(bar, what, since, fallback.rings(SOON).orElseThrow());
    }

    private static void assertConversation(Caller caller, AnsweringPhone fallback) {
        assertTrue(fallback.connects(SOON), "the fallback line answers");
        assertTrue(caller.audio().fromNow().hasTone(FALLBACK_TONE, SOON), "the caller hears a person");
        assertTrue(fallback.audio().hasTone(PATIENT_TONE, SOON), "the fallback line hears the caller");
        fallback.hangsUp();
        assertTrue(caller.ends(SOON) && fallback.isFree(SOON), "the call ends with the conversation");
    }
}
