package org.permanence.boot;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Another text for a file that is there: written and on the disk beside it, then put into its place in one step,
/// with the mode the file has. Who reads the file meanwhile reads the one text or the other. Closing takes away
/// what was not placed.
final class Replacement implements AutoCloseable {

    private final Path file;
    private final Path next;
    private boolean placed;

    private Replacement(Path file, Path next) {
        this.file = file;
        this.next = next;
    }

    static Replacement of(Path file, String text) throws IOException {
        Path real = file.toRealPath(); // A link stays one.
        // Hidden: no file of a practice, whatever becomes of this process.
        Path next = real.resolveSibling("." + real.getFileName() + ".next");
        Files.deleteIfExists(next);
        var replacement = new Replacement(real, next);
        try {
            replacement.write(text);
        } catch (IOException unwritten) {
            replacement.close();
            throw unwritten;
        }
        return replacement;
    }

    private void write(String text) throws IOException {
        var mode = Files.getPosixFilePermissions(file);
        var private_ = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), private_)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.setPosixFilePermissions(next, mode);
    }

    /// Puts it into the file's place.
    void place() {
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            placed = true;
            try (var directory = FileChannel.open(file.resolveSibling("."), READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isPlaced() {
        return placed;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(next);
    }
}
