package org.permanence.durable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Directories with entries that survive a power cut.
public final class DurableDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private DurableDirectory() {}

    /// Creates the directory and its missing parents, each with mode 0700. Existing directories keep their mode.
    public static void create(Path directory) throws IOException {
        create(directory, Disk.LOCAL);
    }

    /// Creates the directory as [#create], or closes an existing one to all users but its owner.
    public static void createPrivate(Path directory) throws IOException {
        create(directory);
        PrivateFiles.setMode(directory, OWNER_ONLY);
    }

    static void create(Path directory, Disk disk) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            create(parent, disk);
        }
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException _) {
            return; // Another process created it first, and forces it.
        }
        if (parent != null) {
            force(parent, disk);
        }
    }

    /// Returns once the directory's entries (created, renamed and deleted files) survive a power cut.
    public static void force(Path directory) throws IOException {
        force(directory, Disk.LOCAL);
    }

    static void force(Path directory, Disk disk) throws IOException {
        try (var open = FileChannel.open(directory, StandardOpenOption.READ)) {
            disk.force(open, directory);
        }
    }
}
