package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Five hundred callers whose number and name are attacks.
@Tag("unhurried")
class HostileCallersTest extends InOneHouse {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CALLERS = 500;
    private static final int AT_A_TIME = 40;
    private static final Duration FROM_ONE_TO_THE_NEXT = Duration.ofMillis(200);
    private static final int ASSISTANTS = 30;
    private static final int A_PERSONS_VOICE = 700;

    HostileCallersTest() {
        super(HousePlan.small().withAssistants(ASSISTANTS));
    }

    @Test
    void aCallersNumberAndNameChangeNothingButReachAPersonLikeAnybodys() {
        IntStream.range(0, ASSISTANTS).mapToObj(i -> "assistant-" + i).forEach(assistant -> {
            house.signIn(assistant);
            house.phoneOf(assistant).says(A_PERSONS_VOICE);
        });
        var doctor = house.phones().phone(HousePlan.DOCTOR).says(A_PERSONS_VOICE);
        house.phones().phone(HousePlan.FALLBACK).says(A_PERSONS_VOICE);

        long began = System.nanoTime();
        Map<Integer, String> lost = callAll(HostileNames.from(CALLERS));
        assertEquals(Map.of(), lost, "callers who reached nobody");
        assertTrue(LabHouse.eventually(SOON, () -> house.passed("ended") == CALLERS), house.engine()::lastWords);
        System.out.printf(
                "hostile callers: %d reached a person in %.0f s, %.0f of them at the fallback, %.0f events disbelieved%n",
                CALLERS,
                (System.nanoTime() - began) / 1e9,
                house.metric("permanence_fallback_total"),
                house.metric("permanence_ami_disbelieved_total"));

        assertTrue(
                LabHouse.eventually(SOON, () -> house.channels().equals(Optional.of(Set.of()))),
                () -> "channels nobody has: " + house.channels());
        assertEquals(0, doctor.timesRung(), "routing changes: the emergency line");
        assertEquals(0, house.metric("permanence_agi_refused_total"), "environments that were not as they should be");
        isTheSameCallForEverybody(house.journal());
        hasAWholeLog(house.engine().log());
    }

    /// @return the callers who reached nobody, and what became of them
    private Map<Integer, String> callAll(List<String> names) {
        Map<Integer, String> lost = new ConcurrentHashMap<>();
        Queue<Integer> next = new ConcurrentLinkedQueue<>(
                IntStream.range(0, names.size()).boxed().toList());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_A_TIME; i++) {
                // No practice is rung by forty in one second; the fallback line of the lab takes one caller at a time.
                Duration turn = FROM_ONE_TO_THE_NEXT.multipliedBy(i);
                threads.execute(() -> {
                    LabHouse.eventually(turn, () -> false);
                    for (Integer mine = next.poll(); mine != null; mine = next.poll()) {
                        Caller caller = house.phones().callerFrom(names.get(mine));
                        if (!reachesAPerson(caller)) {
                            lost.put(mine, caller.isConnected() ? "hears nobody" : "status " + caller.refusal());
                        }
                        caller.hangsUp();
                    }
                });
            }
        }
        return lost;
    }

    private static boolean reachesAPerson(Caller caller) {
        if (!caller.dials(HousePlan.NUMBER).connects(SOON)) {
            return false;
        }
        for (int tries = 0; tries < 30; tries++) {
            // A key pressed before the question, or after it, is not listened for.
            caller.presses('2');
            if (caller.hearing().hearsTone(A_PERSONS_VOICE, Duration.ofSeconds(1))) {
                return true;
            }
        }
        return false;
    }

    private static void isTheSameCallForEverybody(List<JsonNode> journal) {
        assertEquals(
                Set.of("les-lilas"),
                journal.stream().map(entry -> entry.path("practice").asString()).collect(Collectors.toSet()),
                "practices");
        Map<String, Long> urgencies = journal.stream()
                .filter(entry -> entry.has("urgency"))
                .collect(Collectors.groupingBy(entry -> entry.path("urgency").asString(), Collectors.counting()));
        assertEquals(
                Map.of("routine", (long) CALLERS), urgencies, () -> "what was understood; " + understoodTwice(journal));
    }

    /// The whole way of each call that was understood more than once.
    private static List<List<String>> understoodTwice(List<JsonNode> journal) {
        Map<String, List<JsonNode>> calls = journal.stream()
                .collect(Collectors.groupingBy(entry -> entry.path("call").asString()));
        return calls.values().stream()
                .filter(way ->
                        way.stream().filter(entry -> entry.has("urgency")).count() > 1)
                .map(way -> way.stream().map(JsonNode::toString).toList())
                .toList();
    }

    private static void hasAWholeLog(List<String> log) {
        for (String line : log) {
            assertFalse(line.contains(HostileNames.CANARY), "a line has the caller's name");
            if (line.startsWith("{")) {
                assertTrue(JSON.readTree(line).isObject(), "a line is one object");
                assertFalse(JSON.readTree(line).has("forged"), "a line of the caller's own");
            }
        }
    }
}
