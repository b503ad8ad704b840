package org.permanence.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupTest {

    /// A number suffices: the machine need not have a name for it.
    private static final FileGroup GROUP = new FileGroup(Optional.of("61000"));

    @TempDir
    private Path directory;

    @Test
    void unknownGroupIsNotFound() {
        assertEquals(Optional.empty(), FileGroup.named("no-such-group"));
        assertEquals(Optional.empty(), FileGroup.named(""));
    }

    @Test
    void withoutAGroupEverythingIsForTheOwnerAlone() throws IOException {
        Path file = open("rw-rw-rw-");
        FileGroup.NONE.mayRead(file);
        assertEquals("rw-------", mode(file));
        FileGroup.NONE.mayWriteIn(directory);
        assertEquals("rwx------", mode(directory));
    }

    @Test
    void groupReadsAFileAndOtherUsersDoNot() throws IOException {
        assumeTrue(isRoot(), "not root: this user is in no second group");
        Path file = open("rw-rw-rw-");
        GROUP.mayRead(file);
        assertEquals("rw-r----- 61000", mode(file) + " " + Files.getAttribute(file, "unix:gid"));
    }

    @Test
    void groupPassesThroughADirectoryWithoutListingIt() throws IOException {
        assumeTrue(isRoot(), "not root: this user is in no second group");
        GROUP.mayEnter(directory);
        assertEquals("rwx--x---", mode(directory));
        GROUP.mayList(directory);
        assertEquals("rwxr-x---", mode(directory));
    }

    @Test
    void rightsOfThePreviousGroupAreTakenBeforeTheChange() throws IOException {
        assumeTrue(!isRoot(), "root: may give a file to any group");
        Path file = open("rw-rw----");
        assertThrows(IOException.class, () -> new FileGroup(Optional.of("0")).mayRead(file));
        assertEquals("rw-------", mode(file));
    }

    @Test
    void directoryThatTheGroupCannotEnterIsNamed() throws IOException {
        Path file =
                Files.createDirectories(directory.resolve("installation/etc")).resolve("asterisk.conf");
        assertEquals(Optional.of(directory), GROUP.firstClosedAbove(file)); // A temporary directory is private.
        assertEquals(Optional.empty(), FileGroup.NONE.firstClosedAbove(file));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx-----x"));
        Files.setPosixFilePermissions(file.resolveSibling(""), PosixFilePermissions.fromString("rwxrwx---"));
        assertEquals(Optional.of(directory.resolve("installation/etc")), GROUP.firstClosedAbove(file));
    }

    @Test
    void existingFileIsClosedToOthersWhenItIsOpened() throws IOException {
        Path file = open("rw-rw-rw-");
        PrivateFiles.open(file).close();
        assertEquals("rw-------", mode(file));
    }

    @Test
    void existingDirectoryIsClosedToOthers() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        DurableDirectory.createPrivate(directory);
        assertEquals("rwx------", mode(directory));
    }

    @Test
    void fileOfAnotherProgramIsClosedToOthersWhenItTakesItsPlace() throws IOException {
        Path finished = open("rw-r--r--");
        DurableFile.at(directory.resolve("recording.wav")).moveFrom(finished);
        assertEquals("rw-------", mode(directory.resolve("recording.wav")));
    }

    private Path open(String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
