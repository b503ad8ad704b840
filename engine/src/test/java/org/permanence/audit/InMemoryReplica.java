package org.permanence.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// A replica in memory that fails on request and can lose power: each block of 512 bytes that was not forced is
/// then present, torn or missing.
final class InMemoryReplica implements LogReplica {

    enum Fault {
        NONE,
        WRITE,
        FORCE,
        RIGHTS,
        HANG
    }

    static final class File {
        private byte[] bytes = {};
        private int forced;
    }

    private static final int BLOCK = 512;

    private final TreeMap<String, File> files = new TreeMap<>();
    private volatile Fault fault = Fault.NONE;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

    void failWith(Fault how) {
        gate = new CountDownLatch(how == Fault.HANG ? 1 : 0);
        fault = how;
    }

    void recover() {
        fault = Fault.NONE;
        gate.countDown();
        writesLeft.set(Integer.MAX_VALUE);
    }

    /// Makes the replica lose power after that many writes and forces.
    void losePowerAfter(int writes) {
        writesLeft.set(writes);
    }

    @Override
    public synchronized List<String> names() throws IOException {
        throwIf(Fault.RIGHTS);
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized byte[] read(String name) throws IOException {
        throwIf(Fault.RIGHTS);
        return file(name).bytes.clone();
    }

    @Override
    public Appender create(String name) throws IOException {
        countWrite();
        throwIf(Fault.RIGHTS);
        synchronized (this) {
            if (files.putIfAbsent(name, new File()) != null) {
                throw new IOException("there already");
            }
        }
        return new Appender() {
            @Override
            public void write(byte[] bytes, int length) throws IOException {
                countWrite();
                boolean full = fault == Fault.WRITE;
                synchronized (InMemoryReplica.this) {
                    File file = file(name);
                    int end = file.bytes.length;
                    int taken = full ? length / 2 : length;
                    file.bytes = Arrays.copyOf(file.bytes, end + taken);
                    System.arraycopy(bytes, 0, file.bytes, end, taken);
                }
                throwIf(Fault.WRITE);
                throwIf(Fault.RIGHTS);
            }

            @Override
            public void force() throws IOException {
                countWrite();
                throwIf(Fault.FORCE);
                synchronized (InMemoryReplica.this) {
                    file(name).forced = file(name).bytes.length;
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void truncate(String name, long bytes) throws IOException {
        countWrite();
        throwIf(Fault.RIGHTS);
        File file = file(name);
        file.bytes = Arrays.copyOf(file.bytes, Math.toIntExact(bytes));
        file.forced = Math.min(file.forced, file.bytes.length);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        countWrite();
        throwIf(Fault.RIGHTS);
        files.remove(name);
    }

    /// The files after the power loss.
    synchronized InMemoryReplica afterPowerLoss(RandomGenerator random) {
        var after = new InMemoryReplica();
        files.forEach((name, file) -> {
            var left = new File();
            int length = file.forced + random.nextInt(file.bytes.length - file.forced + 1);
            left.bytes = Arrays.copyOf(file.bytes, length);
            for (int from = file.forced; from < length; from = (from / BLOCK + 1) * BLOCK) {
                int to = Math.min(length, (from / BLOCK + 1) * BLOCK);
                switch (random.nextInt(4)) {
                    case 0 -> Arrays.fill(left.bytes, from, to, (byte) 0);
                    case 1 -> Arrays.fill(left.bytes, from + random.nextInt(to - from), to, (byte) 0);
                    default -> {}
                }
            }
            left.forced = length;
            after.files.put(name, left);
        });
        return after;
    }

    synchronized void replaceFile(String name, byte[] bytes) {
        var file = new File();
        file.bytes = bytes.clone();
        file.forced = bytes.length;
        files.put(name, file);
    }

    private File file(String name) throws IOException {
        File file = files.get(name);
        if (file == null) {
            throw new IOException("no such file");
        }
        return file;
    }

    private void countWrite() throws IOException {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        if (writesLeft.getAndDecrement() <= 0) {
            throw new IOException("no power");
        }
    }

    private void throwIf(Fault how) throws IOException {
        if (fault == how) {
            throw new IOException(how.name());
        }
    }
}
