package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// Asterisk dies in the middle of calls at every station, and is started again.
class AsteriskKilledTest extends InOneHouse {

    private static final Duration SOON = Duration.ofSeconds(20);

    /// The bar is 5 s; what was measured is printed, and a loaded machine is given more.
    private static final Duration ATTACHED_WITHIN = Duration.ofSeconds(15);

    private static final List<String> TEAM = List.of("ines", "noor");

    AsteriskKilledTest() {
        super(HousePlan.small().withAssistants("ines", "noor"));
    }

    @Test
    void anAsteriskThatIsKilledClosesEveryCallWithItsCauseAndComesBackToAHouseThatWorks() {
        TEAM.forEach(house::signIn);
        List<Caller> callers = new ArrayList<>(List.of(dials("101"), dials("102"), dials("103")));
        press(Map.of(callers.get(0), '2', callers.get(1), '2', callers.get(2), '1'), "bridged", 3);
        callers.addAll(List.of(dials("104"), dials("105")));
        press(Map.of(callers.get(3), '2', callers.get(4), '2'), "queued", 4);
        callers.add(dials("106"));
        eventually("one is greeted", () -> house.passed("answered") == 6);

        house.asterisk().kill();
        house.asterisk().start();
        attaches();
        closesEveryCall();

        callers.forEach(Caller::hangsUp);
        putDown();
        worksAgain();
    }

    private void attaches() {
        long booted = System.nanoTime();
        assertTrue(
                LabHouse.eventually(
                        ATTACHED_WITHIN, () -> house.metric("permanence_ami_attached") == 1 && house.isReady()),
                house.engine()::lastWords);
        System.out.printf(
                "asterisk killed: attached %.1f s after Asterisk had booted (bar 5 s)%n",
                (System.nanoTime() - booted) / 1e9);
    }

    private void closesEveryCall() {
        eventually("six calls are closed", () -> house.passed("ended") == 6);
        Map<String, Long> ends = house.journal().stream()
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
        assertEquals(0, house.metric("permanence_calls_running"), "flows that run on");
        assertEquals(0, house.metric("permanence_queue_waiting"), "callers that wait on");
    }

    private void worksAgain() {
        for (String assistant : TEAM) {
            eventually(assistant + " is ready", () -> house.stateOf(assistant).equals("ready"));
        }
        Caller patient = dials("107");
        press(Map.of(patient, '2'), "bridged", 4);
        assertTrue(patient.isConnected());
        patient.hangsUp();
        eventually("and ends", () -> house.passed("ended") == 7);
        Set<String> practices = house.journal().stream()
                .map(entry -> entry.path("practice").asString())
                .collect(Collectors.toSet());
        assertEquals(Set.of("les-lilas"), practices);
    }

    private Caller dials(String end) {
        return house.phones().caller(Fixtures.NATIONAL_NUMBER_PREFIX + end).dials(HousePlan.NUMBER);
    }

    /// Presses the keys until they are understood: before the question they are not listened for.
    private void press(Map<Caller, Character> keys, String station, int count) {
        for (int tries = 0; tries < 30; tries++) {
            keys.forEach(Caller::presses);
            if (LabHouse.eventually(Duration.ofSeconds(1), () -> house.passed(station) == count)) {
                return;
            }
        }
        throw new AssertionError(station + ": passed by " + house.passed(station) + " (expected: " + count + ")\n"
                + house.engine().lastWords());
    }

    /// Nobody told the telephones that the exchange is gone.
    private void putDown() {
        Stream<AnsweringPhone> phones = Stream.concat(
                TEAM.stream().map(house::phoneOf), Stream.of(house.phones().phone(HousePlan.DOCTOR)));
        phones.map(AnsweringPhone::hangsUp).forEach(phone -> assertTrue(phone.isFree(SOON), house.phones()::lastWords));
    }

    private void eventually(String what, java.util.function.BooleanSupplier holds) {
        assertTrue(
                LabHouse.eventually(SOON, holds),
                () -> what + "\n" + house.engine().lastWords());
    }

    private static boolean isEnd(JsonNode entry) {
        return entry.path("station").asString().equals("ended");
    }
}
