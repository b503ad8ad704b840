package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Wrapped keys as small files that nobody but their owner can read. A value is written beside its place and moved
/// there, the folder synced after it: a power cut leaves the old value or the new one. Two engines over one folder
/// do not write over each other's new keys.
public final class FolderKeyStore implements KeyStore {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){1,4}");
    private static final String TEMPORARY_PREFIX = ".new-";

    private final Path root;

    public FolderKeyStore(Path root) {
        this.root = root;
        try {
            createDirectory(root);
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(fileOf(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public synchronized boolean create(String name, String value) {
        Path file = fileOf(name);
        try {
            Path temporary = writeTemporary(file, value);
            try {
                Files.createLink(file, temporary); // Unlike a move, it never replaces.
            } catch (FileAlreadyExistsException _) {
                return false;
            } finally {
                Files.delete(temporary);
            }
            syncDirectory(parentOf(file));
            return true;
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public synchronized void replace(String name, String value) {
        Path file = fileOf(name);
        try {
            Files.move(
                    writeTemporary(file, value),
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(parentOf(file));
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public synchronized void destroy(String name) {
        Path file = fileOf(name);
        try {
            if (Files.deleteIfExists(file)) {
                syncDirectory(parentOf(file));
            }
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public List<String> names(String path) {
        try (var files = Files.walk(root.resolve(path))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(TEMPORARY_PREFIX))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException | UncheckedIOException fault) {
            throw storageFailure(fault);
        }
    }

    private Path fileOf(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("key: " + name + " (expected: words of a-z, 0-9 and '-', with '/')");
        }
        return root.resolve(name);
    }

    private Path writeTemporary(Path place, String value) throws IOException {
        createDirectory(parentOf(place));
        Path fresh = place.resolveSibling(TEMPORARY_PREFIX + UUID.randomUUID());
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var file =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine)) {
            var bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        return fresh;
    }

    /// Makes a folder and those above it, each durable before what will be in it.
    private static void createDirectory(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectory(parent);
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException _) {
            return; // Another engine over the same folder was first.
        }
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    private static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent()); // A place is in the root's folder, or deeper.
    }

    private static void syncDirectory(Path folder) throws IOException {
        try (var handle = FileChannel.open(folder, StandardOpenOption.READ)) {
            handle.force(true);
        }
    }

    private static SealException storageFailure(Exception fault) {
        return new SealException(SealFailure.STORAGE, "key store: failed (expected: a folder of our own)", fault);
    }
}
