package org.permanence.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.permanence.durable.DurableFile;

/// The root key in a file of 32 random bytes with mode 0600. It never prints itself.
public final class FileRootKey implements RootKey {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final byte[] NAME_LABEL = "prec1/root-name".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 8;

    private final byte[] key;
    private final String name;

    private FileRootKey(byte[] key) throws GeneralSecurityException {
        this.key = key;
        this.name = "file-" + HexFormat.of().formatHex(Primitives.hmacSha256(key, NAME_LABEL), 0, NAME_BYTES);
    }

    /// Writes a random key to a new file. Keep a copy elsewhere: if the file is lost, all recordings are lost.
    public static void create(Path file) {
        try {
            if (!DurableFile.at(file).create(Primitives.random(Primitives.KEY_BYTES))) {
                throw new FileAlreadyExistsException(file.toString());
            }
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    /// Reads a key.
    ///
    /// @throws SealException `KEY_FILE_EXPOSED` unless the file has mode 0600 and is not a symbolic link
    public static FileRootKey read(Path file) {
        try {
            if (!Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
                throw new SealException(
                        SealFailure.KEY_FILE_EXPOSED,
                        "root key: readable or writable by others (expected: a file of mode 0600)");
            }
            if (Files.size(file) != Primitives.KEY_BYTES) {
                throw new SealException(
                        SealFailure.KEY_UNREADABLE, "root key: " + Files.size(file) + " bytes (expected: 32)");
            }
            return new FileRootKey(Files.readAllBytes(file));
        } catch (IOException | GeneralSecurityException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte[] wrap(byte[] secret, byte[] associated) {
        return KeyWrap.wrap(key, secret, associated);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associated) {
        return KeyWrap.unwrap(key, wrapped, associated);
    }

    @Override
    public String toString() {
        return "[key]";
    }

    private static SealException storageFailure(Exception fault) {
        return new SealException(
                SealFailure.STORAGE, "root key: not read or written (expected: a file that the engine owns)", fault);
    }
}
