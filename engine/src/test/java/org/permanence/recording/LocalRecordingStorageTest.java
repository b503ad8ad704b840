package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealedOutput;

class LocalRecordingStorageTest {

    private static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    private static final RecordingId SECOND = new RecordingId("0199aaaa-0000-7000-8000-000000000002");

    @TempDir
    Path folder;

    private Path directory;
    private LocalRecordingStorage storage;

    @BeforeEach
    void setUp() {
        directory = folder.resolve("recordings");
        storage = new LocalRecordingStorage(directory);
    }

    @Test
    void existingRecordingIsNeverOverwritten() throws IOException {
        write(storage.create(FIRST), "sealed");

        assertThrows(FileAlreadyExistsException.class, () -> storage.create(FIRST));

        assertEquals("sealed", read(FIRST));
    }

    @Test
    void missingFileIsReported() {
        assertThrows(NoSuchFileException.class, () -> storage.open(FIRST));
    }

    @Test
    void commitWithoutARepairIsRefused() throws IOException {
        write(storage.create(FIRST), "cut");

        assertThrows(NoSuchFileException.class, () -> storage.commitRepair(FIRST));

        assertEquals("cut", read(FIRST));
    }

    @Test
    void directoryAndFilesAreReadableByTheOwnerOnly() throws IOException {
        write(storage.create(FIRST), "sealed");
        write(storage.createRepair(FIRST), "repaired");

        assertEquals("rwx------", permissions(directory));
        for (Path file : files()) {
            assertEquals("rw-------", permissions(file));
        }
    }

    @Test
    void repairIsSeparateUntilCommitted() throws IOException {
        write(storage.create(FIRST), "cut");
        write(storage.createRepair(FIRST), "repaired");
        assertEquals("cut", read(FIRST));
        assertEquals(List.of(FIRST), storage.pendingRepairs());

        storage.commitRepair(FIRST);

        assertEquals("repaired", read(FIRST));
        assertEquals(List.of(), storage.pendingRepairs());
    }

    @Test
    void interruptedRepairIsRestarted() throws IOException {
        write(storage.createRepair(FIRST), "half");
        write(storage.createRepair(FIRST), "whole");

        storage.commitRepair(FIRST);

        assertEquals("whole", read(FIRST));
    }

    @Test
    void removingAMissingFileHasNoEffect() throws IOException {
        storage.remove(FIRST);
        storage.removeRepair(FIRST);

        assertEquals(List.of(), storage.pendingRepairs());
    }

    @Test
    void removalAffectsOnlyThatFile() throws IOException {
        write(storage.create(FIRST), "first");
        write(storage.create(SECOND), "second");
        write(storage.createRepair(SECOND), "repaired");

        storage.remove(FIRST);
        storage.removeRepair(SECOND);

        assertThrows(NoSuchFileException.class, () -> storage.open(FIRST));
        assertEquals("second", read(SECOND));
        assertEquals(1, files().size());
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    private String read(RecordingId recording) throws IOException {
        try (var file = storage.open(recording)) {
            var buffer = ByteBuffer.allocate(100);
            file.read(buffer);
            return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        }
    }

    private static void write(SealedOutput output, String text) throws IOException {
        try (output) {
            output.write(StandardCharsets.US_ASCII.encode(text));
            output.force();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
