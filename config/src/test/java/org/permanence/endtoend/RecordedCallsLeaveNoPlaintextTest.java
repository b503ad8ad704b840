package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.lab.PlaintextScanner;
import org.permanence.testing.Fixtures;

/// A hundred recorded calls, and a backup taken during them. Then every file of the installation is searched for
/// plaintext.
@Tag("unhurried")
class RecordedCallsLeaveNoPlaintextTest extends SharedInstallation {

    private static final int CALLS = 100;
    private static final int CONCURRENT_CALLS = 20;
    private static final int ASSISTANT_TONE = 700;
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(1);
    private static final Duration ANSWERED_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TALK_TIME = Duration.ofSeconds(2);

    private final AtomicInteger completedCalls = new AtomicInteger();

    RecordedCallsLeaveNoPlaintextTest() {
        super(LabPlan.minimal().withAssistants(CONCURRENT_CALLS).withRecording());
    }

    @Test
    void noPlaintextOfAHundredCallsIsLeftInAnyFileOrBackup() throws IOException {
        for (int i = 0; i < CONCURRENT_CALLS; i++) {
            lab.signIn("assistant-" + i);
            lab.phoneOf("assistant-" + i).sendsTone(ASSISTANT_TONE);
        }
        Path backup = Files.createDirectory(lab.workDirectory().resolve("backup"));

        Queue<Integer> unanswered = callAll(backup);

        assertEquals(List.of(), List.copyOf(unanswered), lab.engine()::lastLogLines);
        assertEquals(Map.of("routine", (long) CALLS), urgencies(), "each key is understood");
        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(Map.of("sealed", (long) CALLS))),
                () -> recordingStates() + warningsAndUnrecordedCalls());
        Path state = lab.workDirectory().resolve("state");
        String number = Fixtures.NUMBER_PREFIX.substring(1);
        var scanner = new PlaintextScanner(state, backup, lab.workDirectory().resolve("engine.log"));
        assertEquals(List.of(), scanner.filesWithTone(PATIENT_TONE), "files with a patient's voice");
        assertEquals(List.of(), scanner.filesWithTone(ASSISTANT_TONE), "files with an assistant's voice");
        assertEquals(List.of(), scanner.filesWithText(Fixtures.SURNAME), "files with a patient's name");
        assertEquals(
                List.of(),
                scanner.filesWithText(Fixtures.NATIONAL_NUMBER_PREFIX + "7"),
                "files with a patient's number");
        assertEquals(List.of(), scanner.filesWithText(number + "7"), "files with it in E.164");
        assertScannerFindsPlaintext();
    }

    private void assertScannerFindsPlaintext() throws IOException {
        String recording = lab.recordings().getFirst().path("recording").asString();
        var sound = lab.playRecording(recording);
        assertTrue(sound.hasCallerTone(PATIENT_TONE) && sound.hasOtherPartyTone(ASSISTANT_TONE));
        var plaintext = new PlaintextScanner(lab.workDirectory().resolve(recording + ".wav"));
        assertFalse(plaintext.filesWithTone(PATIENT_TONE).isEmpty()
                || plaintext.filesWithTone(ASSISTANT_TONE).isEmpty());
    }

    /// @return the callers who did not hear an assistant
    private Queue<Integer> callAll(Path backup) {
        Queue<Integer> next =
                new ConcurrentLinkedQueue<>(IntStream.range(0, CALLS).boxed().toList());
        Queue<Integer> unanswered = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONCURRENT_CALLS; i++) {
                threads.execute(() -> {
                    for (Integer call = next.poll(); call != null; call = next.poll()) {
                        if (!reachesAssistant(call)) {
                            unanswered.add(call);
                        }
                        if (completedCalls.incrementAndGet() == CALLS / 2) {
                            copy(lab.workDirectory().resolve("state"), backup);
                        }
                    }
                });
            }
        }
        return unanswered;
    }

    private boolean reachesAssistant(int call) {
        var caller = lab.phones()
                .callerFrom("\"%s\" <sip:%s%03d@127.0.0.1>"
                        .formatted(Fixtures.SURNAME, Fixtures.NATIONAL_NUMBER_PREFIX, 700 + call))
                .sendsTone(PATIENT_TONE)
                .dials(LabPlan.PRACTICE_NUMBER);
        boolean heard = caller.connects(SOON)
                && !caller.ends(TIME_TO_PRESS)
                && caller.presses('2').audio().hasTone(ASSISTANT_TONE, ANSWERED_TIMEOUT);
        if (heard) {
            caller.ends(TALK_TIME);
        }
        caller.hangsUp();
        return heard;
    }

    private Map<String, Long> recordingStates() {
        return lab.recordings().stream()
                .collect(Collectors.groupingBy(one -> one.path("state").asString(), Collectors.counting()));
    }

    /// The engine's own warnings, and the calls without a recording.
    private String warningsAndUnrecordedCalls() {
        var recorded = lab.recordings().stream()
                .map(one -> one.path("call").asString())
                .toList();
        var others = lab.journal().stream()
                .filter(entry -> !recorded.contains(entry.path("call").asString()));
        return Stream.concat(
                        lab.engine().log().stream()
                                .filter(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\"")),
                        others.map(Object::toString))
                .collect(Collectors.joining("\n", "\n", ""));
    }

    /// Copies each file unchanged while the installation runs, as a backup does.
    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString().replace('/', '-')));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("backup: not made", e);
        }
    }
}
