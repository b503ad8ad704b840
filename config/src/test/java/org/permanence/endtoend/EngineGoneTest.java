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

    EngineGoneTest() {
        super(HousePlan.small());
    }

    @Test
    void whoWaitsIsTriedForAWhileAndThenReachesTheFallbackLineANewCallerAtOnce() {
        var desk = house.phones().phone(HousePlan.FALLBACK).says(VOICE_OF_THE_FALLBACK);
        var waiting = dials("742");
        assertTrue(LabHouse.eventually(SOON, () -> house.passed("greeted") == 1), "greeted");
        waiting.presses('2');
        assertTrue(LabHouse.eventually(SOON, () -> house.passed("queued") == 1), "queued");
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
        assertEquals(2, desk.timesRung());
    }

    private Caller dials(String number) {
        return house.phones()
                .caller(Fixtures.NUMBERS_NATIONAL + number)
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
