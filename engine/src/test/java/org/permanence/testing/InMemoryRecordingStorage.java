package org.permanence.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.permanence.recording.RecordingStorage;
import org.permanence.seal.InMemoryFiles;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealedOutput;

/// Sealed files in memory, with a disk that fails on demand. Thread-safe.
public final class InMemoryRecordingStorage implements RecordingStorage {

    /// The operations that can fail.
    public enum Fault {
        CREATE,
        WRITE,
        SYNC,
        OPEN,
        REPLACE,
        REMOVE
    }

    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();
    private final Map<String, ByteArrayOutputStream> repairs = new TreeMap<>();
    private final Set<Fault> faults = EnumSet.noneOf(Fault.class);

    /// From now on this operation fails.
    public synchronized void failOn(Fault fault) {
        faults.add(fault);
    }

    /// From now on no operation fails.
    public synchronized void recover() {
        faults.clear();
    }

    /// The current file of a recording.
    public synchronized byte[] bytes(RecordingId recording) {
        return existing(recording).toByteArray();
    }

    /// Replaces a recording's file.
    public synchronized void put(RecordingId recording, byte[] bytes) {
        var file = new ByteArrayOutputStream();
        file.writeBytes(bytes);
        files.put(recording.value(), file);
    }

    /// Truncates a file as a crash would.
    public synchronized void truncate(RecordingId recording, int length) {
        put(recording, Arrays.copyOf(bytes(recording), length));
    }

    /// The recordings that have a file.
    public synchronized Set<RecordingId> files() {
        return files.keySet().stream().map(RecordingId::new).collect(Collectors.toSet());
    }

    @Override
    public synchronized SealedOutput create(RecordingId recording) throws IOException {
        return create(files, recording);
    }

    @Override
    public synchronized SeekableByteChannel open(RecordingId recording) throws IOException {
        throwIf(Fault.OPEN);
        if (!files.containsKey(recording.value())) {
            throw new NoSuchFileException(recording.value());
        }
        return new InMemoryFiles.File(bytes(recording));
    }

    @Override
    public synchronized SealedOutput createRepair(RecordingId recording) throws IOException {
        repairs.remove(recording.value());
        return create(repairs, recording);
    }

    @Override
    public synchronized void commitRepair(RecordingId recording) throws IOException {
        throwIf(Fault.REPLACE);
        var repaired = repairs.remove(recording.value());
        if (repaired == null) {
            throw new NoSuchFileException(recording.value());
        }
        files.put(recording.value(), repaired);
    }

    @Override
    public synchronized List<RecordingId> pendingRepairs() {
        return repairs.keySet().stream().map(RecordingId::new).toList();
    }

    @Override
    public synchronized void removeRepair(RecordingId recording) {
        repairs.remove(recording.value());
    }

    @Override
    public synchronized void remove(RecordingId recording) throws IOException {
        throwIf(Fault.REMOVE);
        files.remove(recording.value());
    }

    private SealedOutput create(Map<String, ByteArrayOutputStream> target, RecordingId recording) throws IOException {
        throwIf(Fault.CREATE);
        var file = new ByteArrayOutputStream();
        if (target.putIfAbsent(recording.value(), file) != null) {
            throw new FileAlreadyExistsException(recording.value());
        }
        return new FileOutput(file);
    }

    private ByteArrayOutputStream existing(RecordingId recording) {
        var file = files.get(recording.value());
        if (file == null) {
            throw new AssertionError("file: none (expected: one of this recording)");
        }
        return file;
    }

    private synchronized void throwIf(Fault fault) throws IOException {
        if (faults.contains(fault)) {
            throw new IOException("disk: refuses (expected: in this test)");
        }
    }

    private final class FileOutput implements SealedOutput {

        private final ByteArrayOutputStream file;
        private boolean open = true;

        private FileOutput(ByteArrayOutputStream file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throwIf(Fault.WRITE);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            file.writeBytes(copy);
            return copy.length;
        }

        @Override
        public void force() throws IOException {
            throwIf(Fault.SYNC);
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
