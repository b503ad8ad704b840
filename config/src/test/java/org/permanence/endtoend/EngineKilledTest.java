package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// SIGKILL in the middle of a full house. Every caller and every assistant has a tone of their own, so that it can
/// be heard who talks to whom, and in which order those who waited are answered.
class EngineKilledTest {

    private static final int TALKING = 5;
    private static final int WAITING = 20;

    /// So many callers listen to the greeting while one presses a key: each is asked for it soon after.
    private static final int AHEAD = 6;

    private static final Duration SOON = Duration.ofSeconds(20);

    /// A conversation that is cut and mended would have a hole; a machine under load loses a few packets.
    private static final Duration HOLE = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private LabHouse house;

    private final List<Caller> callers = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path work) {
        house = LabHouse.open(work, HousePlan.small().withAssistants(TALKING).wrappingUp("60s"));
    }

    @AfterEach
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void noConversationIsCutAndWhoeverWaitsKeepsThePlace() {
        talkToAllAssistants();
        callAndWait();
        Instant killed = Instant.now();

        house.engine().kill();
        var starting = CompletableFuture.supplyAsync(() -> {
            house.startEngine();
            return Instant.now();
        });
        everybodyTalksSince(killed);
        Instant ready = starting.join();

        assertTrue(
                LabHouse.eventually(SOON, () -> house.passed("resumed") == WAITING),
                () -> "%d callers came back, the start took %d ms, the fallback rang %d times%n%s"
                        .formatted(
                                house.passed("resumed"),
                                millis(killed, ready),
                                house.phones().phone(HousePlan.FALLBACK).timesRung(),
                                house.engine().lastWords()));
        System.out.printf(
                "engine killed: ready after %d ms, %d callers back in the queue after %d ms more (bar 5,000)%n",
                millis(killed, ready), WAITING, millis(ready, Instant.now()));
        everybodyTalksSince(killed);
        everybodyIsAnsweredInTheOldOrder();
        everybodyLeaves();
        theJournalKnowsEachCallOnce();
        assertEquals(0, house.phones().phone(HousePlan.FALLBACK).timesRung(), "nobody was given up");
    }

    private void talkToAllAssistants() {
        for (int i = 0; i < TALKING; i++) {
            phone(i).says(voiceOfAssistant(i));
            house.signIn(login(i));
        }
        callInOrder(TALKING);
        for (int i = 0; i < TALKING; i++) {
            assertTrue(phone(i).hearing().hearsTone(voiceOfCaller(i), SOON), "the longest ready is answered by first");
        }
    }

    private void callAndWait() {
        callInOrder(TALKING + WAITING);
        assertEquals(TALKING + WAITING, house.passed("queued"));
        assertEquals(TALKING, house.passed("bridged"));
    }

    /// Dials until there are so many callers, each of whom joins the queue behind the one before.
    private void callInOrder(int all) {
        for (int next = callers.size(), keyed = next; keyed < all; keyed++) {
            for (; next < Math.min(all, keyed + AHEAD); next++) {
                callers.add(house.phones()
                        .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (100 + next))
                        .says(voiceOfCaller(next))
                        .dials(HousePlan.NUMBER));
            }
            int before = keyed;
            assertTrue(LabHouse.eventually(SOON, () -> house.passed("greeted") > before), "greeted");
            callers.get(keyed).presses('2');
            assertTrue(LabHouse.eventually(SOON, () -> house.passed("queued") == before + 1), "queued in order");
        }
    }

    private void everybodyTalksSince(Instant moment) {
        for (int i = 0; i < TALKING; i++) {
            var caller = callers.get(i);
            assertTrue(caller.isConnected() && phone(i).isConnected(), "connected");
            assertTrue(caller.hearing().fromNow().hearsTone(voiceOfAssistant(i), SOON), "the assistant is heard");
            assertTrue(phone(i).hearing().fromNow().hearsTone(voiceOfCaller(i), SOON), "the caller is heard");
            assertTrue(!caller.hearing().since(moment).isSilentFor(HOLE, Duration.ZERO), "no hole for the caller");
            assertTrue(!phone(i).hearing().since(moment).isSilentFor(HOLE, Duration.ZERO), "nor for the assistant");
        }
    }

    /// One assistant after the other parts, wraps up, and is rung for the next who waits.
    private void everybodyIsAnsweredInTheOldOrder() {
        for (int i = 0; i < WAITING; i++) {
            int assistant = i % TALKING;
            int rung = phone(assistant).timesRung();
            phone(assistant).hangsUp();
            assertTrue(
                    LabHouse.eventually(
                            SOON, () -> house.stateOf(login(assistant)).equals("wrap-up")),
                    "wraps up");
            house.makeReady(login(assistant));
            assertTrue(LabHouse.eventually(SOON, () -> phone(assistant).timesRung() > rung), "is rung");
            assertTrue(
                    phone(assistant).hearing().hearsTone(voiceOfCaller(TALKING + i), SOON),
                    "caller " + i + " of those who wait is the next");
        }
    }

    private void everybodyLeaves() {
        callers.forEach(Caller::hangsUp);
        callers.forEach(caller -> assertTrue(caller.ends(SOON), "gone"));
        LabHouse.eventually(SOON, () -> house.passed("ended") >= callers.size());
    }

    private void theJournalKnowsEachCallOnce() {
        Map<String, List<String>> calls = house.journal().stream()
                .collect(Collectors.groupingBy(
                        entry -> text(entry, "call"),
                        Collectors.mapping(entry -> text(entry, "station"), Collectors.toList())));
        assertEquals(TALKING + WAITING, calls.size(), "no phantom call");
        for (var stations : calls.values()) {
            for (String once : List.of("arrived", "queued", "bridged", "bridge-ended", "wrapping-up", "ended")) {
                assertEquals(1, stations.stream().filter(once::equals).count(), once + " in " + stations);
            }
        }
    }

    private AnsweringPhone phone(int assistant) {
        return house.phoneOf(login(assistant));
    }

    private static String login(int assistant) {
        return "assistant-" + assistant;
    }

    private static int voiceOfCaller(int caller) {
        return 300 + 50 * caller;
    }

    private static int voiceOfAssistant(int assistant) {
        return 1_700 + 100 * assistant;
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asString();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
