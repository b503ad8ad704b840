package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.audit.MemoryDisk.Fault;
import org.permanence.verify.LogVerifier;

@Timeout(60)
class FailingSinkTest {

    private static final long LARGE = 1 << 20;

    private final MemoryDisk first = new MemoryDisk();
    private final MemoryDisk second = new MemoryDisk();

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void withoutASinkNobodyLooksAndTheLogGoesOnWhenOneIsBack(Fault fault) throws IOException {
        try (var log = AuditLab.open(LARGE, first, second)) {
            log.open(AuditLab.played("before"));
            first.fails(fault);
            second.fails(fault);
            for (int i = 0; i < 3; i++) {
                assertThrows(AuditException.class, () -> log.open(AuditLab.played("never")), fault.name());
            }
            first.works();
            second.works();
            awaitSinks(log, 2);
            openUntilTaken(log);
        }

        assertWhole(first);
        assertWhole(second);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void oneSinkIsEnoughWhateverTheOtherDoesAndTheOtherCatchesUp(Fault fault) throws IOException {
        List<Long> acknowledged = new ArrayList<>();
        try (var log = AuditLab.open(LARGE, first, second)) {
            acknowledged.add(log.open(AuditLab.played("before")).entry());
            first.fails(fault);
            for (int i = 0; i < 1_500; i++) { // More than wait in memory: the rest is read from the other disk.
                acknowledged.add(log.open(AuditLab.played("rec-" + i)).entry());
            }
            first.works();
            awaitSinks(log, 2);
        }

        assertEquals(1_501, acknowledged.size());
        assertEquals(assertWhole(second), assertWhole(first));
    }

    @Test
    void aFileWhoseForceFailedIsNeverWrittenAgain() throws IOException {
        try (var log = AuditLab.open(LARGE, first)) {
            log.open(AuditLab.played("before"));
            first.fails(Fault.FORCE);
            assertThrows(AuditException.class, () -> log.open(AuditLab.played("waits")));
            first.works();
            openUntilTaken(log);
        }

        assertTrue(first.names().contains("00000000000000000001.entries"), () -> String.valueOf(names()));
        assertTrue(assertWhole(first) >= 3);
    }

    @Test
    void whatLiveCallsDoIsKeptWhileNoSinkIsThereAndMarkedLate() throws IOException {
        var late = new ArrayList<String>();
        try (var log = AuditLab.open(LARGE, first)) {
            first.fails(Fault.FORCE);
            assertThrows(AuditException.class, () -> log.open(AuditLab.played("waits")));
            awaitSinks(log, 0);
            for (int i = 0; i < 10_010; i++) {
                log.note(AuditLab.played("call-" + i));
            }
            assertEquals(10_000, log.state().lateNotes());
            assertEquals(10, log.state().lostNotes());
            first.works();
            while (log.state().lateNotes() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        new LogVerifier(
                        first,
                        _ -> true,
                        List.of(),
                        _ -> {},
                        entry -> entry.fields()
                                .findWord("late")
                                .ifPresent(_ -> late.add(entry.fields().word("object"))))
                .verify();
        assertEquals(10_000, late.size());
        assertEquals("call-0", late.getFirst());
        assertEquals("call-9999", late.getLast());
    }

    private static void awaitSinks(AuditLog log, int number) {
        while (log.state().sinksUp() != number) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void openUntilTaken(AuditLog log) {
        while (true) {
            try {
                log.open(AuditLab.played("after"));
                return;
            } catch (AuditException _) {
                LockSupport.parkNanos(1_000_000); // Its sink comes back by and by.
            }
        }
    }

    private List<String> names() {
        try {
            return first.names();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static long assertWhole(MemoryDisk disk) throws IOException {
        LogVerifier.Report report = AuditLab.verify(disk);
        assertEquals(List.of(), report.findings());
        return report.end().size();
    }
}
