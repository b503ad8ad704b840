package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;

/// The engine dies and does not come back: Asterisk alone brings every caller to a person.
class EngineGoneTest extends InOneHouse {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PATIENTS_VOICE = 500;
    private static final int VOICE_OF_THE_FALLBACK = 800;
    private static final int VOICE_OF_THE_ASSISTANT = 600;

    EngineGoneTest() {
        super(HousePlan.small());
    }

    @Test
    void whoWaitsIsTriedForAWhileAndThenReachesTheFallbackLineANewCallerAtOnce() {
        var desk = house.phones().phone(HousePlan.FALLBACK).says(VOICE_OF_THE_FALLBACK);
        int rung = desk.timesRung();
        long greeted = house.passed("greeted");
        long queued = house.passed("queued");
        var waiting = dials("742");
        assertTrue(LabHouse.eventually(SOON, () -> house.passed("greeted") > greeted), "greeted");
        waiting.presses('2');
        assertTrue(LabHouse.eventually(SOON, () -> house.passed("queued") > queued), "queued");
        assertTrue(waiting.hearing().fromNow().hearsMusic(SOON), "music while waiting");

        Instant killed = Instant.now();
        house.engine().kill();
        System.out.printf(
                "engine gone: fallback rang a waiting caller after %d ms (bar 10,000)%n", rings(desk, killed));
        talk(waiting, desk);

        Instant dialled = Instant.now();
        var fresh = dials("743");
        System.out.printf("engine gone: fallback rang a new caller after %d ms (bar: at once)%n", rings(desk, dialled));
        talk(fresh, desk);
        assertEquals(rung + 2, desk.timesRung());
        house.startEngine();
    }

    @Test
    void whoFindsTheFallbackLineBusyIsReceivedAndAnsweredOnceTheEngineIsBack() {
        var desk = house.phones().phone(HousePlan.FALLBACK).isBusy();
        house.phoneOf("ines").says(VOICE_OF_THE_ASSISTANT);
        long greeted = house.passed("greeted");
        house.engine().kill();
        var caller = dials("744");
        assertTrue(desk.rings(SOON).isPresent(), "the fallback line is rung");
        house.startEngine();
        Instant ready = Instant.now();
        house.signIn("ines");

        assertTrue(LabHouse.eventually(SOON, () -> house.passed("greeted") > greeted), house.engine()::lastWords);
        System.out.printf(
                "engine back: a caller at the busy fallback was received after %d ms%n",
                Duration.between(ready, Instant.now()).toMillis());
        assertTrue(caller.presses('2').hearing().fromNow().hearsTone(VOICE_OF_THE_ASSISTANT, SOON), "a person");
        caller.hangsUp();
        assertTrue(LabHouse.eventually(SOON, () -> house.metric("permanence_calls_running") == 0));
        assertEquals("handled", house.journal().getLast().path("disposition").asString());
        desk.answersAfter(Duration.ZERO);
    }

    private Caller dials(String number) {
        return house.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + number)
                .says(PATIENTS_VOICE)
                .dials(HousePlan.NUMBER);
    }

    private static long rings(AnsweringPhone desk, Instant since) {
        return Duration.between(since, desk.rings(SOON).orElseThrow()).toMillis();
    }

    private static void talk(Caller caller, AnsweringPhone desk) {
        assertTrue(desk.connects(SOON), "the fallback answers");
        assertTrue(caller.hearing().fromNow().hearsTone(VOICE_OF_THE_FALLBACK, SOON), "the caller hears a person");
        assertTrue(desk.hearing().hearsTone(PATIENTS_VOICE, SOON), "and is heard");
        desk.hangsUp();
        assertTrue(caller.ends(SOON) && desk.isFree(SOON), "the call ends with their talk");
    }
}
