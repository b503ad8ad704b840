package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.OwnEntries.OwnEntry;
import org.permanence.verify.LogFiles;

/// What was looked at in a person's name.
class OwnEntriesTest {

    private static final long SMALL = 4_000;

    private final InMemoryReplica replica = new InMemoryReplica();

    @Test
    void damagedSegmentGivesNothing() throws IOException {
        play(100, "ines");
        String name = LogFiles.name(0, LogFiles.ENTRIES);
        byte[] file = replica.read(name);
        file[file.length / 2] ^= 1;
        replica.replaceFile(name, file);

        assertThrows(AuditException.class, () -> OwnEntries.newest(replica, "ines", 1_000));
    }

    @Test
    void entriesOfOthersAreNotThere() throws IOException {
        play(5, "claire");
        play(5, "ines.b");
        play(5, "b.ines");

        assertEquals(List.of(), OwnEntries.newest(replica, "ines", 50));
    }

    @Test
    void newestComeFirstAndNoMoreThanAskedFor() throws IOException {
        play(30, "ines");

        List<OwnEntry> newest = OwnEntries.newest(replica, "ines", 4);

        assertEquals(
                List.of("ines-29", "ines-28", "ines-27", "ines-26"),
                newest.stream().map(OwnEntry::object).toList());
    }

    @Test
    void eachEntrySaysWhatWasDoneWhenWhyAndUnderWhichSession() throws IOException {
        play(1, "ines");

        OwnEntry entry = OwnEntries.newest(replica, "ines", 50).getFirst();

        assertEquals(
                new OwnEntry(
                        0,
                        "2026-11-18T09:30:00.000000Z",
                        "RECORDING_PLAYED",
                        "RECORDING",
                        "ines-0",
                        Optional.of("les-lilas"),
                        "TREAT",
                        "DOCTOR",
                        "cli",
                        AuditLogFixture.SESSION,
                        Optional.of("SUCCEEDED")),
                entry);
    }

    @Test
    void accessWithoutAResultHasNoOutcome() throws IOException {
        try (var log = AuditLogFixture.open(SMALL, replica)) {
            var _ = log.open(request("ines", "rec-1"));
        }

        assertEquals(
                Optional.empty(),
                OwnEntries.newest(replica, "ines", 50).getFirst().outcome());
    }

    /// The log may be longer than the memory.
    @Test
    void segmentsOlderThanTheNewestEntriesAreNotRead() throws IOException {
        play(200, "ines");
        List<String> read = new ArrayList<>();

        OwnEntries.newest(noting(read), "ines", 10);

        long segments = replica.names().stream()
                .filter(name -> name.endsWith(LogFiles.ENTRIES))
                .count();
        assertTrue(segments > 20, "segments: " + segments);
        assertTrue(read.size() <= 3, "read: " + read);
    }

    @Test
    void everySegmentIsReadAtMostOnceForAPersonWithFewEntries() throws IOException {
        play(1, "ines");
        play(200, "claire");
        List<String> read = new ArrayList<>();

        assertEquals(1, OwnEntries.newest(noting(read), "ines", 10).size());

        assertEquals(read.stream().distinct().toList(), read);
    }

    private LogFiles noting(List<String> read) {
        return new LogFiles() {
            @Override
            public List<String> names() throws IOException {
                return replica.names();
            }

            @Override
            public byte[] read(String name) throws IOException {
                read.add(name);
                return replica.read(name);
            }
        };
    }

    private void play(int times, String login) {
        try (var log = AuditLogFixture.open(SMALL, replica)) {
            IntStream.range(0, times)
                    .forEach(i -> log.close(log.open(request(login, login + "-" + i)), AuditGate.Outcome.SUCCEEDED));
        }
    }

    private static AuditRequest request(String login, String recording) {
        var person = new Principal.Person(login, Role.DOCTOR, "cli", AuditLogFixture.SESSION);
        return AuditRequest.of(
                new AccessRequest(person, Purpose.TREAT, AccessRequest.Reason.NONE),
                Action.RECORDING_PLAYED,
                AuditLogFixture.LES_LILAS,
                new AuditObject(AuditObject.Kind.RECORDING, recording));
    }
}
