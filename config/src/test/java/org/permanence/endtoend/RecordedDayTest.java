package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scene.PATIENTS_VOICE;
import static org.permanence.endtoend.Scene.SOON;

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
import org.permanence.lab.HousePlan;
import org.permanence.lab.LabHouse;
import org.permanence.lab.PlainTraces;
import org.permanence.testing.Fixtures;

/// A hundred recorded calls, after which every file of the house is looked through, and a backup made in their
/// midst.
@Tag("unhurried")
class RecordedDayTest extends InOneHouse {

    private static final int CALLS = 100;
    private static final int AT_A_TIME = 20;
    private static final int ASSISTANTS_VOICE = 700;
    private static final Duration TALK = Duration.ofSeconds(2);

    private final AtomicInteger talked = new AtomicInteger();

    RecordedDayTest() {
        super(HousePlan.small().withAssistants(AT_A_TIME).recording());
    }

    @Test
    void nothingPlainIsLeftOfAHundredConversationsInAnyFileOrBackupOfTheHouse() throws IOException {
        for (int i = 0; i < AT_A_TIME; i++) {
            house.signIn("assistant-" + i);
            house.phoneOf("assistant-" + i).says(ASSISTANTS_VOICE);
        }
        Path backup = Files.createDirectory(house.work().resolve("backup"));

        Queue<Integer> unheard = callAll(backup);

        assertEquals(List.of(), List.copyOf(unheard), house.engine()::lastWords);
        assertTrue(
                LabHouse.eventually(SOON, () -> states().equals(Map.of("sealed", (long) CALLS))),
                () -> states() + complaints());
        Path state = house.work().resolve("state");
        String number = Fixtures.NUMBER_PREFIX.substring(1);
        var traces = new PlainTraces(state, backup, house.work().resolve("engine.log"));
        assertEquals(List.of(), traces.ofTone(PATIENTS_VOICE), "files with a patient's voice");
        assertEquals(List.of(), traces.ofTone(ASSISTANTS_VOICE), "files with an assistant's voice");
        assertEquals(List.of(), traces.ofText(Fixtures.SURNAME), "files with a patient's name");
        assertEquals(List.of(), traces.ofText(Fixtures.NATIONAL_NUMBER_PREFIX + "7"), "files with a patient's number");
        assertEquals(List.of(), traces.ofText(number + "7"), "files with it in E.164");
        whatIsPlainWouldHaveBeenFound();
    }

    private void whatIsPlainWouldHaveBeenFound() throws IOException {
        String one = house.recordings().getFirst().path("recording").asString();
        var sound = house.plays(one);
        assertTrue(sound.callerSays(PATIENTS_VOICE) && sound.otherSays(ASSISTANTS_VOICE));
        var plain = new PlainTraces(house.work().resolve(one + ".wav"));
        assertFalse(plain.ofTone(PATIENTS_VOICE).isEmpty()
                || plain.ofTone(ASSISTANTS_VOICE).isEmpty());
    }

    /// @return the callers who did not hear an assistant
    private Queue<Integer> callAll(Path backup) {
        Queue<Integer> next =
                new ConcurrentLinkedQueue<>(IntStream.range(0, CALLS).boxed().toList());
        Queue<Integer> unheard = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_A_TIME; i++) {
                threads.execute(() -> {
                    for (Integer mine = next.poll(); mine != null; mine = next.poll()) {
                        if (!talks(mine)) {
                            unheard.add(mine);
                        }
                        if (talked.incrementAndGet() == CALLS / 2) {
                            copy(house.work().resolve("state"), backup);
                        }
                    }
                });
            }
        }
        return unheard;
    }

    private boolean talks(int call) {
        var caller = house.phones()
                .callerFrom("\"%s\" <sip:%s%03d@127.0.0.1>"
                        .formatted(Fixtures.SURNAME, Fixtures.NATIONAL_NUMBER_PREFIX, 700 + call))
                .says(PATIENTS_VOICE)
                .dials(HousePlan.NUMBER);
        boolean heard = caller.connects(SOON);
        for (int tries = 0; heard && tries < 30; tries++) {
            // A key pressed before the question, or after it, is not listened for.
            caller.presses('2');
            if (caller.hearing().hearsTone(ASSISTANTS_VOICE, Duration.ofSeconds(1))) {
                LabHouse.eventually(TALK, () -> false);
                break;
            }
            heard = tries < 29;
        }
        caller.hangsUp();
        return heard;
    }

    private Map<String, Long> states() {
        return house.recordings().stream()
                .collect(Collectors.groupingBy(one -> one.path("state").asString(), Collectors.counting()));
    }

    /// What the engine itself found wrong, and the calls that no recording was made of.
    private String complaints() {
        var recorded = house.recordings().stream()
                .map(one -> one.path("call").asString())
                .toList();
        var others = house.journal().stream()
                .filter(entry -> !recorded.contains(entry.path("call").asString()));
        return Stream.concat(
                        house.engine().log().stream()
                                .filter(line -> line.contains("\"WARN\"") || line.contains("\"ERROR\"")),
                        others.map(Object::toString))
                .collect(Collectors.joining("\n", "\n", ""));
    }

    /// As a backup would: each file as it is found, while the house goes on.
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
