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
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// SIGKILL under full load. Every caller and assistant sends a tone of their own, so the test can tell which
/// assistant is connected to which caller, and in which order waiting callers are answered.
class EngineKilledTest {

    private static final int TALKING = 5;
    private static final int WAITING = 20;

    /// How many callers listen to the greeting while one presses a key; each is asked soon after.
    private static final int DIALLED_AHEAD = 6;

    private static final Duration SOON = Duration.ofSeconds(20);

    /// From the moment at which the engine is ready.
    private static final Duration BACK_BAR = Duration.ofSeconds(5);

    /// A call that was cut and reconnected would have a longer gap. A machine under load loses some packets.
    private static final Duration MAX_SILENCE = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private LabInstallation lab;

    private final List<Caller> callers = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path work) {
        lab = LabInstallation.open(
                work, LabPlan.minimal().withAssistants(TALKING).withWrapUp("60s"));
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void conversationsContinueAndQueuedCallersKeepTheirPositions() {
        talkToAllAssistants();
        fillQueue();
        Instant killed = Instant.now();

        lab.engine().kill();
        var starting = CompletableFuture.supplyAsync(() -> {
            lab.startEngine();
            return Instant.now();
        });
        assertAllTalkingSince(killed);
        Instant ready = starting.join();

        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.eventCount("resumed") == WAITING),
                () -> "%d callers came back, the start took %d ms, the fallback rang %d times%n%s"
                        .formatted(
                                lab.eventCount("resumed"),
                                millis(killed, ready),
                                lab.phones().phone(LabPlan.FALLBACK).ringCount(),
                                lab.engine().lastLogLines()));
        lab.stalls().assertWithin(BACK_BAR, "engine killed: all callers are back in the queue", ready, Instant.now());
        assertAllTalkingSince(killed);
        assertAnsweredInQueueOrder();
        hangUpAll();
        assertJournalHasEachCallOnce();
        assertEquals(0, lab.phones().phone(LabPlan.FALLBACK).ringCount(), "no caller was sent to the fallback line");
    }

    private void talkToAllAssistants() {
        for (int i = 0; i < TALKING; i++) {
            phone(i).sendsTone(assistantTone(i));
            lab.signIn(login(i));
        }
        dialInOrder(TALKING);
        for (int i = 0; i < TALKING; i++) {
            assertTrue(phone(i).audio().hasTone(callerTone(i), SOON), "the longest-ready assistant answers first");
        }
    }

    private void fillQueue() {
        dialInOrder(TALKING + WAITING);
        assertEquals(TALKING + WAITING, lab.eventCount("queued"));
        assertEquals(TALKING, lab.eventCount("bridged"));
    }

    /// Dials until this many callers wait, each behind the previous one.
    private void dialInOrder(int count) {
        for (int next = callers.size(), pressed = next; pressed < count; pressed++) {
            for (; next < Math.min(count, pressed + DIALLED_AHEAD); next++) {
                callers.add(lab.phones()
                        .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (100 + next))
                        .sendsTone(callerTone(next))
                        .dials(LabPlan.PRACTICE_NUMBER));
            }
            int pressedBefore = pressed;
            assertTrue(LabInstallation.eventually(SOON, () -> lab.eventCount("greeted") > pressedBefore), "greeted");
            callers.get(pressed).presses('2');
            assertTrue(
                    LabInstallation.eventually(SOON, () -> lab.eventCount("queued") == pressedBefore + 1),
                    "callers are queued one after the other");
        }
    }

    private void assertAllTalkingSince(Instant moment) {
        for (int i = 0; i < TALKING; i++) {
            var caller = callers.get(i);
            assertTrue(caller.isConnected() && phone(i).isConnected(), "connected");
            assertTrue(caller.audio().fromNow().hasTone(assistantTone(i), SOON), "the caller hears the assistant");
            assertTrue(phone(i).audio().fromNow().hasTone(callerTone(i), SOON), "the assistant hears the caller");
            assertTrue(
                    !caller.audio().since(moment).isSilentFor(MAX_SILENCE, Duration.ZERO), "the caller hears no gap");
            assertTrue(
                    !phone(i).audio().since(moment).isSilentFor(MAX_SILENCE, Duration.ZERO),
                    "the assistant hears no gap");
        }
    }

    /// Each assistant hangs up, wraps up, and is rung for the next caller.
    private void assertAnsweredInQueueOrder() {
        for (int i = 0; i < WAITING; i++) {
            int assistant = i % TALKING;
            int ringsBefore = phone(assistant).ringCount();
            phone(assistant).hangsUp();
            assertTrue(
                    LabInstallation.eventually(
                            SOON, () -> lab.stateOf(login(assistant)).equals("wrap-up")),
                    "the assistant wraps up");
            lab.makeReady(login(assistant));
            assertTrue(
                    LabInstallation.eventually(SOON, () -> phone(assistant).ringCount() > ringsBefore),
                    "the assistant is rung");
            assertTrue(
                    phone(assistant).audio().hasTone(callerTone(TALKING + i), SOON),
                    "caller " + i + " of those who wait is the next");
        }
    }

    private void hangUpAll() {
        callers.forEach(Caller::hangsUp);
        callers.forEach(caller -> assertTrue(caller.ends(SOON), "gone"));
        LabInstallation.eventually(SOON, () -> lab.eventCount("ended") >= callers.size());
    }

    private void assertJournalHasEachCallOnce() {
        Map<String, List<String>> calls = lab.journal().stream()
                .collect(Collectors.groupingBy(
                        entry -> text(entry, "call"),
                        Collectors.mapping(entry -> text(entry, "event"), Collectors.toList())));
        assertEquals(TALKING + WAITING, calls.size(), "no unexpected call");
        for (var events : calls.values()) {
            for (String once : List.of("arrived", "queued", "bridged", "bridge-ended", "wrapping-up", "ended")) {
                assertEquals(1, events.stream().filter(once::equals).count(), once + " in " + events);
            }
        }
    }

    private AnsweringPhone phone(int assistant) {
        return lab.phoneOf(login(assistant));
    }

    private static String login(int assistant) {
        return "assistant-" + assistant;
    }

    private static int callerTone(int caller) {
        return 300 + 50 * caller;
    }

    private static int assistantTone(int assistant) {
        return 1_700 + 100 * assistant;
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asString();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
