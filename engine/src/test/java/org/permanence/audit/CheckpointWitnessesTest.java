package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.testing.SteppedClock;
import org.permanence.verify.Checkpoint;
import org.permanence.verify.LogFiles;
import org.permanence.verify.SignedNote;
import org.permanence.verify.TreeHasher;

/// The checkpoints that are kept outside the log, compared with it.
@Timeout(60)
class CheckpointWitnessesTest {

    private static final long ONE_ENTRY = 1;

    private final InMemoryReplica first = new InMemoryReplica();
    private final Place database = new Place("database");
    private final Place keyStore = new Place("key store");

    /// A place in memory.
    private static final class Place implements CheckpointWitness {

        private final String name;
        private Optional<String> kept = Optional.empty();
        private boolean unavailable;

        private Place(String name) {
            this.name = name;
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public Optional<String> read() {
            requireAvailable();
            return kept;
        }

        @Override
        public void keep(String note) {
            requireAvailable();
            kept = Optional.of(note);
        }

        private void requireAvailable() {
            if (unavailable) {
                throw new IllegalStateException("not available");
            }
        }
    }

    @Test
    void logWithoutItsEndDiffersAndThePlacesKeepTheEvidence() throws IOException {
        writeEntries(1);
        writeEntries(2);
        deleteLastSegment();

        CheckpointWitnesses witnesses = witnesses();

        assertEquals(
                Optional.of("audit log: entries are missing, or it is another log"
                        + " (expected: the 3 entries of the checkpoint in the database)"),
                witnesses.compare());
        String evidence = database.kept.orElseThrow();
        writeEntriesWithoutComparing(4);
        assertEquals(evidence, database.kept.orElseThrow());
    }

    @Test
    void otherLogOfTheSameSizeDiffers() {
        writeEntries(2);
        var other = new InMemoryReplica();
        try (var log = AuditLogFixture.open(1 << 20, other)) {
            log.open(AuditLogFixture.playRequest("rec-x"));
            log.open(AuditLogFixture.playRequest("rec-y"));
        }

        assertTrue(new CheckpointWitnesses(List.of(other), List.of(database), AuditLogFixture.SIGNER.key())
                .compare()
                .isPresent());
    }

    @Test
    void checkpointOfAnotherKeyDiffersAndIsNotReplaced() {
        writeEntries(1);
        String kept = database.kept.orElseThrow();
        database.kept = Optional.of(kept.replaceFirst("\n1\n", "\n2\n"));
        String forged = database.kept.orElseThrow();

        assertTrue(witnesses().compare().orElseThrow().startsWith("audit witness: the database has another log's"));
        assertEquals(forged, database.kept.orElseThrow());
    }

    @Test
    void newestCheckpointIsSpreadIfTheLogDiffers() throws IOException {
        writeEntries(1);
        Optional<String> older = keyStore.kept;
        writeEntries(1);
        keyStore.kept = older;
        deleteLastSegment();

        assertTrue(witnesses().compare().isPresent());

        assertEquals(database.kept, keyStore.kept, "the verifier finds it with the key store alone");
    }

    @Test
    void placeThatIsNotAvailableIsComparedWhenItReturns() throws IOException {
        writeEntries(1);
        keyStore.kept = Optional.empty();
        writeEntries(1);
        deleteLastSegment();
        keyStore.kept = Optional.empty();
        database.unavailable = true;
        CheckpointWitnesses witnesses = witnesses();
        assertEquals(Optional.empty(), witnesses.compare());

        KeptCheckpoint place = witnesses.places().getFirst();
        SignedNote newest = note(5);
        assertThrows(IllegalStateException.class, () -> place.keep(newest));
        database.unavailable = false;

        assertTrue(place.keep(newest).isPresent());
        assertEquals(2, Checkpoint.parse(keptNote().text()).size(), "the evidence stays");
    }

    @Test
    void newPlaceAndExpiredCheckpointAgree() {
        writeEntries(1);
        Optional<String> early = database.kept;
        var clock = new SteppedClock();
        try (var log =
                AuditLog.open(AuditLogFixture.settings(ONE_ENTRY), List.of(first), AuditLogFixture.SIGNER, clock)) {
            for (int i = 0; i < 3; i++) {
                clock.advance(Duration.ofDays(1));
                log.open(AuditLogFixture.playRequest("rec-" + i));
                log.checkpoint();
            }
            log.expire(Instant.parse("2099-01-01T00:00:00Z"));
        }
        database.kept = early;
        keyStore.kept = Optional.empty();

        assertEquals(Optional.empty(), witnesses().compare());
    }

    @Test
    void acceptedLogReplacesTheEvidence() throws IOException {
        writeEntries(1);
        writeEntries(1);
        deleteLastSegment();
        CheckpointWitnesses witnesses = witnesses();
        assertTrue(witnesses.compare().isPresent());

        witnesses.acceptLog();
        writeEntries(witnesses, 3);

        assertEquals(4, Checkpoint.parse(keptNote().text()).size());
        assertEquals(Optional.empty(), witnesses().compare());
    }

    @Test
    void checkpointIsDurableOnceEachWorkingReplicaHasIt() {
        var second = new InMemoryReplica();
        AuditLog log = AuditLogFixture.open(1 << 20, first, second);
        assertEquals(Optional.empty(), log.durableCheckpoint());
        log.open(AuditLogFixture.playRequest("rec-1"));
        log.close();

        assertEquals(
                1,
                Checkpoint.parse(log.durableCheckpoint().orElseThrow().text()).size());
    }

    private CheckpointWitnesses witnesses() {
        return new CheckpointWitnesses(List.of(first), List.of(database, keyStore), AuditLogFixture.SIGNER.key());
    }

    private void writeEntries(int entries) {
        CheckpointWitnesses witnesses = witnesses();
        assertEquals(Optional.empty(), witnesses.compare());
        writeEntries(witnesses, entries);
    }

    private void writeEntriesWithoutComparing(int entries) {
        writeEntries(witnesses(), entries);
    }

    private void writeEntries(CheckpointWitnesses witnesses, int entries) {
        AuditLog log = AuditLogFixture.open(1 << 20, first);
        List<String> recordings = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            recordings.add("rec-" + i);
        }
        recordings.forEach(recording -> log.open(AuditLogFixture.playRequest(recording)));
        log.close();
        SignedNote newest = log.durableCheckpoint().orElseThrow();
        witnesses.places().forEach(place -> place.keep(newest));
    }

    private SignedNote keptNote() {
        return SignedNote.parseAll(database.kept.orElseThrow()).getFirst();
    }

    private static SignedNote note(long size) {
        var hash = new TreeHasher().empty();
        String text =
                new Checkpoint("permanence.example/log", size, hash, size, "2026-11-18T09:30:00.000000Z", hash).text();
        return SignedNote.of(
                text, AuditLogFixture.SIGNER.key(), AuditLogFixture.SIGNER.sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void deleteLastSegment() throws IOException {
        long last = LogFiles.first(first.names().getLast());
        for (String name : first.names()) {
            if (LogFiles.first(name) == last) {
                first.delete(name);
            }
        }
    }
}
