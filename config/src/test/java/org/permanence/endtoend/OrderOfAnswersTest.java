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
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;
import org.permanence.triage.Urgency;
import tools.jackson.databind.JsonNode;

/// Two hundred callers wait on a real Asterisk, routine, unclear and urgent ones as they came, before the first of
/// twenty assistants is there: they are answered in the order of the model, which is urgency and then arrival.
class OrderOfAnswersTest extends InOneHouse {

    private static final int CALLERS = 200;
    private static final int ASSISTANTS = 20;
    private static final Duration A_TALK = Duration.ofMillis(1_500);
    private static final int MOST_KEYS = 15;
    private static final Duration BETWEEN_KEYS = Duration.ofSeconds(2);
    private static final String WAITING = "permanence_queue_waiting";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration ALL_ARE_THERE = Duration.ofMinutes(6);
    private static final Duration ALL_ARE_ANSWERED = Duration.ofMinutes(6);

    /// The journal has the moment at which the call's own thread learnt of it, not that of the reservation.
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

    private record Waited(Urgency urgency, Instant queued, Instant offered) {}

    OrderOfAnswersTest() {
        super(HousePlan.small()
                .withAssistants(ASSISTANTS)
                .withManyWaiting(CALLERS)
                .announcingEvery("0s"));
    }

    @Test
    void twoHundredCallersOfMixedUrgencyAreAnsweredInTheOrderOfTheModel() {
        List<Caller> callers = new ArrayList<>();
        var over = new AtomicBoolean();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < CALLERS; i++) {
                    Caller caller = house.phones()
                            .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (100 + i))
                            .dials(HousePlan.NUMBER);
                    callers.add(caller);
                    int kind = i % 3;
                    assertTrue(caller.connects(SOON), house.phones()::lastWords);
                    people.execute(() -> says(caller, kind, over));
                }
                assertTrue(
                        LabHouse.eventually(ALL_ARE_THERE, () -> allWait(callers.getFirst())),
                        () -> house.metric(WAITING) + " wait");
                over.set(true);
                var answered = new AtomicBoolean();
                for (int i = 0; i < ASSISTANTS; i++) {
                    AnsweringPhone phone = house.phoneOf("assistant-" + i);
                    people.execute(() -> answersAndHangsUp(phone, answered));
                    house.signIn("assistant-" + i);
                }
                boolean all = callers.stream().allMatch(caller -> caller.ends(ALL_ARE_ANSWERED));
                answered.set(true);
                assertTrue(all, () -> house.passed("bridge-ended") + " were answered");
            } finally {
                over.set(true);
                callers.forEach(Caller::hangsUp);
            }
        }
        theOrderIsTheModels();
    }

    /// A look at the house costs it some of what the calls need: one in two seconds.
    private boolean allWait(Caller anyone) {
        return !anyone.ends(BETWEEN_KEYS) && house.metric(WAITING) == CALLERS;
    }

    /// Key 2 for whatever is routine; 2 and 3 in turn for whatever is urgent; no key at all.
    private static void says(Caller caller, int kind, AtomicBoolean over) {
        boolean gone = kind == 2;
        for (int times = 0; !gone && times < MOST_KEYS && !over.get(); times++) {
            caller.presses(kind == 1 && times % 2 == 1 ? '3' : '2');
            gone = caller.ends(BETWEEN_KEYS);
        }
        caller.laysItAside();
    }

    private static void answersAndHangsUp(AnsweringPhone phone, AtomicBoolean over) {
        while (!over.get()) {
            if (phone.rings(Duration.ofSeconds(1)).isPresent() && phone.connects(SOON) && !phone.isFree(A_TALK)) {
                phone.hangsUp();
                phone.isFree(SOON);
            }
        }
    }

    private void theOrderIsTheModels() {
        List<Waited> model = waited().stream()
                .sorted(Comparator.comparing(Waited::urgency).thenComparing(Waited::queued))
                .toList();
        assertEquals(CALLERS, model.size());
        Map<Urgency, Long> kinds =
                model.stream().collect(Collectors.groupingBy(Waited::urgency, Collectors.counting()));
        System.out.println("order of answers: " + kinds);
        assertTrue(kinds.size() == 3, () -> "of each kind: " + kinds);
        List<String> before = IntStream.range(0, model.size())
                .boxed()
                .flatMap(first -> model.subList(first + 1, model.size()).stream()
                        .filter(later -> later.offered()
                                .plus(TOLD_WITHIN)
                                .isBefore(model.get(first).offered()))
                        .map(later -> later + " before " + model.get(first)))
                .toList();
        assertEquals(List.of(), before);
    }

    private List<Waited> waited() {
        Map<String, Map<String, JsonNode>> calls = new LinkedHashMap<>();
        for (JsonNode entry : house.journal()) {
            calls.computeIfAbsent(entry.path("call").asString(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(entry.path("station").asString(), entry);
        }
        return calls.values().stream()
                .map(stations -> new Waited(
                        Urgency.valueOf(at(stations, "triaged")
                                .path("urgency")
                                .asString()
                                .toUpperCase(Locale.ROOT)),
                        Instant.parse(at(stations, "queued").path("at").asString()),
                        Instant.parse(
                                at(stations, "assistant-reserved").path("at").asString())))
                .toList();
    }

    private static JsonNode at(Map<String, JsonNode> stations, String station) {
        JsonNode entry = stations.get(station);
        if (entry == null) {
            throw new AssertionError("a call that was never " + station + ": " + stations.keySet());
        }
        return entry;
    }
}
