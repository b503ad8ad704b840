package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.testing.Fixtures;

/// The engine loses its connection for events again and again, while calls come and go.
class AmiCutTest extends InOneHouse {

    private static final Duration SOON = Duration.ofSeconds(30);

    /// The bar is 2 s; what was measured is printed, and a loaded machine is given more.
    private static final Duration EQUAL_WITHIN = Duration.ofSeconds(10);

    private static final int CUTS = 20;
    private static final int CALLS_PER_SECOND = 5;
    private static final int ASSISTANTS = 30;
    private static final int A_PERSONS_VOICE = 700;

    private final AtomicInteger called = new AtomicInteger();
    private final AtomicInteger reached = new AtomicInteger();

    AmiCutTest() {
        super(HousePlan.small().withAssistants(ASSISTANTS), LabHouse::openWithRelay);
    }

    @Test
    void whateverWasMissedWhileAmiWasCutThePictureIsAsterisksOwnAgainAndNoCallIsLeftOver() {
        IntStream.range(0, ASSISTANTS).mapToObj(i -> "assistant-" + i).forEach(assistant -> {
            house.signIn(assistant);
            house.phoneOf(assistant).says(A_PERSONS_VOICE);
        });
        house.phones().phone(HousePlan.FALLBACK).says(A_PERSONS_VOICE);
        List<Double> seconds = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var calls = clock.scheduleAtFixedRate(
                    () -> callers.execute(this::call), 0, 1_000 / CALLS_PER_SECOND, TimeUnit.MILLISECONDS);
            assertTrue(LabHouse.eventually(SOON, () -> house.passed("bridged") > 2), house.engine()::lastWords);
            for (int i = 0; i < CUTS; i++) {
                seconds.add(equalAfterCut(i % 2 == 0));
            }
            calls.cancel(false);
        }
        System.out.printf(
                "ami cut: the picture was Asterisk's own at most %.2f s after a reconnect, %.2f s on average (bar 2 s)%n",
                seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
        System.out.printf("ami cut: %d calls, %d heard a person%n", called.get(), reached.get());
        assertEquals(called.get(), reached.get(), "callers who heard a person");
        leavesNothing();
    }

    /// @return seconds from the reconnect until the engine knew what Asterisk knew
    private double equalAfterCut(boolean abruptly) {
        double before = house.metric("permanence_ami_detached_total");
        assertEquals(1, house.relay().cut(abruptly), "connections cut");
        assertTrue(
                LabHouse.eventually(
                        SOON,
                        () -> house.metric("permanence_ami_detached_total") > before
                                && house.metric("permanence_ami_attached") == 1),
                house.engine()::lastWords);
        long attached = System.nanoTime();
        assertTrue(
                LabHouse.eventually(EQUAL_WITHIN, this::picturesAgree),
                () -> "asterisk " + asterisks() + "\nengine " + house.channels() + "\n"
                        + house.engine().lastWords());
        return (System.nanoTime() - attached) / 1e9;
    }

    /// What Asterisk had before and after the engine was asked, the engine has; what it had in neither, it has not.
    private boolean picturesAgree() {
        Set<String> before = asterisks();
        Optional<Set<String>> engines = house.channels();
        Set<String> after = asterisks();
        Set<String> lasting = new HashSet<>(before);
        lasting.retainAll(after);
        Set<String> any = new HashSet<>(before);
        any.addAll(after);
        return engines.isPresent() && engines.get().containsAll(lasting) && any.containsAll(engines.get());
    }

    /// The last field of each channel's line is its uniqueid.
    private Set<String> asterisks() {
        return house.asterisk()
                .answers("core show channels concise")
                .lines()
                .filter(line -> line.contains("!"))
                .map(line -> line.substring(line.lastIndexOf('!') + 1))
                .collect(Collectors.toSet());
    }

    private void call() {
        String number = "%s%03d".formatted(Fixtures.NATIONAL_NUMBER_PREFIX, 100 + called.getAndIncrement() % 600);
        Caller caller = house.phones().caller(number).dials(HousePlan.NUMBER);
        if (caller.connects(SOON)) {
            for (int tries = 0; tries < 90 && caller.isConnected(); tries++) {
                // A key pressed before the question, or after it, is not listened for.
                caller.presses('2');
                if (caller.hearing().hearsTone(A_PERSONS_VOICE, Duration.ofSeconds(1))) {
                    reached.incrementAndGet();
                    break;
                }
            }
        }
        caller.hangsUp();
    }

    private void leavesNothing() {
        assertTrue(
                LabHouse.eventually(
                        SOON,
                        () -> asterisks().isEmpty()
                                && house.channels().equals(Optional.of(Set.of()))
                                && house.metric("permanence_calls_running") == 0
                                && house.passed("ended") == house.passed("arrived")),
                () -> "asterisk " + asterisks() + "\nengine " + house.channels() + "\n"
                        + house.engine().lastWords());
        assertEquals(0, house.metric("permanence_queue_waiting"), "callers that wait on");
        Map<String, Long> ends = house.journal().stream()
                .filter(entry -> entry.path("station").asString().equals("ended"))
                .collect(Collectors.groupingBy(
                        entry -> entry.path("disposition").asString(), TreeMap::new, Collectors.counting()));
        System.out.println("ami cut: the calls ended so: " + ends);
        for (int i = 0; i < ASSISTANTS; i++) {
            String assistant = "assistant-" + i;
            assertTrue(
                    LabHouse.eventually(SOON, () -> Set.of("ready", "away").contains(house.stateOf(assistant))),
                    () -> assistant + " is " + house.stateOf(assistant));
        }
    }
}
