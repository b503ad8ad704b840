package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final Duration TALK_TIME = Duration.ofMillis(1_500);
    private static final int MAX_KEYS = 15;
    private static final Duration KEY_INTERVAL = Duration.ofSeconds(2);
    private static final String WAITING_METRIC = "permanence_queue_waiting";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUEUED_TIMEOUT = Duration.ofMinutes(6);
    private static final Duration ANSWERED_TIMEOUT = Duration.ofMinutes(6);

    /// A journal entry has the time at which the call's thread learned of the reservation, not that of the
    /// reservation itself.
    private static final Duration JOURNAL_DELAY = Duration.ofSeconds(1);

    private record WaitedCall(Urgency urgency, Instant queued, Instant offered) {}

    AnswerOrderTest() {
        super(LabPlan.minimal()
                .withAssistants(ASSISTANTS)
                .withQueueLimit(CALLERS)
                .withPositionEvery("0s"));
    }

    @Test
    void callersAreAnsweredByUrgencyThenArrival() {
        List<Caller> callers = new ArrayList<>();
        var stop = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < CALLERS; i++) {
                    Caller caller = lab.phones()
                            .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (100 + i))
                            .dials(LabPlan.PRACTICE_NUMBER);
                    callers.add(caller);
                    int kind = i % 3;
                    assertTrue(caller.connects(SOON), lab.phones()::lastSippOutput);
                    threads.execute(() -> pressKeys(caller, kind, stop));
                }
                assertTrue(
                        LabInstallation.eventually(QUEUED_TIMEOUT, () -> areAllWaiting(callers.getFirst())),
                        () -> lab.metric(WAITING_METRIC) + " wait");
                stop.set(true);
                var answered = new AtomicBoolean();
                for (int i = 0; i < ASSISTANTS; i++) {
                    AnsweringPhone phone = lab.phoneOf("assistant-" + i);
                    threads.execute(() -> answerAndHangUp(phone, answered));
                    lab.signIn("assistant-" + i);
                }
                boolean all = callers.stream().allMatch(caller -> caller.ends(ANSWERED_TIMEOUT));
                answered.set(true);
                assertTrue(all, () -> lab.eventCount("bridge-ended") + " were answered");
            } finally {
                stop.set(true);
                callers.forEach(Caller::hangsUp);
            }
        }
        assertModelOrder();
    }

    /// Each query takes processor time from the calls, so at most one in two seconds.
    private boolean areAllWaiting(Caller caller) {
        return !caller.ends(KEY_INTERVAL) && lab.metric(WAITING_METRIC) == CALLERS;
    }

    /// Key 2 for routine; 2 and 3 in turn for urgent; no key for unclear.
    private static void pressKeys(Caller caller, int kind, AtomicBoolean stop) {
        boolean ended = kind == 2;
        for (int times = 0; !ended && times < MAX_KEYS && !stop.get(); times++) {
            caller.presses(kind == 1 && times % 2 == 1 ? '3' : '2');
            ended = caller.ends(KEY_INTERVAL);
        }
        caller.sendsSparseAudio();
    }

    private static void answerAndHangUp(AnsweringPhone phone, AtomicBoolean stop) {
        while (!stop.get()) {
            if (phone.rings(Duration.ofSeconds(1)).isPresent() && phone.connects(SOON) && !phone.isFree(TALK_TIME)) {
                phone.hangsUp();
                phone.isFree(SOON);
            }
        }
    }

    private void assertModelOrder() {
        List<WaitedCall> model = waitedCalls().stream()
                .sorted(Comparator.comparing(WaitedCall::urgency).thenComparing(WaitedCall::queued))
                .toList();
        assertEquals(CALLERS, model.size());
        Map<Urgency, Long> byUrgency =
                model.stream().collect(Collectors.groupingBy(WaitedCall::urgency, Collectors.counting()));
        System.out.println("order of answers: " + byUrgency);
        assertTrue(byUrgency.size() == 3, () -> "of each kind: " + byUrgency);
        List<String> outOfOrder = IntStream.range(0, model.size())
                .boxed()
                .flatMap(first -> model.subList(first + 1, model.size()).stream()
                        .filter(later -> later.offered()
                                .plus(JOURNAL_DELAY)
                                .isBefore(model.get(first).offered()))
                        .map(later -> later + " before " + model.get(first)))
                .toList();
        assertEquals(List.of(), outOfOrder);
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
