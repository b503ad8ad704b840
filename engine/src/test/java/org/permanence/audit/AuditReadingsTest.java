package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.FhirAuditExport.Selection;
import org.permanence.verify.LogFiles;

@Timeout(60)
class AuditReadingsTest {

    private static final Principal.Person AUDITOR =
            new Principal.Person("claire", Role.AUDITOR, "cli", AuditLogFixture.SESSION);
    private static final AccessRequest ACCESS = new AccessRequest(AUDITOR, Purpose.HCOMPL, AccessRequest.Reason.NONE);
    private static final Selection ALL = Selection.ofPeriod(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));
    private static final AuditReadings.Output NEVER_OPENED = () -> {
        throw new AssertionError("out: opened (expected: not for this log)");
    };

    private final InMemoryReplica replica = new InMemoryReplica();
    private final AuditLog log = AuditLogFixture.open(4_000, replica);
    private final AuditReadings readings = new AuditReadings(log, AuditLogFixture.SIGNER.key(), "permanence.example");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void nothingIsReadWithoutAnEntry() {
        replica.failWith(InMemoryReplica.Fault.WRITE);

        assertThrows(AuditException.class, () -> readings.own(AUDITOR, Purpose.HOPERAT, 10));
        assertThrows(AuditException.class, () -> readings.export(ACCESS, ALL, NEVER_OPENED));
        assertThrows(
                AuditException.class,
                () -> readings.certify(ACCESS, AuditLogFixture.LES_LILAS, Instant.EPOCH, ALL.until()));
        replica.recover();
    }

    @Test
    void damagedLogIsNotExportedAndTheEntrySaysSo() throws IOException {
        for (int i = 0; i < 50; i++) {
            var _ = log.open(AuditLogFixture.playRequest("rec-" + i));
        }
        String name = LogFiles.name(0, LogFiles.ENTRIES);
        byte[] file = replica.read(name);
        file[file.length / 2] ^= 1;
        replica.replaceFile(name, file);

        assertThrows(AuditException.class, () -> readings.export(ACCESS, ALL, NEVER_OPENED));

        assertEquals(
                List.of("LOG_READ null", "LOG_EXPORTED FAILED"),
                readings.own(AUDITOR, Purpose.HOPERAT, 2).stream()
                        .map(entry -> entry.action() + " " + entry.outcome().orElse(null))
                        .toList());
    }

    @Test
    void whileOnePersonReadsAnotherIsRefused() {
        readings.export(ACCESS, ALL, () -> {
            var refused = assertThrows(AuditException.class, () -> readings.own(AUDITOR, Purpose.HOPERAT, 10));
            assertTrue(String.valueOf(refused.getMessage()).contains("another person reads it"), refused.getMessage());
            return Channels.newChannel(new ByteArrayOutputStream());
        });

        assertEquals(1, readings.own(AUDITOR, Purpose.HOPERAT, 1).size(), "free again");
    }

    @Test
    void numberOfOwnEntriesIsLimited() {
        for (int last : List.of(0, -1, 1_001)) {
            assertThrows(IllegalArgumentException.class, () -> readings.own(AUDITOR, Purpose.HOPERAT, last));
        }
    }

    @Test
    void exportHasItsOwnEntryButNoOutcomeOfItYet() throws IOException {
        String exported = export();

        assertEquals(1, exported.lines().count());
        assertTrue(exported.contains("\"110101\"") && exported.contains("no result is in the log"), exported);
    }

    /// The engine may be in the middle of a line, or begin a segment, while it is read.
    @Test
    void logIsWholeToItsReadersWhileItIsWritten() throws Exception {
        var stop = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 2_000 && !stop.get(); i++) {
                var _ = log.open(AuditLogFixture.playRequest("rec-" + i));
            }
        });
        long before = 0;
        for (int round = 0; round < 10; round++) {
            long events = export().lines().count();
            assertTrue(events > before, "events: " + events);
            before = events;
        }
        stop.set(true);
        writer.join();
    }

    @Test
    void unfinishedLineAndUnfinishedCheckpointAreLeftOut() throws IOException {
        var _ = log.open(AuditLogFixture.playRequest("rec-1"));
        log.close();
        for (String kind : List.of(LogFiles.ENTRIES, LogFiles.CHECKPOINTS)) {
            String name = LogFiles.name(0, kind);
            byte[] file = replica.read(name);
            byte[] longer = Arrays.copyOf(file, file.length + 30);
            System.arraycopy(file, 0, longer, file.length, 30);
            replica.replaceFile(name, longer);
        }

        assertEquals(List.of(), AuditLogFixture.verify(RunningLog.of(replica)).findings());
        assertEquals(
                Optional.of("truncated or damaged (expected: a complete line)"),
                AuditLogFixture.verify(replica)
                        .firstBad()
                        .map(bad -> bad.toString().replaceFirst("^[^:]*: ", "")));
    }

    private String export() {
        var out = new ByteArrayOutputStream();
        readings.export(ACCESS, ALL, () -> Channels.newChannel(out));
        return out.toString(StandardCharsets.UTF_8);
    }
}
