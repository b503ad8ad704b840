package org.permanence.durable;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/// A small file that is always whole. A write goes to a temporary file in the same directory, is forced to the
/// disk, takes the file's name in one step, and the directory is forced after that. So a reader, a crash or a power
/// cut sees the old content or the new one. A change is durable when its method returns.
///
/// New files have mode 0600, or are also readable by a group ([#readableBy]). The directory must exist.
public final class DurableFile {

    /// Hidden, so that no reader of the directory mistakes a temporary file for a real one.
    private static final String TEMPORARY_PREFIX = ".new-";

    private final Path file;
    private final FileGroup readers;
    private final Disk disk;

    DurableFile(Path file, Disk disk) {
        this(file, FileGroup.NONE, disk);
    }

    private DurableFile(Path file, FileGroup readers, Disk disk) {
        this.file = file;
        this.readers = readers;
        this.disk = disk;
    }

    public static DurableFile at(Path file) {
        return new DurableFile(file, Disk.LOCAL);
    }

    /// The same file, which the group may read from its first moment.
    public DurableFile readableBy(FileGroup group) {
        return new DurableFile(file, group, disk);
    }

    /// Whether this is a temporary file that a crash may have left behind. It is not part of the directory's
    /// content.
    public static boolean isTemporary(Path file) {
        return file.getFileName().toString().startsWith(TEMPORARY_PREFIX);
    }

    /// Writes a new file and never replaces one. On a file system without hard links (FAT), two writers at the same
    /// instant may both succeed.
    ///
    /// @return false if the file exists
    public boolean create(byte[] content) throws IOException {
        Path temporary = uniqueTemporary();
        write(temporary, content);
        try {
            takeName(temporary);
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceDirectory();
        return true;
    }

    private void takeName(Path temporary) throws IOException {
        try {
            disk.link(file, temporary); // Unlike a rename, a link never replaces.
        } catch (FileAlreadyExistsException exists) {
            throw exists;
        } catch (FileSystemException | UnsupportedOperationException _) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            disk.move(temporary, file);
        }
    }

    /// Writes the file, or replaces it.
    public void replace(byte[] content) throws IOException {
        Path temporary = uniqueTemporary();
        write(temporary, content);
        try (var replacement = new Replacement(this, temporary)) {
            replacement.commit();
        }
    }

    /// Writes the next content of an existing file to the disk; [Replacement#commit()] gives it the file's name and
    /// mode. A symbolic link stays a link: its target is replaced. One writer at a time; what a crash left of an
    /// earlier replacement is deleted.
    public Replacement prepareReplacement(byte[] content) throws IOException {
        Path target = file.toRealPath();
        Path temporary = target.resolveSibling(TEMPORARY_PREFIX + target.getFileName());
        Files.deleteIfExists(temporary);
        write(temporary, content);
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
        return new Replacement(new DurableFile(target, disk), temporary);
    }

    /// Moves a finished file of the same file system to this name, and replaces an existing file. The mode becomes
    /// that of a new file, whatever program wrote it.
    public void moveFrom(Path finished) throws IOException {
        readers.mayRead(finished);
        try (var open = FileChannel.open(finished, READ)) {
            disk.force(open, finished);
        }
        disk.move(finished, file);
        forceDirectory();
    }

    /// Deletes the file if it exists.
    public void delete() throws IOException {
        if (Files.deleteIfExists(file)) {
            forceDirectory();
        }
    }

    private void forceDirectory() throws IOException {
        DurableDirectory.force(Objects.requireNonNull(file.toAbsolutePath().getParent()), disk);
    }

    private Path uniqueTemporary() {
        return file.resolveSibling(TEMPORARY_PREFIX + UUID.randomUUID());
    }

    private void write(Path temporary, byte[] content) throws IOException {
        try (var out = PrivateFiles.create(temporary)) {
            PrivateFiles.writeAll(out, content);
            readers.mayRead(temporary);
            disk.force(out, temporary);
        } catch (IOException failure) {
            Files.deleteIfExists(temporary);
            throw failure;
        }
    }

    /// The next content of a file, on the disk under a temporary name. Closing deletes it unless it was committed.
    public static final class Replacement implements AutoCloseable {

        private final DurableFile file;
        private final Path temporary;
        private boolean committed;

        private Replacement(DurableFile file, Path temporary) {
            this.file = file;
            this.temporary = temporary;
        }

        /// Puts the content in the file's place and returns once that survives a power cut.
        public void commit() throws IOException {
            file.disk.move(temporary, file.file);
            committed = true;
            file.forceDirectory();
        }

        /// Whether readers see the new content, even if [#commit()] failed after that.
        public boolean isCommitted() {
            return committed;
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(temporary);
        }
    }
}
