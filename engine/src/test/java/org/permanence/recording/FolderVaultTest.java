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
import org.permanence.seal.Sink;

class FolderVaultTest {

    private static final RecordingId FIRST = new RecordingId("0199aaaa-0000-7000-8000-000000000001");
    private static final RecordingId SECOND = new RecordingId("0199aaaa-0000-7000-8000-000000000002");

    @TempDir
    Path folder;

    private Path place;
    private FolderVault vault;

    @BeforeEach
    void aVaultWhoseFolderIsNotThereYet() {
        place = folder.resolve("recordings");
        vault = new FolderVault(place);
    }

    @Test
    void aRecordingIsNeverBegunOverAnother() throws IOException {
        write(vault.create(FIRST), "sealed");

        assertThrows(FileAlreadyExistsException.class, () -> vault.create(FIRST));

        assertEquals("sealed", read(FIRST));
    }

    @Test
    void aFileThatIsNotThereIsToldApart() {
        assertThrows(NoSuchFileException.class, () -> vault.open(FIRST));
    }

    @Test
    void toReplaceWithoutARepairIsRefused() throws IOException {
        write(vault.create(FIRST), "cut");

        assertThrows(NoSuchFileException.class, () -> vault.replace(FIRST));

        assertEquals("cut", read(FIRST));
    }

    @Test
    void nobodyElseReadsTheFolderOrItsFiles() throws IOException {
        write(vault.create(FIRST), "sealed");
        write(vault.repair(FIRST), "repaired");

        assertEquals("rwx------", rights(place));
        for (Path file : files()) {
            assertEquals("rw-------", rights(file));
        }
    }

    @Test
    void aRepairStandsBesideTheFileUntilItReplacesIt() throws IOException {
        write(vault.create(FIRST), "cut");
        write(vault.repair(FIRST), "repaired");
        assertEquals("cut", read(FIRST));
        assertEquals(List.of(FIRST), vault.repairs());

        vault.replace(FIRST);

        assertEquals("repaired", read(FIRST));
        assertEquals(List.of(), vault.repairs());
    }

    @Test
    void aRepairThatWasCutIsBegunAgain() throws IOException {
        write(vault.repair(FIRST), "half");
        write(vault.repair(FIRST), "whole");

        vault.replace(FIRST);

        assertEquals("whole", read(FIRST));
    }

    @Test
    void toTakeAwayWhatIsNotThereIsNothing() throws IOException {
        vault.remove(FIRST);
        vault.removeRepair(FIRST);

        assertEquals(List.of(), vault.repairs());
    }

    @Test
    void whatIsTakenAwayIsThatFileAlone() throws IOException {
        write(vault.create(FIRST), "first");
        write(vault.create(SECOND), "second");
        write(vault.repair(SECOND), "repaired");

        vault.remove(FIRST);
        vault.removeRepair(SECOND);

        assertThrows(NoSuchFileException.class, () -> vault.open(FIRST));
        assertEquals("second", read(SECOND));
        assertEquals(1, files().size());
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(place)) {
            return files.toList();
        }
    }

    private String read(RecordingId recording) throws IOException {
        try (var file = vault.open(recording)) {
            var room = ByteBuffer.allocate(100);
            file.read(room);
            return StandardCharsets.US_ASCII.decode(room.flip()).toString();
        }
    }

    private static void write(Sink sink, String text) throws IOException {
        try (sink) {
            sink.write(StandardCharsets.US_ASCII.encode(text));
            sink.force();
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
