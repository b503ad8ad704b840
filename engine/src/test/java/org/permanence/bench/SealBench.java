package org.permanence.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.TestReceipt;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.seal.AudioFormat;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.RecordingId;
import org.permanence.seal.SealReader;
import org.permanence.seal.SealWriter;
import org.permanence.seal.SealedOutput;
import org.permanence.seal.Sealer;

/// Measures sealing: throughput against the bare cipher, 200 recordings at once, and the first audio after a seek.
/// Argument: the file for the figures.
public final class SealBench {

    private static final PracticeId PRACTICE = new PracticeId("bench");
    private static final int BYTES_PER_SECOND = AudioFormat.FRAMES_PER_SECOND * AudioFormat.FRAME_BYTES;
    private static final long MEASURED_BYTES = 512L << 20;
    private static final int ROUNDS = 5;
    private static final int CONCURRENT_RECORDINGS = 200;
    private static final int AUDIO_SECONDS = 20;
    private static final int SYNC_INTERVAL_SECONDS = 5;

    /// MixMonitor writes through a buffer of the C library.
    private static final int ASTERISK_BUFFER_BYTES = 32 * 1024;

    private static final int SEEKS = 1_000;

    private final Path folder;
    private final KeyChain keys;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    private SealBench(Path folder) {
        this.folder = folder;
        FileRootKey.create(folder.resolve("root"));
        this.keys = new KeyChain(new FolderKeyStore(folder.resolve("keys")), FileRootKey.read(folder.resolve("root")));
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("seal-bench");
        try {
            var bench = new SealBench(folder);
            bench.throughput();
            bench.manyAtOnce();
            bench.seek();
            bench.report(Path.of(args[0]));
        } finally {
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void throughput() throws GeneralSecurityException {
        Map<String, List<Double>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            measured(rounds, "sealMbPerSecond64k", () -> seal(64 << 10));
            measured(rounds, "sealMbPerSecond320", () -> seal(320));
            measured(rounds, "cipherMbPerSecond", () -> cipher(false));
            measured(rounds, "cipherAndDigestMbPerSecond", () -> cipher(true));
        }
        rounds.forEach((name, values) ->
                figures.put(name, values.stream().sorted().toList().get(ROUNDS / 2)));
        figures.put("ratio64kToCipher", figure("sealMbPerSecond64k") / figure("cipherMbPerSecond"));
        figures.put("ratio64kToCipherAndDigest", figure("sealMbPerSecond64k") / figure("cipherAndDigestMbPerSecond"));
        figures.put("ratio320ToCipherAndDigest", figure("sealMbPerSecond320") / figure("cipherAndDigestMbPerSecond"));
    }

    private interface Work {
        void run() throws GeneralSecurityException;
    }

    private static void measured(Map<String, List<Double>> rounds, String name, Work work)
            throws GeneralSecurityException {
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        rounds.computeIfAbsent(name, _ -> new ArrayList<>()).add(MEASURED_BYTES / 1e6 / seconds);
    }

    private void seal(int piece) {
        var audio = ByteBuffer.allocate(piece);
        try (var writer = writer(RecordingId.next(InstantSource.system()), new DiscardingOutput())) {
            for (long left = MEASURED_BYTES; left > 0; left -= piece) {
                writer.append(audio.clear());
            }
            writer.seal();
        }
    }

    /// The same segments with the JDK's cipher only.
    private static void cipher(boolean digested) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var key = new SecretKeySpec(new byte[32], "AES");
        var digest = MessageDigest.getInstance("SHA-256");
        var plain = ByteBuffer.allocate(4_080);
        var closed = ByteBuffer.allocate(4_096);
        byte[] nonce = new byte[12];
        long number = 0;
        for (long left = MEASURED_BYTES; left > 0; left -= plain.capacity()) {
            ByteBuffer.wrap(nonce).putLong(number++);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.doFinal(plain.clear(), closed.clear());
            if (digested) {
                digest.update(closed.flip());
            }
        }
    }

