package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.seal.SealFixture.assertFails;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    @TempDir
    Path folder;

    @Test
    void rootKeyReadableByOthersIsRefused() throws IOException {
        Path file = folder.resolve("root");
        FileRootKey.create(file);
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------", "r--------")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertFails(SealFailure.KEY_FILE_EXPOSED, () -> FileRootKey.read(file));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertFails(SealFailure.KEY_FILE_EXPOSED, () -> FileRootKey.read(link));
    }

    @Test
    void rootKeyOfWrongLengthIsRefused() throws IOException {
        Path file = folder.resolve("root");
        FileRootKey.create(file);
        Files.write(file, new byte[31]);
        assertFails(SealFailure.KEY_UNREADABLE, () -> FileRootKey.read(file));
    }

    @Test
    void rootKeyIsNeverOverwritten() {
        Path file = folder.resolve("root");
        FileRootKey.create(file);
        assertFails(SealFailure.STORAGE, () -> FileRootKey.create(file));
        assertFails(SealFailure.STORAGE, () -> FileRootKey.read(folder.resolve("none")));
    }

    @Test
    void rootKeyHasAStableNameAndUnwrapsOnlyItsOwnKeys() {
        FileRootKey.create(folder.resolve("root"));
        FileRootKey.create(folder.resolve("other"));
        var root = FileRootKey.read(folder.resolve("root"));
        var other = FileRootKey.read(folder.resolve("other"));
        byte[] secret = Primitives.random(32);
        byte[] wrapped = root.wrap(secret, new byte[] {1});
        assertEquals(root.name(), FileRootKey.read(folder.resolve("root")).name());
        assertArrayEquals(secret, root.unwrap(wrapped, new byte[] {1}));
        assertFails(SealFailure.WRAP_REFUSED, () -> root.unwrap(wrapped, new byte[] {2}));
        assertFails(SealFailure.WRAP_REFUSED, () -> other.unwrap(wrapped, new byte[] {1}));
        assertFails(SealFailure.WRAP_REFUSED, () -> root.unwrap(new byte[5], new byte[] {1}));
    }

    @Test
    void storedKeysAreReadableByTheOwnerOnly() throws IOException {
        var store = new FolderKeyStore(folder.resolve("keys"));
        store.create("bucket/les-lilas/2027-05/1", "a");
        store.replace("practice/les-lilas/1", "b");
        try (var all = Files.walk(folder.resolve("keys"))) {
            for (Path each : all.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                assertEquals(Files.isDirectory(each) ? "rwx------" : "rw-------", mode);
            }
        }
    }

    @Test
    void secondCreateOfAKeyFails() {
        var store = new FolderKeyStore(folder.resolve("keys"));
        assertTrue(store.create("installation/signer", "first"));
        assertFalse(new FolderKeyStore(folder.resolve("keys")).create("installation/signer", "second"));
        assertEquals(Optional.of("first"), store.read("installation/signer"));
    }

    @Test
    void lastValueIsKeptUntilDestroyed() {
        var store = new FolderKeyStore(folder.resolve("keys"));
        store.replace("installation/signer", "first");
        store.replace("installation/signer", "second");
        store.create("bucket/les-lilas/2027-05/1", "a");
        assertEquals(Optional.of("second"), store.read("installation/signer"));
        assertEquals(List.of("bucket/les-lilas/2027-05/1", "installation/signer"), store.names(""));
        assertEquals(List.of("bucket/les-lilas/2027-05/1"), store.names("bucket/les-lilas"));
        assertEquals(List.of(), store.names("bucket/port-royal"));
        store.destroy("installation/signer");
        assertEquals(Optional.empty(), store.read("installation/signer"));
    }

    @Test
    void temporaryFileIsNotAKey() throws IOException {
        var store = new FolderKeyStore(folder.resolve("keys"));
        store.create("bucket/les-lilas/2027-05/1", "a");
        Files.writeString(folder.resolve("keys/bucket/les-lilas/2027-05/.new-x"), "half");
        assertEquals(List.of("bucket/les-lilas/2027-05/1"), store.names("bucket"));
    }

    @Test
    void nameCannotLeaveTheDirectory() {
        var store = new FolderKeyStore(folder.resolve("keys"));
        for (String name : List.of(
                "../root",
                "installation",
                "installation/../../root",
                "/etc/passwd",
                "installation/",
                "Installation/x",
                "a/.b")) {
            assertThrows(IllegalArgumentException.class, () -> store.read(name));
        }
    }
}
