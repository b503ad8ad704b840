package org.permanence.durable;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Creates files that only their owner can read and write (mode 0600), whatever the umask. The content survives a
/// power cut only if the caller forces it; [DurableFile] does so.
public final class PrivateFiles {

    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private static final FileAttribute<?> CREATED_WITH = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private PrivateFiles() {}

    /// Creates a file and opens it for writing.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if the file exists
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(CREATE_NEW, WRITE), CREATED_WITH);
    }

    /// Opens a file for writing, and creates it if it is missing. An existing file keeps its content and is closed
    /// to other users.
    public static FileChannel open(Path file) throws IOException {
        var open = FileChannel.open(file, Set.of(CREATE, WRITE), CREATED_WITH);
        try {
            setMode(file, OWNER_ONLY);
            return open;
        } catch (IOException failure) {
            open.close();
            throw failure;
        }
    }

    /// Replaces the content of a file, or creates it. A reader may see a part of the new content.
    public static void write(Path file, byte[] content) throws IOException {
        try (var out = open(file)) {
            out.truncate(0);
            writeAll(out, content);
        }
    }

    /// Writes all of the content at the channel's position.
    public static void writeAll(FileChannel out, byte[] content) throws IOException {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /// Sets the mode of a file or directory, unless it has it: only the owner may set it.
    static void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (!Files.getPosixFilePermissions(path).equals(mode)) {
            Files.setPosixFilePermissions(path, mode);
        }
    }
}
