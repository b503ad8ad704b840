package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;
import org.permanence.triage.Urgency;
import tools.jackson.databind.JsonNode;

/// Two hundred routine, unclear and urgent callers wait on a real Asterisk before the first of twenty assistants
/// signs in. They are answered by urgency, then by arrival.
class AnswerOrderTest extends SharedInstallation {

    private static final int CALLERS = 200;
    private static final int ASSISTANTS = 20;
    private static final Duration TALK_TIME = Duration.ofMillis(2_500);

    /// Callers of the same urgency follow each other at three times this interval, so their order is beyond doubt.
    private static final Duration DIAL_INTERVAL = Duration.ofMillis(200);

    /// A caller presses one key this long after a question has begun.
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(3);

    private static final Duration QUERY_INTERVAL = Duration.ofSeconds(2);
    private static final String WAITING_METRIC = "permanence_queue_waiting";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUEUED_TIMEOUT = Duration.ofMinutes(6);

    private record WaitedCall(Urgency urgency, Instant queued, Instant offered) {}

    AnswerOrderTest() {
        super(LabPlan.minimal()
                .withAssistants(ASSISTANTS)
                .withQueueLimit(CALLERS)
                .withWrapUp("60s")
                .withPositionEvery("0s"));
    }

    @Test
    void callersAreAnsweredByUrgencyThenArrival() {
        List<Caller> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < CALLERS; i++) {
                    Caller caller = lab.phones()
                            .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (100 + i))
                            .dials(LabPlan.PRACTICE_NUMBER);
                    callers.add(caller);
                    int kind = i % 3;
                    assertTrue(caller.connects(SOON), lab.phones()::lastSippOutput);
                    threads.execute(() -> answerQuestions(caller, kind));
                    assertFalse(caller.ends(DIAL_INTERVAL));
                }
                assertTrue(
                        LabInstallation.eventually(QUEUED_TIMEOUT, () -> areAllWaiting(callers.getFirst())),
                        () -> lab.metric(WAITING_METRIC) + " wait");
                IntStream.range(0, CALLERS).forEach(this::offerNextCaller);
                assertTrue(
                        callers.stream().allMatch(caller -> caller.ends(SOON)),
                        () -> lab.eventCount("bridge-ended") + " were answered");
            } finally {
                callers.forEach(Caller::hangsUp);
            }
        }
        assertModelOrder();
    }

    /// Each query takes processor time from the calls, so at most one in two seconds.
    private boolean areAllWaiting(Caller caller) {
        return !caller.ends(QUERY_INTERVAL) && lab.metric(WAITING_METRIC) == CALLERS;
    }

    /// One key for each of the two questions: 2 and 2 for routine, 2 and 3 for urgent. No key for unclear.
    private static void answerQuestions(Caller caller, int kind) {
        List<List<Character>> keys = List.of(List.of('2', '2'), List.of('2', '3'), List.of());
        for (char key : keys.get(kind)) {
            if (!caller.ends(TIME_TO_PRESS)) {
                caller.presses(key);
            }
        }
        caller.ends(TIME_TO_PRESS);
        caller.sendsSparseAudio();
    }

    /// One assistant is ready at a time, so the journal's times are in the order of the reservations.
    private void offerNextCaller(int index) {
        String assistant = "assistant-" + index % ASSISTANTS;
        AnsweringPhone phone = lab.phoneOf(assistant);
        if (index < ASSISTANTS) {
            phone.onAnswer(() -> phone.hangsUpAfter(TALK_TIME));
            lab.signIn(assistant);
        } else {
            assertTrue(
                    LabInstallation.eventually(
                            SOON, () -> lab.stateOf(assistant).equals("wrap-up")),
                    () -> assistant + " is " + lab.stateOf(assistant));
            lab.makeReady(assistant);
        }
        assertTrue(phone.rings(SOON).isPresent(), lab.engine()::lastLogLines);
    }

    private void assertModelOrder() {
        List<WaitedCall> model = waitedCalls().stream()
                .sorted(Comparator.comparing(WaitedCall::urgency).thenComparing(WaitedCall::queued))
                .toList();
        assertEquals(CALLERS, model.size());
        Map<Urgency, Long> byUrgency =
                model.stream().collect(Collectors.groupingBy(WaitedCall::urgency, Collectors.counting()));
        assertEquals(Map.of(Urgency.URGENT, 67L, Urgency.UNCLEAR, 66L, Urgency.ROUTINE, 67L), byUrgency);
        assertEquals(
                model,
                model.stream().sorted(Comparator.comparing(WaitedCall::offered)).toList());
    }

    private List<WaitedCall> waitedCalls() {
        Map<String, Map<String, JsonNode>> calls = new LinkedHashMap<>();
        for (JsonNode entry : lab.journal()) {
            calls.computeIfAbsent(entry.path("call").asString(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(entry.path("event").asString(), entry);
        }
        return calls.values().stream()
                .map(entries -> new WaitedCall(
                        Urgency.valueOf(entryOf(entries, "triaged")
                                .path("urgency")
                                .asString()
                                .toUpperCase(Locale.ROOT)),
                        Instant.parse(entryOf(entries, "queued").path("at").asString()),
                        Instant.parse(entryOf(entries, "assistant-reserved")
                                .path("at")
                                .asString())))
                .toList();
    }

    private static JsonNode entryOf(Map<String, JsonNode> entries, String event) {
        JsonNode entry = entries.get(event);
        if (entry == null) {
            throw new AssertionError("a call that was never " + event + ": " + entries.keySet());
        }
        return entry;
    }
}
