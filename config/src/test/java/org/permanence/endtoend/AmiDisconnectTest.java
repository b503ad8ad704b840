package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// The AMI connection is cut again and again while calls come and go, and what Asterisk says there is changed.
class AmiDisconnectTest extends SharedInstallation {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration SYNC_BAR = Duration.ofSeconds(2);

    /// When a caller presses the key, counted from the answer: a person who has heard the question's first words.
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(2);

    /// A caller who was sent to a busy fallback line is received again, and then put through without a key.
    private static final Duration ANSWERED_TIMEOUT = Duration.ofSeconds(90);

    private static final int DISCONNECTS = 20;
    private static final int CALLS_PER_SECOND = 5;
    private static final int ASSISTANTS = 30;
    private static final int PERSON_TONE = 700;

    private final AtomicInteger dialledCalls = new AtomicInteger();
    private final AtomicInteger answeredCalls = new AtomicInteger();

    AmiDisconnectTest() {
        super(LabPlan.minimal().withAssistants(ASSISTANTS), LabInstallation::openWithAmiProxy);
    }

    @Test
    void channelTableMatchesAsteriskAfterEachReconnectAndNoCallIsLeft() {
        IntStream.range(0, ASSISTANTS).mapToObj(i -> "assistant-" + i).forEach(assistant -> {
            lab.signIn(assistant);
            lab.phoneOf(assistant).sendsTone(PERSON_TONE);
        });
        lab.phones().phone(LabPlan.FALLBACK).sendsTone(PERSON_TONE).acceptsByKey();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var calls = clock.scheduleAtFixedRate(
                    () -> callers.execute(this::call), 0, 1_000 / CALLS_PER_SECOND, TimeUnit.MILLISECONDS);
            assertTrue(
                    LabInstallation.eventually(SOON, () -> lab.eventCount("bridged") > 2), lab.engine()::lastLogLines);
            for (int i = 0; i < DISCONNECTS; i++) {
                assertSyncsAgain(i % 2 == 0);
            }
            calls.cancel(false);
        }
        System.out.printf("ami cut: %d calls, %d heard a person%n", dialledCalls.get(), answeredCalls.get());
        assertEquals(dialledCalls.get(), answeredCalls.get(), "callers who reached a person");
        assertNothingIsLeft();
    }

    /// Asterisk states its own version; on the way, the major version becomes an older one.
    @Test
    void versionThatAsteriskStatesIsReadAtEachAttachmentAndAnOlderOneIsAReason() {
        String version = asteriskVersion();
        String older = version.replaceFirst("^[0-9]+", "21");

        lab.amiProxy().changeAnswers(lines -> lines.replace("Value: " + version, "Value: " + older));
        lab.amiProxy().disconnect(true);

        var reasons = List.of("asterisk: version %s (expected: 22.10.1 or newer)".formatted(older));
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.reasonsNotReady().equals(reasons)),
                () -> lab.reasonsNotReady() + lab.engine().lastLogLines());

        lab.amiProxy().changeAnswers(UnaryOperator.identity());
        lab.amiProxy().disconnect(true);

        assertTrue(LabInstallation.eventually(SOON, lab::isReady), () -> "still not ready: " + lab.reasonsNotReady());
    }

    /// The three numbers that Asterisk's console tells.
    private String asteriskVersion() {
        String told = lab.asterisk().runCommand("core show version");
        var version = Pattern.compile("Asterisk ([0-9]+\\.[0-9]+\\.[0-9]+)").matcher(told);
        assertTrue(version.find(), told);
        return version.group(1);
    }

    /// Cuts the connection. Soon after the engine has opened the next one, it knows the same channels as Asterisk.
    private void assertSyncsAgain(boolean abruptly) {
        double detachedBefore = lab.metric("permanence_ami_detached_total");
        Instant cut = Instant.now();
        assertEquals(1, lab.amiProxy().disconnect(abruptly), "connections cut");
        assertTrue(
                LabInstallation.eventually(
                        SOON, () -> lab.amiProxy().lastConnectedAt().isAfter(cut) && isInSync()),
                () -> "asterisk " + asteriskChannels() + "\nengine " + lab.engineChannels() + "\n"
                        + lab.engine().lastLogLines());
        Instant reconnected = lab.amiProxy().lastConnectedAt();
        lab.stalls().assertWithin(SYNC_BAR, "ami cut: the channel table equals Asterisk's", reconnected, Instant.now());
        assertTrue(
                LabInstallation.eventually(SOON, () -> lab.metric("permanence_ami_detached_total") > detachedBefore),
                "the engine counts the cut");
    }

    /// Channels that Asterisk had both before and after the engine was asked must be known to the engine; channels
    /// that Asterisk had neither time must not.
    private boolean isInSync() {
        Set<String> channelsBefore = asteriskChannels();
        Optional<Set<String>> engineChannels = lab.engineChannels();
        Set<String> channelsAfter = asteriskChannels();
        Set<String> lasting = new HashSet<>(channelsBefore);
        lasting.retainAll(channelsAfter);
        Set<String> any = new HashSet<>(channelsBefore);
        any.addAll(channelsAfter);
        return engineChannels.isPresent()
                && engineChannels.get().containsAll(lasting)
                && any.containsAll(engineChannels.get());
    }

    /// The callers and the legs. The last field of each line is the channel's uniqueid. Not counted are the
    /// telephones that the dialplan rings (AppDial), and the second half of a leg.
    private Set<String> asteriskChannels() {
        return lab.asterisk()
                .runCommand("core show channels concise")
                .lines()
                .filter(line -> line.contains("!") && !line.contains("!AppDial!"))
                .map(line -> line.substring(line.lastIndexOf('!') + 1))
                .filter(uniqueid -> !uniqueid.endsWith(";2"))
                .collect(Collectors.toSet());
    }

    private void call() {
        String number = "%s%03d".formatted(Fixtures.NATIONAL_NUMBER_PREFIX, 100 + dialledCalls.getAndIncrement() % 600);
        Caller caller = lab.phones().caller(number).dials(LabPlan.PRACTICE_NUMBER);
        if (caller.connects(SOON) && !caller.ends(TIME_TO_PRESS)) {
            caller.presses('2');
            if (caller.audio().hasTone(PERSON_TONE, ANSWERED_TIMEOUT)) {
                answeredCalls.incrementAndGet();
            }
        }
        caller.hangsUp();
    }

    private void assertNothingIsLeft() {
        assertTrue(
                LabInstallation.eventually(
                        SOON,
                        () -> asteriskChannels().isEmpty()
                                && lab.engineChannels().equals(Optional.of(Set.of()))
                                && lab.metric("permanence_calls_running") == 0
                                && lab.eventCount("ended") == lab.eventCount("arrived")),
                () -> "asterisk " + asteriskChannels() + "\nengine " + lab.engineChannels() + "\n"
                        + lab.engine().lastLogLines());
        assertEquals(0, lab.metric("permanence_queue_waiting"), "callers still in the queue");
        Map<String, Long> ends = lab.journal().stream()
                .filter(entry -> entry.path("event").asString().equals("ended"))
                .collect(Collectors.groupingBy(
                        entry -> entry.path("disposition").asString(), TreeMap::new, Collectors.counting()));
        System.out.println("ami cut: the calls ended so: " + ends);
        for (int i = 0; i < ASSISTANTS; i++) {
            String assistant = "assistant-" + i;
            assertTrue(
                    LabInstallation.eventually(
                            SOON, () -> Set.of("ready", "paused").contains(lab.stateOf(assistant))),
                    () -> assistant + " is " + lab.stateOf(assistant));
        }
    }
}
