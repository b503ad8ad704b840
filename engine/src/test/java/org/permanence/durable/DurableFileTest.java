package org.permanence.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.durable.DurableFile.Replacement;

class DurableFileTest {

    @TempDir
    Path directory;

    private final RecordingDisk disk = new RecordingDisk();
    private Path path;
    private DurableFile file;

    @BeforeEach
    void setUp() {
        path = directory.resolve("settings");
        file = new DurableFile(path, disk);
    }

    @Test
    void replacedFileIsForcedBeforeTheRenameAndItsDirectoryAfterIt() throws IOException {
        Files.writeString(path, "old");
        file.replace(bytes("new"));
        assertEquals(
                List.of("force file 'new'", "move 'new' over 'old'", "force directory with [settings]"),
                disk.operations());
    }

    @Test
    void createdFileIsForcedBeforeItsNameAndItsDirectoryAfterIt() throws IOException {
        assertTrue(file.create(bytes("new")));
        assertEquals(List.of("force file 'new'", "link 'new'", "force directory with [settings]"), disk.operations());
    }

    @Test
    void movedFileIsForcedBeforeTheRenameAndItsDirectoryAfterIt() throws IOException {
        Path finished = Files.writeString(directory.resolve("finished"), "new");
        Files.writeString(path, "old");
        file.moveFrom(finished);
        assertEquals(
                List.of("force file 'new'", "move 'new' over 'old'", "force directory with [settings]"),
                disk.operations());
    }

    @Test
    void directoryIsForcedAfterADeletion() throws IOException {
        Files.writeString(path, "old");
        file.delete();
        file.delete();
        assertEquals(List.of("force directory with []"), disk.operations());
        assertFalse(Files.exists(path));
    }

    @Test
    void parentOfACreatedDirectoryIsForced() throws IOException {
        DurableDirectory.create(directory.resolve("keys/bucket/les-lilas"), disk);
        assertEquals(
                List.of(
                        "force directory with [keys]",
                        "force directory with [bucket]",
                        "force directory with [les-lilas]"),
                disk.operations());
        assertEquals("rwx------", mode(directory.resolve("keys/bucket")));
    }

    @Test
    void oldContentStaysWhenForceOrRenameFails() throws IOException {
        Files.writeString(path, "old");
        for (int working = 0; working < 2; working++) {
            disk.failAfter(working);
            assertThrows(IOException.class, () -> file.replace(bytes("new")));
            assertEquals("old", Files.readString(path));
            assertEquals(List.of("settings"), names());
        }
    }

    @Test
    void failedForceOfTheDirectoryIsReported() throws IOException {
        Files.writeString(path, "old");
        disk.failAfter(2);
        assertThrows(IOException.class, () -> file.replace(bytes("new")));
        assertEquals("new", Files.readString(path));
    }

    @Test
    void createNeverReplaces() throws IOException {
        assertTrue(file.create(bytes("first")));
        assertFalse(file.create(bytes("second")));
        assertEquals("first", Files.readString(path));
        assertEquals(List.of("settings"), names());
    }

    @Test
    void createWorksWithoutHardLinks() throws IOException {
        disk.refuseLinks();
        assertTrue(file.create(bytes("first")));
        assertFalse(file.create(bytes("second")));
        assertEquals("first", Files.readString(path));
        assertEquals(List.of("settings"), names());
    }

    @Test
    void newFileIsReadableByTheOwnerOnly() throws IOException {
        file.replace(bytes("new"));
        assertEquals("rw-------", mode(path));
    }

    @Test
    void replacementKeepsTheModeAndFollowsALink() throws IOException {
        Files.writeString(path, "old");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        try (Replacement replacement = new DurableFile(link, disk).prepareReplacement(bytes("new"))) {
            assertEquals("old", Files.readString(path));
            assertFalse(replacement.isCommitted());
            replacement.commit();
            assertTrue(replacement.isCommitted());
        }
        assertEquals("new", Files.readString(path));
        assertEquals("rw-r-----", mode(path));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void uncommittedReplacementLeavesNothing() throws IOException {
        Files.writeString(path, "old");
        Replacement replacement = file.prepareReplacement(bytes("new"));
        try (var files = Files.list(directory)) {
            assertEquals(1, files.filter(DurableFile::isTemporary).count());
        }
        replacement.close();
        assertEquals("old", Files.readString(path));
        assertEquals(List.of("settings"), names());
    }

    @Test
    void replacementDeletesWhatACrashLeftOfAnEarlierOne() throws IOException {
        Files.writeString(path, "old");
        file.prepareReplacement(bytes("lost"));
        try (Replacement replacement = file.prepareReplacement(bytes("new"))) {
            replacement.commit();
        }
        assertEquals("new", Files.readString(path));
        assertEquals(List.of("settings"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path each) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
