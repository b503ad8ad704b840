package org.permanence.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.PrivateFiles;
import org.permanence.verify.LogFiles;

/// A replica in a directory of this machine, locked by one engine: two engines would write two histories.
public final class DirectoryReplica implements LogReplica, AutoCloseable {

    private final Path directory;
    private final LogFiles files;
    private final FileChannel lock;

    private DirectoryReplica(Path directory, FileChannel lock) {
        this.directory = directory;
        this.files = LogFiles.in(directory);
        this.lock = lock;
    }

    public static DirectoryReplica open(Path directory) {
        try {
            DurableDirectory.createPrivate(directory);
            var lock = PrivateFiles.open(directory.resolve("lock"));
            if (isFree(lock)) {
                return new DirectoryReplica(directory, lock);
            }
            lock.close();
        } catch (IOException fault) {
            throw new AuditException(
                    "audit directory: not writable (expected: a directory that the engine owns)", fault);
        }
        throw new AuditException("audit directory: in use by another engine (expected: one engine for each directory)");
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // This process holds the lock.
        }
    }

    @Override
    public List<String> names() throws IOException {
        return files.names();
    }

    @Override
    public byte[] read(String name) throws IOException {
        return files.read(name);
    }

    @Override
    public Appender create(String name) throws IOException {
        var channel = PrivateFiles.create(directory.resolve(name));
        try {
            force();
        } catch (IOException fault) {
            channel.close();
            throw fault;
        }
        return new Appender() {
            @Override
            public void write(byte[] bytes, int length) throws IOException {
                var rest = ByteBuffer.wrap(bytes, 0, length);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void truncate(String name, long bytes) throws IOException {
        try (var channel = FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
        force();
    }

    private void force() throws IOException {
        DurableDirectory.force(directory);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
