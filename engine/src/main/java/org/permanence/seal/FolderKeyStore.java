package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.DurableFile;

/// Wrapped keys as small files that only their owner can read. A power cut leaves the old value or the new one. Two
/// engines over one directory do not overwrite each other's new keys.
public final class FolderKeyStore implements KeyStore {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){1,4}");

    private final Path root;

    public FolderKeyStore(Path root) {
        this.root = root;
        try {
            DurableDirectory.createPrivate(root);
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
            DurableDirectory.create(parentOf(file));
            return DurableFile.at(file).create(bytes(value));
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public synchronized void replace(String name, String value) {
        Path file = fileOf(name);
        try {
            DurableDirectory.create(parentOf(file));
            DurableFile.at(file).replace(bytes(value));
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public synchronized void destroy(String name) {
        try {
            DurableFile.at(fileOf(name)).delete();
        } catch (IOException fault) {
            throw storageFailure(fault);
        }
    }

    @Override
    public List<String> names(String path) {
        try (var files = Files.walk(root.resolve(path))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !DurableFile.isTemporary(file))
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

    private static Path parentOf(Path file) {
        return Objects.requireNonNull(file.getParent()); // The file is in the root directory or below it.
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static SealException storageFailure(Exception fault) {
        return new SealException(
                SealFailure.STORAGE,
                "key store: not read or written (expected: a directory that the engine owns)",
                fault);
    }
}
