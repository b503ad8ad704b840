package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;
import org.permanence.verify.Entry;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;

@Timeout(60)
class AuditLogTest {

    private static final long LARGE = 1 << 20;
    private static final long SMALL = 2_000;

    private final InMemoryReplica first = new InMemoryReplica();
    private final InMemoryReplica second = new InMemoryReplica();

    @Test
    void phoneNumberOrNameIsRefusedAsAnId() {
        for (String personal : List.of("Marie Curie", "+33612345678", "06 12 34 56 78", "Müller", "a\"b", "a\nb", "")) {
            for (var kind : AuditObject.Kind.values()) {
                assertThrows(IllegalArgumentException.class, () -> new AuditObject(kind, personal), personal);
            }
        }
    }

    @Test
    void numberIsRefusedAsActorOrDevice() {
        for (String number : List.of("0612345678", "33612345678", "06.12.34.56.78", "tel:0612345678", "cli-123456")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Principal.Person(number, Role.DOCTOR, "cli", Principal.NO_SESSION),
                    number);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Principal.Person("ines", Role.ASSISTANT, number, Principal.NO_SESSION),
                    number);
        }
        assertEquals(
                "ines-2026",
                new Principal.Person("ines-2026", Role.ASSISTANT, "desk-12345", Principal.NO_SESSION).name());
    }

    @Test
    void patientMustBeAPseudonym() {
        for (String other : List.of("0612345678", "marie-curie", "a1".repeat(15), "A1".repeat(16), "a1".repeat(17))) {
            assertThrows(IllegalArgumentException.class, () -> new AuditObject(AuditObject.Kind.PATIENT, other), other);
        }
        assertEquals("a1".repeat(16), new AuditObject(AuditObject.Kind.PATIENT, "a1".repeat(16)).name());
    }

    @Test
    void entryIsOneLineOfCanonicalJson() throws IOException {
        try (var log = AuditLogFixture.open(LARGE, first)) {
            log.close(log.open(AuditLogFixture.playRequest("rec-1")), AuditGate.Outcome.SUCCEEDED);
        }

        String file = new String(first.read(LogFiles.name(0, LogFiles.ENTRIES)), StandardCharsets.US_ASCII);
        List<String> lines = file.lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).matches("[0-9a-f]{8} \\d+ 0 \\{.*"), lines.get(1));
        assertEquals(
                "{\"action\":\"RECORDING_PLAYED\",\"actor\":\"dr.okafor\",\"details\":{},\"device\":\"cli\","
                        + "\"kind\":\"RECORDING\",\"object\":\"rec-1\",\"practice\":\"les-lilas\","
                        + "\"prev\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\",\"pseq\":1,\"purpose\":\"TREAT\","
                        + "\"role\":\"DOCTOR\",\"seq\":0,"
                        + "\"session\":\"019a1b2c-3d4e-7f60-8123-456789abcdef\","
                        + "\"ts\":\"2026-11-18T09:30:00.000000Z\"}",
                lines.get(1).substring(lines.get(1).indexOf('{')));
        assertTrue(lines.get(2).contains("\"completes\":0,") && lines.get(2).contains("\"outcome\":\"SUCCEEDED\""));
    }

    @Test
    void numbersAreCompleteWithManyConcurrentWriters() throws IOException, InterruptedException, ExecutionException {
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        try (var log = AuditLogFixture.open(LARGE, first, second);
                var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < 64; writer++) {
                var practice = new PracticeId("practice-" + writer % 5);
                done.add(writers.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        numbers.add(log.open(AuditLogFixture.playRequest(practice, "rec-" + i))
                                .entry());
                    }
                }));
            }
            for (Future<?> writer : done) {
                writer.get();
            }
        }

        assertEquals(
                LongStream.range(0, 3_200).boxed().toList(),
                numbers.stream().sorted().toList());
        for (LogFiles disk : List.of(first, second)) {
            LogVerifier.Report report = AuditLogFixture.verify(disk);
            assertEquals(List.of(), report.findings());
            assertEquals(3_200, report.end().size());
            assertEquals(650, report.end().count("practice-3"));
            assertEquals(0, report.unsigned());
        }
    }

    @Test
    void logContinuesAfterRestartInSelfContainedSegments() throws IOException {
        for (int run = 0; run < 4; run++) {
            try (var log = AuditLogFixture.open(SMALL, first)) {
                for (int i = 0; i < 20; i++) {
                    log.open(
                            i % 7 == 0
                                    ? AuditLogFixture.installationRequest()
                                    : AuditLogFixture.playRequest("rec-" + i));
                }
            }
        }

        LogVerifier.Report report = AuditLogFixture.verify(first);
        assertEquals(List.of(), report.findings());
        assertEquals(80, report.end().size());
        assertEquals(4, report.checkpoints().size());
        assertTrue(first.names().size() > 10);
    }

    @Test
    void restartWithoutAnEntryLeavesTheLogUnchanged() throws IOException {
        for (int run = 0; run < 3; run++) {
            AuditLogFixture.open(SMALL, first, second).close();
        }
        try (var log = AuditLogFixture.open(SMALL, first, second)) {
            log.open(AuditLogFixture.playRequest("rec-1"));
        }
        AuditLogFixture.open(SMALL, first, second).close();

        assertEquals(1, AuditLogFixture.verify(first).end().size());
        assertEquals(List.of(), AuditLogFixture.verify(second).findings());
    }

    @Test
    void tornTailIsTruncatedAndOtherDamageIsRefused() throws IOException {
        try (var log = AuditLogFixture.open(LARGE, first)) {
            log.open(AuditLogFixture.playRequest("rec-0"));
            log.open(AuditLogFixture.playRequest("rec-1"));
            log.open(AuditLogFixture.playRequest("rec-2"));
        }
        String name = LogFiles.name(0, LogFiles.ENTRIES);
        byte[] good = first.read(name);
        byte[] torn = Arrays.copyOf(good, good.length + 100);
        first.replaceFile(name, torn);
        AuditLogFixture.open(LARGE, first).close();
        assertEquals(good.length, first.read(name).length);

        byte[] damaged = good.clone();
        damaged[new String(good, StandardCharsets.US_ASCII).indexOf("rec-1")] ^= 1;
        first.replaceFile(name, damaged);
        var refusal = assertThrows(
                AuditException.class, () -> AuditLogFixture.open(LARGE, first).close());
        assertEquals(
                "audit log: " + name + ", entry 1: damaged after it was durable (expected: a whole log)",
                refusal.getMessage());

        first.replaceFile(name, Arrays.copyOf(good, good.length - 10));
        assertThrows(
                AuditException.class, () -> AuditLogFixture.open(LARGE, first).close()); // A checkpoint covers it.
    }

    @Test
    void signedLogDamagedAtItsFirstEntryIsRefused() throws IOException {
        try (var log = AuditLogFixture.open(LARGE, first)) {
            log.open(AuditLogFixture.playRequest("rec-0"));
        }
        String name = LogFiles.name(0, LogFiles.ENTRIES);
        String good = new String(first.read(name), StandardCharsets.US_ASCII);
        int head = good.indexOf('\n') + 1;
        for (String damaged :
                List.of(good.replace("rec-0", "rec-9"), good.substring(0, head), good.substring(0, 9), "")) {
            first.replaceFile(name, damaged.getBytes(StandardCharsets.US_ASCII));

            var refusal = assertThrows(
                    AuditException.class,
                    () -> AuditLogFixture.open(LARGE, first).close());

            assertEquals(
                    "audit log: " + name + ", entry 0: missing, but a checkpoint covers it (expected: a whole log)",
                    refusal.getMessage());
        }
    }

    @Test
    void divergedReplicasAreRefused() {
        for (InMemoryReplica replica : List.of(first, second)) {
            try (var log = AuditLogFixture.open(LARGE, replica)) {
                log.open(AuditLogFixture.playRequest(replica == first ? "rec-1" : "rec-2"));
            }
        }

        assertThrows(
                AuditException.class,
                () -> AuditLogFixture.open(LARGE, first, second).close());
    }

    @Test
    void replicaThatWasUnavailableCatchesUp() throws IOException {
        AuditLogFixture.open(SMALL, first, second).close();
        try (var log = AuditLogFixture.open(SMALL, first)) {
            for (int i = 0; i < 100; i++) {
                log.open(AuditLogFixture.playRequest("rec-" + i));
                if (i % 10 == 0) {
                    log.checkpoint();
                }
            }
        }
        AuditLogFixture.open(SMALL, first, second).close();

        for (LogFiles disk : List.of(first, second)) {
            LogVerifier.Report report = AuditLogFixture.verify(disk);
            assertEquals(List.of(), report.findings());
            assertEquals(100, report.end().size());
            assertEquals(11, report.checkpoints().size());
        }
    }

    @Test
    void expiredSegmentsAreRemovedAndTheRestVerifies() throws IOException {
        var clock = new SteppedClock();
        Instant start = clock.instant();
        try (var log =
                AuditLog.open(AuditLogFixture.settings(SMALL), List.of(first, second), AuditLogFixture.SIGNER, clock)) {
            for (int day = 0; day < 60; day++) {
                log.open(AuditLogFixture.playRequest("rec-" + day));
                log.checkpoint();
                clock.advance(Duration.ofDays(1));
            }
            assertEquals(0, log.expire(start));
            assertTrue(log.expire(start.plus(Duration.ofDays(30))) > 10);
        }

        var kept = new HashSet<String>();
        var report = new LogVerifier(
                        first,
                        note -> note.isSignedBy(AuditLogFixture.SIGNER.key()),
                        List.of(),
                        _ -> {},
                        entry -> kept.add(entry.fields().word("object")))
                .verify();
        assertEquals(List.of(), report.findings());
        assertEquals(List.of(), AuditLogFixture.verify(second).findings());
        assertEquals(62, report.end().size());
        assertTrue(kept.contains("rec-31") && !kept.contains("rec-2"));
    }

    @Test
    void timesNeverDecreaseWhenTheClockIsSetBack() throws IOException {
        var times = new ArrayList<String>();
        try (var log = AuditLogFixture.open(LARGE, first)) {
            log.open(AuditLogFixture.playRequest("rec-1"));
        }
        var earlier = new SteppedClock(SteppedClock.WEDNESDAY_MORNING.minus(Duration.ofHours(1)));
        try (var log =
                AuditLog.open(AuditLogFixture.settings(LARGE), List.of(first), AuditLogFixture.SIGNER, earlier)) {
            log.open(AuditLogFixture.playRequest("rec-2"));
        }

        new LogVerifier(first, _ -> true, List.of(), _ -> {}, (Entry entry) -> times.add(entry.time())).verify();
        assertEquals(List.of("2026-11-18T09:30:00.000000Z", "2026-11-18T09:30:00.000000Z"), times);
    }

    @Test
    void directoryIsLockedByOneEngine(@TempDir Path directory) throws IOException {
        try (var replica = DirectoryReplica.open(directory)) {
            assertThrows(
                    AuditException.class, () -> DirectoryReplica.open(directory).close());
            try (var log = AuditLogFixture.openWithLongTimeout(replica)) {
                log.open(AuditLogFixture.playRequest("rec-1"));
            }
            assertEquals(1, AuditLogFixture.verify(replica).end().size());
            assertFalse(replica.names().isEmpty());
        }
        DirectoryReplica.open(directory).close();
    }
}
