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
import org.permanence.audit.InMemoryReplica.Fault;
import org.permanence.verify.LogVerifier;

@Timeout(60)
class FailingReplicaTest {

    private static final long LARGE = 1 << 20;

    private final InMemoryReplica first = new InMemoryReplica();
    private final InMemoryReplica second = new InMemoryReplica();

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void requestsFailWithoutAReplicaAndSucceedAfterRecovery(Fault fault) throws IOException {
        try (var log = AuditLogFixture.open(LARGE, first, second)) {
            log.open(AuditLogFixture.playRequest("before"));
            first.failWith(fault);
            second.failWith(fault);
            for (int i = 0; i < 3; i++) {
                assertThrows(AuditException.class, () -> log.open(AuditLogFixture.playRequest("never")), fault.name());
            }
            first.recover();
            second.recover();
            awaitReplicas(log, 2);
            openUntilAccepted(log);
        }

        assertIntact(first);
        assertIntact(second);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void oneReplicaIsEnoughAndTheOtherCatchesUp(Fault fault) throws IOException {
        List<Long> acknowledged = new ArrayList<>();
        try (var log = AuditLogFixture.open(LARGE, first, second)) {
            acknowledged.add(log.open(AuditLogFixture.playRequest("before")).entry());
            first.failWith(fault);
            for (int i = 0; i < 1_500; i++) { // More than fit in memory: the rest is read from the other replica.
                acknowledged.add(
                        log.open(AuditLogFixture.playRequest("rec-" + i)).entry());
            }
            first.recover();
            awaitReplicas(log, 2);
        }

        assertEquals(1_501, acknowledged.size());
        assertEquals(assertIntact(second), assertIntact(first));
    }

    @Test
    void eachFailureOfAReplicaIsCountedOnceAndTheLastOneIsReported() {
        try (var log = AuditLogFixture.open(LARGE, first, second)) {
            awaitReplicas(log, 2);
            first.failWith(Fault.FORCE);
            log.open(AuditLogFixture.playRequest("one-is-left"));
            awaitReplicas(log, 1);
            assertEquals(1, log.state().failures());
            assertEquals(2, log.state().replicas());

            second.failWith(Fault.FORCE);
            assertThrows(AuditException.class, () -> log.open(AuditLogFixture.playRequest("none-is-left")));
            awaitReplicas(log, 0);
            assertEquals(2, log.state().failures());

            first.recover();
            second.recover();
            awaitReplicas(log, 2);
            assertEquals(2, log.state().failures(), "attempts to open a failed replica again are not counted");
        }
    }

    @Test
    void fileIsAbandonedAfterAFailedSync() throws IOException {
        try (var log = AuditLogFixture.open(LARGE, first)) {
            log.open(AuditLogFixture.playRequest("before"));
            first.failWith(Fault.FORCE);
            assertThrows(AuditException.class, () -> log.open(AuditLogFixture.playRequest("waits")));
            first.recover();
            openUntilAccepted(log);
        }

        assertTrue(first.names().contains("00000000000000000001.entries"), () -> String.valueOf(names()));
        assertTrue(assertIntact(first) >= 3);
    }

    @Test
    void notesAreBufferedWithoutAReplicaAndStateWhenTheyOccurred() throws IOException {
        var late = new ArrayList<String>();
        try (var log = AuditLogFixture.open(LARGE, first)) {
            first.failWith(Fault.FORCE);
            assertThrows(AuditException.class, () -> log.open(AuditLogFixture.playRequest("waits")));
            awaitReplicas(log, 0);
            for (int i = 0; i < 10_010; i++) {
                log.note(AuditLogFixture.playRequest("call-" + i));
            }
            assertEquals(10_000, log.state().pendingNotes());
            assertEquals(10, log.state().lostNotes());
            first.recover();
            while (log.state().pendingNotes() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        new LogVerifier(
                        first,
                        _ -> true,
                        List.of(),
                        _ -> {},
                        entry -> entry.fields()
                                .findWord("occurred")
                                .ifPresent(_ -> late.add(entry.fields().word("object"))))
                .verify();
        assertEquals(10_000, late.size());
        assertEquals("call-0", late.getFirst());
        assertEquals("call-9999", late.getLast());
    }

    private static void awaitReplicas(AuditLog log, int number) {
        while (log.state().replicasUp() != number) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void openUntilAccepted(AuditLog log) {
        while (true) {
            try {
                log.open(AuditLogFixture.playRequest("after"));
                return;
            } catch (AuditException _) {
                LockSupport.parkNanos(1_000_000); // Waits for the replica to recover.
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

    private static long assertIntact(InMemoryReplica replica) throws IOException {
        LogVerifier.Report report = AuditLogFixture.verify(replica);
        assertEquals(List.of(), report.findings());
        return report.end().size();
    }
}
