package org.permanence.durable;

import static java.nio.file.attribute.PosixFilePermission.GROUP_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/// The group through which another user of this machine reaches some files of the owner. Without a group, every
/// file is for its owner alone. No file is for all users.
///
/// @param name name or number of the group; the owner of the files must be a member of it
public record FileGroup(Optional<String> name) {

    /// All files belong to one user.
    public static final FileGroup NONE = new FileGroup(Optional.empty());

    /// The group with this name or number.
    ///
    /// @return empty if the machine has no such group
    public static Optional<FileGroup> named(String name) {
        try {
            var _ = principal(FileSystems.getDefault(), name);
            return Optional.of(new FileGroup(Optional.of(name)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Lets the group pass through a directory to names that it knows, without listing it.
    public void mayEnter(Path directory) throws IOException {
        set(directory, "rwx--x---", "rwx------");
    }

    /// Lets the group list a directory.
    public void mayList(Path directory) throws IOException {
        set(directory, "rwxr-x---", "rwx------");
    }

    /// Lets the group create files in a directory.
    public void mayWriteIn(Path directory) throws IOException {
        set(directory, "rwxrwx---", "rwx------");
    }

    /// Lets the group read a file.
    public void mayRead(Path file) throws IOException {
        set(file, "rw-r-----", "rw-------");
    }

    /// Lets the group write to a pipe.
    public void mayWriteTo(Path pipe) throws IOException {
        set(pipe, "rw--w----", "rw-------");
    }

    /// The first directory above a path that the group cannot enter, from the root down. Without a group, none.
    public Optional<Path> firstClosedAbove(Path path) throws IOException {
        for (int names = 0; name.isPresent() && names < path.toAbsolutePath().getNameCount(); names++) {
            Path directory = directoryAbove(path.toAbsolutePath(), names);
            PosixFileAttributes attributes = Files.readAttributes(directory, PosixFileAttributes.class);
            boolean ours = attributes.group().equals(principal(directory.getFileSystem(), name.get()));
            if (!attributes.permissions().contains(ours ? GROUP_EXECUTE : OTHERS_EXECUTE)) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    /// The directory of the first `names` names of an absolute path.
    private static Path directoryAbove(Path path, int names) {
        Path root = Objects.requireNonNull(path.getRoot(), "absolute");
        return names == 0 ? root : root.resolve(path.subpath(0, names));
    }

    private void set(Path path, String shared, String alone) throws IOException {
        if (name.isEmpty()) {
            PrivateFiles.setMode(path, PosixFilePermissions.fromString(alone));
            return;
        }
        var attributes =
                Objects.requireNonNull(Files.getFileAttributeView(path, PosixFileAttributeView.class), "POSIX");
        var group = principal(path.getFileSystem(), name.get());
        if (!attributes.readAttributes().group().equals(group)) {
            // First closed: until the group is the right one, its rights would be another group's.
            PrivateFiles.setMode(path, PosixFilePermissions.fromString(alone));
            attributes.setGroup(group);
        }
        PrivateFiles.setMode(path, PosixFilePermissions.fromString(shared));
    }

    private static GroupPrincipal principal(FileSystem files, String name) throws IOException {
        return files.getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
    }
}
