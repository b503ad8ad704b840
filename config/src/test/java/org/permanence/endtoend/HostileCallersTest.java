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
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Five hundred callers with hostile numbers and names.
@Tag("unhurried")
class HostileCallersTest extends SharedInstallation {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(1);
    private static final Duration ANSWERED_TIMEOUT = Duration.ofSeconds(30);
    private static final int CALLERS = 500;
    private static final int CONCURRENT_CALLERS = 40;
    private static final Duration CALL_INTERVAL = Duration.ofMillis(200);
    private static final int ASSISTANTS = 30;
    private static final int PERSON_TONE = 700;

    HostileCallersTest() {
        super(LabPlan.minimal().withAssistants(ASSISTANTS));
    }

    @Test
    void hostileCallerIdsReachAPersonAndChangeNothing() {
        IntStream.range(0, ASSISTANTS).mapToObj(i -> "assistant-" + i).forEach(assistant -> {
            lab.signIn(assistant);
            lab.phoneOf(assistant).sendsTone(PERSON_TONE).acceptsByKey();
        });
        var doctor = lab.phones().phone(LabPlan.DOCTOR).sendsTone(PERSON_TONE).acceptsByKey();
        lab.phones().phone(LabPlan.FALLBACK).sendsTone(PERSON_TONE).acceptsByKey();

        long began = System.nanoTime();
        Map<Integer, String> unanswered = callAll(HostileNames.headers(CALLERS));
        assertEquals(Map.of(), unanswered, "callers who reached no person");
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.eventCount("ended") == CALLERS), lab.engine()::lastLogLines);
        System.out.printf(
                "hostile callers: %d reached a person in %.0f s, %.0f of them at the fallback, %.0f events disbelieved%n",
                CALLERS,
                (System.nanoTime() - began) / 1e9,
                lab.metric("permanence_calls_fallback_total"),
                lab.metric("permanence_ami_rejected_total"));

        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.engineChannels().equals(Optional.of(Set.of()))),
                () -> "channels without a caller: " + lab.engineChannels());
        assertEquals(0, doctor.ringCount(), "no caller is routed to the emergency line");
        assertEquals(0, lab.metric("permanence_agi_rejected_total"), "rejected environments");
        assertEqualTreatment(lab.journal());
        assertLogIsIntact(lab.engine().log());
    }

    /// @return the callers who reached no person, and what happened to them
    private Map<Integer, String> callAll(List<String> names) {
        Map<Integer, String> unanswered = new ConcurrentHashMap<>();
        Queue<Integer> next = new ConcurrentLinkedQueue<>(
                IntStream.range(0, names.size()).boxed().toList());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONCURRENT_CALLERS; i++) {
                // Practices do not get forty calls in one second, and the lab's fallback line takes one caller at a
                // time.
                Duration startDelay = CALL_INTERVAL.multipliedBy(i);
                threads.execute(() -> {
                    LabInstallation.eventually(startDelay, () -> false);
                    for (Integer index = next.poll(); index != null; index = next.poll()) {
                        Caller caller = lab.phones().callerFrom(names.get(index));
                        if (!reachesAPerson(caller)) {
                            unanswered.put(
                                    index,
                                    caller.isConnected() ? "hears no person" : "status " + caller.rejectionStatus());
                        }
                        caller.hangsUp();
                    }
                });
            }
        }
        return unanswered;
    }

    private static boolean reachesAPerson(Caller caller) {
        if (!caller.dials(LabPlan.PRACTICE_NUMBER).connects(SOON) || caller.ends(TIME_TO_PRESS)) {
            return false;
        }
        caller.presses('2');
        return caller.audio().hasTone(PERSON_TONE, ANSWERED_TIMEOUT);
    }

    private void assertEqualTreatment(List<JsonNode> journal) {
        assertEquals(
                Set.of("les-lilas"),
                journal.stream().map(entry -> entry.path("practice").asString()).collect(Collectors.toSet()),
                "practices");
        assertEquals(
                Map.of("routine", (long) CALLERS), urgencies(), () -> "what was understood; " + triagedTwice(journal));
    }

    /// All events of each call that was triaged more than once.
    private static List<List<String>> triagedTwice(List<JsonNode> journal) {
        Map<String, List<JsonNode>> calls = journal.stream()
                .collect(Collectors.groupingBy(entry -> entry.path("call").asString()));
        return calls.values().stream()
                .filter(entries ->
                        entries.stream().filter(entry -> entry.has("urgency")).count() > 1)
                .map(entries -> entries.stream().map(JsonNode::toString).toList())
                .toList();
    }

    private static void assertLogIsIntact(List<String> log) {
        for (String line : log) {
            assertFalse(line.contains(HostileNames.CANARY), "no log line contains the caller's name");
            if (line.startsWith("{")) {
                assertTrue(JSON.readTree(line).isObject(), "every log line is one JSON object");
                assertFalse(JSON.readTree(line).has("forged"), "no log line is forged by a caller");
            }
        }
    }
}
