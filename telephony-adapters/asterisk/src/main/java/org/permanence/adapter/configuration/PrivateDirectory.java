package org.permanence.adapter.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.permanence.durable.DurableFile;

/// A directory that only its owner can open, because its files have secrets and numbers. A file is never visible
/// half-written.
final class PrivateDirectory {

    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    static PrivateDirectory open(Path path) {
        try {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
            Files.setPosixFilePermissions(path, OWNERS_FOLDER); // An existing directory may have had other permissions.
            return new PrivateDirectory(path);
        } catch (IOException e) {
            throw new AsteriskFilesException(path + ": not writable (expected: a directory that this user owns)", e);
        }
    }

    PrivateDirectory subdirectory(String name) {
        return open(path.resolve(name));
    }

    void write(String name, String content) {
        try {
            DurableFile.at(path.resolve(name)).replace(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AsteriskFilesException(
                    path.resolve(name) + ": not written (expected: free space and permission)", e);
        }
    }
}
