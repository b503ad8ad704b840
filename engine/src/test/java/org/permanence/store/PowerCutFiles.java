package org.permanence.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// Files of H2 on a disk that loses in a power cut everything that was not forced: a URL begins with
/// `jdbc:h2:powercut:`. Each force copies the file, and the copy is what a power cut leaves.
public final class PowerCutFiles extends FilePathWrapper {

    private static final String COPY = ".forced";

    /// For H2, which creates an object for each file.
    public PowerCutFiles() {}

    /// Makes the scheme known to H2.
    static void register() {
        FilePath.register(new PowerCutFiles());
    }

    /// The power is cut: the database's file, as far as it was forced, is written to `target`.
    static void cutPower(Path database, Path target) {
        try {
            Files.copy(Path.of(database + ".mv.db" + COPY), Path.of(target + ".mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException("database: never forced (expected: forced once)", e);
        }
    }

    @Override
    public String getScheme() {
        return "powercut";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new ForcedFile(getBase().open(mode), Path.of(getBase().toString()));
    }

    private static final class ForcedFile extends FileBaseDefault {

        private final FileChannel channel;
        private final Path file;

        ForcedFile(FileChannel channel, Path file) {
            this.channel = channel;
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
            Files.copy(file, Path.of(file + COPY), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return channel.read(to, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            return channel.write(from, position);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}
