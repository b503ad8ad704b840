package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// Asterisk is killed while calls are at every stage, and is started again.
class AsteriskKilledTest extends SharedInstallation {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration ATTACH_BAR = Duration.ofSeconds(5);

    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(1);
    private static final List<String> TEAM = List.of("ines", "noor");

    AsteriskKilledTest() {
        super(LabPlan.minimal().withAssistants("ines", "noor"));
    }

    @Test
    void killedAsteriskClosesEveryCallWithItsCauseAndTheEngineRecovers() {
        TEAM.forEach(lab::signIn);
        lab.phones().phone(LabPlan.DOCTOR).acceptsByKey();
        List<Caller> callers = new ArrayList<>(List.of(dial("101"), dial("102"), dial("103")));
        press(Map.of(callers.get(0), '2', callers.get(1), '2', callers.get(2), '1'), "bridged", 2);
        eventually("the doctor accepts", () -> lab.eventCount("accepted") == 1);
        callers.addAll(List.of(dial("104"), dial("105")));
        press(Map.of(callers.get(3), '2', callers.get(4), '2'), "queued", 4);
        callers.add(dial("106"));
        eventually("one is greeted", () -> lab.eventCount("answered") == 6);

        lab.asterisk().kill();
        lab.asterisk().start();
        assertReattaches();
        assertEveryCallIsClosed();

        callers.forEach(Caller::hangsUp);
        hangUpPhones();
        assertCallsWorkAgain();
    }

    private void assertReattaches() {
        Instant booted = Instant.now();
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.metric("permanence_ami_attached") == 1 && lab.isReady()),
                lab.engine()::lastLogLines);
        lab.stalls().assertWithin(ATTACH_BAR, "asterisk killed: the engine is attached", booted, Instant.now());
    }

    private void assertEveryCallIsClosed() {
        eventually("six calls are closed", () -> lab.eventCount("ended") == 6);
        Map<String, Long> ends = lab.journal().stream()
                .filter(AsteriskKilledTest::isEnd)
                .collect(Collectors.groupingBy(
                        entry -> entry.path("disposition").asString() + " by "
                                + entry.path("cause").asString("nothing"),
                        Collectors.counting()));
        assertEquals(
                Map.of(
                        "handled by switch-lost", 2L,
                        "escalated by switch-lost", 1L,
                        "abandoned by switch-lost", 2L,
                        "left-early by switch-lost", 1L),
                ends);
        // A scrape within the same second answers from the last one.
        eventually("no flow is running", () -> lab.metric("permanence_calls_running") == 0);
        eventually("no caller is in the queue", () -> lab.metric("permanence_queue_waiting") == 0);
    }

    private void assertCallsWorkAgain() {
        for (String assistant : TEAM) {
            eventually(assistant + " is ready", () -> lab.stateOf(assistant).equals("ready"));
        }
        Caller patient = dial("107");
        press(Map.of(patient, '2'), "bridged", 3);
        assertTrue(patient.isConnected());
        patient.hangsUp();
        eventually("and ends", () -> lab.eventCount("ended") == 7);
        Set<String> practices = lab.journal().stream()
                .map(entry -> entry.path("practice").asString())
                .collect(Collectors.toSet());
        assertEquals(Set.of("les-lilas"), practices);
    }

    private Caller dial(String lastDigits) {
        return lab.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + lastDigits).dials(LabPlan.PRACTICE_NUMBER);
    }

    /// Each caller presses one key during the greeting.
    private void press(Map<Caller, Character> keys, String event, int count) {
        keys.forEach((caller, key) -> {
            assertTrue(caller.connects(SOON), lab.phones()::lastSippOutput);
            assertFalse(caller.ends(TIME_TO_PRESS));
            caller.presses(key);
        });
        eventually(count + " times " + event, () -> lab.eventCount(event) == count);
    }

    /// The phones do not learn that Asterisk is gone.
    private void hangUpPhones() {
        Stream<AnsweringPhone> phones = Stream.concat(
                TEAM.stream().map(lab::phoneOf), Stream.of(lab.phones().phone(LabPlan.DOCTOR)));
        phones.map(AnsweringPhone::hangsUp)
                .forEach(phone -> assertTrue(phone.isFree(SOON), lab.phones()::lastSippOutput));
    }

    private void eventually(String what, java.util.function.BooleanSupplier condition) {
        assertTrue(
                LabInstallation.eventually(SOON, condition),
                () -> what + "\n" + lab.engine().lastLogLines());
    }

    private static boolean isEnd(JsonNode entry) {
        return entry.path("event").asString().equals("ended");
    }
}