    private void manyAtOnce() throws IOException {
        List<SealWriter> writers = new ArrayList<>();
        for (int i = 0; i < CONCURRENT_RECORDINGS; i++) {
            var file = FileChannel.open(
                    folder.resolve("many-" + i), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            writers.add(writer(RecordingId.next(InstantSource.system()), SealedOutput.of(file)));
        }
        // The first seconds warm the JVM.
        append(writers, ASTERISK_BUFFER_BYTES);
        figures.put("percentOfACoreFor200", append(writers, ASTERISK_BUFFER_BYTES));
        figures.put("percentOfACoreFor200In20MsPieces", append(writers, BYTES_PER_SECOND / 50));
        var threads = ManagementFactory.getThreadMXBean();
        long syncs = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < AUDIO_SECONDS; i += SYNC_INTERVAL_SECONDS) {
            append(writers, ASTERISK_BUFFER_BYTES, SYNC_INTERVAL_SECONDS);
            writers.forEach(SealWriter::sync);
        }
        figures.put("percentOfACoreFor200Synced", (threads.getCurrentThreadCpuTime() - syncs) / 1e7 / AUDIO_SECONDS);
        writers.forEach(SealWriter::seal);
    }

    private static double append(List<SealWriter> writers, int bytes) {
        return append(writers, bytes, AUDIO_SECONDS);
    }

    /// Appends this many seconds to each recording, in pieces of this many bytes.
    ///
    /// @return the cost in percent of a core
    private static double append(List<SealWriter> writers, int bytes, int seconds) {
        var piece = ByteBuffer.allocate(bytes);
        new Random(1).nextBytes(piece.array());
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (long said = 0; said < (long) seconds * BYTES_PER_SECOND; said += bytes) {
            writers.forEach(writer -> writer.append(piece.clear()));
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e7 / seconds;
    }

    private void seek() throws IOException {
        var id = RecordingId.next(InstantSource.system());
        Path file = folder.resolve("ten-minutes");
        var started = new Sealer(keys)
                .begin(
                        plan(id),
                        SealedOutput.of(
                                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        var minutes = ByteBuffer.allocate(600 * BYTES_PER_SECOND);
        started.writer().append(minutes);
        started.writer().seal();

        var object = new AuditObject(AuditObject.Kind.RECORDING, id.value());
        var receipt = TestReceipt.of(AuditRequest.of(AccessRequest.ENGINE, Action.RECORDING_PLAYED, PRACTICE, object));
        var release = new KeyRelease(keys);
        var random = new Random(3);
        long[] nanos = new long[SEEKS];
        for (int i = 0; i < SEEKS; i++) {
            long position = random.nextInt(599) * (long) BYTES_PER_SECOND;
            long start = System.nanoTime();
            try (var key = release.release(id, started.wrapped().orElseThrow(), receipt);
                    var reader = SealReader.open(FileChannel.open(file), key)) {
                reader.read(position, ByteBuffer.allocate(BYTES_PER_SECOND));
            }
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        figures.put("seekP50Ms", nanos[SEEKS / 2] / 1e6);
        figures.put("seekP99Ms", nanos[SEEKS * 99 / 100] / 1e6);
    }

    private SealWriter writer(RecordingId id, SealedOutput output) {
        return new Sealer(keys).begin(plan(id), output).writer();
    }

    private static Sealer.Plan plan(RecordingId id) {
        var now = InstantSource.system().instant();
        return new Sealer.Plan(
                id,
                PRACTICE,
                new CallId("bench"),
                now.minus(Duration.ofMinutes(1)),
                YearMonth.of(2027, 5),
                new DecryptionPolicy.PlatformOnly(),
                false);
    }

    private double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    private void report(Path file) throws IOException {
        figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-30s %10.2f%n", name, value));
        System.out.println("marks: ratio >= 0.8, a core for 200 <= 3 %, seek p99 <= 50 ms");
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(
                file,
                figures.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "\"%s\":%.3f", each.getKey(), each.getValue()))
                        .collect(Collectors.joining(",", "{\"bench\":\"seal\",", "}\n")));
    }

    /// Discards all output, so that no disk is measured.
    private static final class DiscardingOutput implements SealedOutput {

        @Override
        public int write(ByteBuffer bytes) {
            int length = bytes.remaining();
            bytes.position(bytes.limit());
            return length;
        }

        @Override
        public void force() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
