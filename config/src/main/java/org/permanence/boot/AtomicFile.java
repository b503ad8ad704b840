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
final class AtomicFile implements AutoCloseable {

    private final Path file;
    private final Path temporary;
    private boolean committed;

    private AtomicFile(Path file, Path temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    static AtomicFile prepare(Path file, String text) throws IOException {
        Path target = file.toRealPath(); // A link stays one.
        // Hidden: no file of a practice, whatever becomes of this process.
        Path temporaryPath = target.resolveSibling("." + target.getFileName() + ".next");
        Files.deleteIfExists(temporaryPath);
        var atomicFile = new AtomicFile(target, temporaryPath);
        try {
            atomicFile.write(text);
        } catch (IOException failure) {
            atomicFile.close();
            throw failure;
        }
        return atomicFile;
    }

    private void write(String text) throws IOException {
        var mode = Files.getPosixFilePermissions(file);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out = FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.setPosixFilePermissions(temporary, mode);
    }

    /// Puts it into the file's place.
    void commit() {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            try (var directory = FileChannel.open(file.resolveSibling("."), READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isCommitted() {
        return committed;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }
}
