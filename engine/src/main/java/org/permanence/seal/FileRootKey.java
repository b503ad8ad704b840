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

/// The root key as a file of 32 random bytes that only its owner can read. It never prints itself.
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

    /// Draws a key into a new file. The file is what everything hangs on: without a copy elsewhere, its loss is the
    /// loss
    /// of every recording.
    public static void create(Path file) {
        try {
            if (!DurableFile.at(file).create(Primitives.random(Primitives.KEY_BYTES))) {
                throw new FileAlreadyExistsException(file.toString());
            }
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    /// Reads a key, and refuses a file that is not of mode 0600.
    public static FileRootKey read(Path file) {
        try {
            if (!Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
                throw new SealException(
                        SealFailure.KEY_FILE_EXPOSED, "root key: open to others (expected: a file of mode 0600)");
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
        return new SealException(SealFailure.STORAGE, "root key: failed (expected: a file of our own)", fault);
    }
}
