package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryReplica;
import org.permanence.call.CallId;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.InstallationSigner;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.SealReader;
import org.permanence.seal.Sealer;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;
import org.permanence.store.JooqRecordingStore;
import org.permanence.testing.Fixtures;
import org.permanence.verify.NoteKey;

/// A separate process records conversations one after another, in real time, and is killed at the n-th fsync of one
/// of its threads. The next process opens what it left.
class RecordingSurvivesKillTest {

    private static final int KILLS = Boolean.getBoolean("permanence.full") ? 300 : 100;
    private static final int CONCURRENT_KILLS = 3;

    /// More conversations than a process reaches before it is killed.
    private static final int MAX_CONVERSATIONS = 40;

    /// The most audio that may be missing at the end, of all conversations together: 0.6 s.
    private static final long MAX_LOST_FRAMES = 4_800;

    /// Each second kill meets conversations of 0.5 s, so that many kills fall on an end or a beginning. The others
    /// meet conversations that are long enough to lose more than the limit: 3 s.
    private static final int SHORT_FRAMES = 4_000;

    private static final int LONG_FRAMES = 24_000;

    /// How many kills at least must come when more was received than may be missing.
    private static final int MIN_LATE_KILLS = KILLS / 10;

    /// What a kill left of all conversations of a process, which follow each other without a pause.
    ///
    /// @param received  in frames
    /// @param recovered how many of these can be opened
    private record Kill(long received, long recovered) {

        long lost() {
            return received - recovered;
        }
    }

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void killedEngineLosesAtMostTheLastMoment() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "strace"))),
                "skipped: no command strace on this machine (Debian's package strace)");
        runToCompletion();
        List<Future<Kill>> kills = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(CONCURRENT_KILLS)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int nth = kill;
                kills.add(threads.submit(() -> lostWhenKilledAt(nth)));
            }
        }
        List<Kill> results = new ArrayList<>();
        for (Future<Kill> kill : kills) {
            results.add(kill.get());
        }
        List<Kill> late = results.stream()
                .filter(kill -> kill.received() > 2 * MAX_LOST_FRAMES)
                .toList();
        System.out.printf(
                "%d kills while recording, %d of them after more than 1.2 s: at most %d ms of audio missing (limit 600)%n",
                KILLS, late.size(), results.stream().mapToLong(Kill::lost).max().orElseThrow() / 8);
        assertTrue(results.stream().allMatch(kill -> kill.lost() <= MAX_LOST_FRAMES), results::toString);
        assertTrue(late.size() >= MIN_LATE_KILLS, () -> late.size() + " kills when there was audio to lose");
    }

    private Kill lostWhenKilledAt(int nth) throws IOException, InterruptedException {
        Path directory = folder.resolve("killed-" + nth);
        copy(folder.resolve("template"), directory);
        Map<CallId, Long> received = recordUntilKilledAt(nth, directory);

        try (var engine = new RecordingProcess(directory)) {
            engine.recovery().recoverInterrupted(_ -> false);

            long receivedFrames = 0;
            long recoveredFrames = 0;
            for (Map.Entry<CallId, Long> conversation : received.entrySet()) {
                receivedFrames += conversation.getValue();
                recoveredFrames += engine.recoveredFrames(conversation.getKey());
            }
            return new Kill(receivedFrames, recoveredFrames);
        }
    }

    /// Records one conversation to its end. The directory of this run is the template for each kill, and its AOT
    /// cache makes the other processes start quickly.
    private void runToCompletion() throws IOException, InterruptedException {
        Process engine = start(folder.resolve("template"), 1, SHORT_FRAMES, "-XX:AOTCacheOutput=" + aotCache());
        awaitReady(engine);
        signalStart(engine);
        assertTrue(!readReceivedFrames(engine).isEmpty(), "the process recorded");
        assertEquals(0, engine.waitFor(), "the process ended normally");
    }

    private Path aotCache() {
        return folder.resolve("start.aot");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> places = Files.walk(from)) {
            for (Path place : places.toList()) {
                Files.copy(place, to.resolve(from.relativize(place)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Map<CallId, Long> recordUntilKilledAt(int nth, Path directory) throws IOException, InterruptedException {
        Process engine = start(
                directory, MAX_CONVERSATIONS, nth % 2 == 0 ? LONG_FRAMES : SHORT_FRAMES, "-XX:AOTCache=" + aotCache());
        awaitReady(engine); // The fsync calls of its start do not count.
        Process strace = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-p",
                        Long.toString(engine.pid()),
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=fsync,fdatasync",
                        "-e",
                        "inject=fsync,fdatasync:signal=KILL:when=" + nth)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = strace.inputReader()) {
            String attached = output.readLine();
            assertTrue(attached != null && attached.contains("attached"), () -> "strace: " + attached);
            signalStart(engine);
            Map<CallId, Long> received = readReceivedFrames(engine);
            assertNotEquals(0, engine.waitFor(), "the process was killed");
            return received;
        } finally {
            engine.destroyForcibly();
            strace.destroyForcibly();
        }
    }

    private static void awaitReady(Process engine) throws IOException {
        assertEquals("ready", engine.inputReader(StandardCharsets.US_ASCII).readLine());
    }

    private static void signalStart(Process engine) throws IOException {
        engine.outputWriter().append('\n').flush();
    }

    private Process start(Path directory, int conversations, int frames, String option) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        option,
                        "-cp",
                        classPath(),
                        RecordingProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(conversations),
                        Integer.toString(frames))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// The test's class path with jars instead of directories: the AOT cache takes no classes from directories.
    private String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(place -> Files.isDirectory(place) ? jarOf(place) : place)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path jarOf(Path classes) {
        Path jar = folder.resolve(classes.getFileName() + ".jar");
        if (Files.notExists(jar)) {
            var tool = ToolProvider.findFirst("jar").orElseThrow();
            assertEquals(
                    0,
                    tool.run(
                            System.out,
                            System.err,
                            "--create",
                            "--file=" + jar,
                            "--no-compress",
                            "-C",
                            classes.toString(),
                            "."));
        }
        return jar;
    }

    /// The received frames of each conversation, read until the process ends.
    private static Map<CallId, Long> readReceivedFrames(Process engine) throws IOException {
        Map<CallId, Long> received = new HashMap<>();
        try (BufferedReader output = engine.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(" ", 3);
                if (words.length == 3 && words[2].equals("received")) { // The last line may be incomplete.
                    received.put(new CallId(words[0]), Long.valueOf(words[1]));
                }
            }
        }
        return received;
    }

    /// The process that is killed, and the process that follows it.
    static final class RecordingProcess implements AutoCloseable {

        private static final Duration AUDIT_TIMEOUT = Duration.ofSeconds(20);
        private static final int FRAMES_PER_PACKET = 160;
        private static final Duration PACKET_INTERVAL = Duration.ofMillis(20);

        private final InstantSource clock = InstantSource.system();
        private final Database database;
        private final DirectoryReplica replica;
        private final AuditLog log;
        private final RecordingServices services;
        private final KeyRelease release;

        RecordingProcess(Path directory) {
            Path root = directory.resolve("root-key");
            if (!root.toFile().exists()) {
                root.toFile().getParentFile().mkdirs();
                FileRootKey.create(root);
            }
            var keys = new KeyChain(new FolderKeyStore(directory.resolve("keys")), FileRootKey.read(root));
            var signer = InstallationSigner.open("killed", keys);
            database = Database.open(JdbcSettings.embedded(directory.resolve("permanence")));
            replica = DirectoryReplica.open(directory.resolve("audit"));
            log = AuditLog.open(
                    withLongTimeout(AuditSettings.of("killed")), List.of(replica), new Signer(signer), clock);
            release = new KeyRelease(keys);
            services = new RecordingServices(
                    new Sealer(keys),
                    new Pseudonyms(keys),
                    new LocalRecordingStorage(directory.resolve("recordings")),
                    new JooqRecordingStore(database),
                    log,
                    new FailingLossListener(),
                    new ReentrantLock());
        }

        /// Three processes share a disk here, so a slow audit log is not an error.
        private static AuditSettings withLongTimeout(AuditSettings usual) {
            return new AuditSettings(
                    usual.origin(),
                    AUDIT_TIMEOUT,
                    usual.maxPending(),
                    usual.maxPendingNotes(),
                    usual.segmentBytes(),
                    usual.retryInterval());
        }

        RecordingRecovery recovery() {
            return new RecordingRecovery(services, release, _ -> new DecryptionPolicy.PlatformOnly(), clock);
        }

        /// How many frames of a conversation can be opened. Checks that each is the recorded one.
        long recoveredFrames(CallId call) throws IOException {
            long frames = 0;
            List<Recording> stored = services.store().find(call).stream()
                    .filter(recording -> recording.state().isKept())
                    .toList();
            for (Recording recording : stored) {
                var receipt = log.open(recording.auditRequest(AccessRequest.ENGINE, Action.RECORDING_VERIFIED));
                try (var key = release.release(recording.id(), recording.key().orElseThrow(), receipt);
                        var reader = SealReader.open(services.storage().open(recording.id()), key)) {
                    var audio = ByteBuffer.allocate((int) reader.size());
                    reader.read(0, audio);
                    assertEquals(numberedFrames(0, (int) reader.frames()), audio.flip());
                    frames += reader.frames();
                }
            }
            return frames;
        }

        /// Records, and prints the received frames of each conversation.
        private void record(int conversations, int conversationFrames) {
            String name = "conversation-" + ProcessHandle.current().pid() + "-";
            var sealer = Executors.newSingleThreadExecutor();
            for (int conversation = 0; conversation < conversations; conversation++) {
                var call = new CallId(name + conversation);
                var recording = RecordingFixture.newRecording(RecordingFixture.LES_LILAS, call, clock);
                var recordingWriter = new SealedRecordingWriter(
                        services, new DecryptionPolicy.PlatformOnly(), Optional.of(Fixtures.CALLER), recording);
                var pipeline = new RecordingPipeline(recordingWriter, sealer, clock, services.lossListener(), () -> {});
                pipeline.start();
                System.out.println(call.value() + " 0 received");
                long next = System.nanoTime();
                for (int frames = 0; frames < conversationFrames; frames += FRAMES_PER_PACKET) {
                    pipeline.onAudio(numberedFrames(frames, frames + FRAMES_PER_PACKET));
                    System.out.println(call.value() + " " + (frames + FRAMES_PER_PACKET) + " received");
                    pipeline.sync();
                    next += PACKET_INTERVAL.toNanos();
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                pipeline.ended();
            }
            sealer.close();
        }

        /// Each frame contains its number.
        private static ByteBuffer numberedFrames(int from, int to) {
            var audio = ByteBuffer.allocate((to - from) * 4);
            for (int frame = from; frame < to; frame++) {
                audio.putInt(frame);
            }
            return audio.flip();
        }

        @Override
        public void close() {
            log.close();
            replica.close();
            database.close();
        }

        public static void main(String[] arguments) throws IOException {
            try (var engine = new RecordingProcess(Path.of(arguments[0]))) {
                System.out.println("ready");
                System.in.read();
                engine.record(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            }
        }
    }

    private record Signer(InstallationSigner signer) implements CheckpointSigner {

        @Override
        public byte[] sign(byte[] text) {
            return signer.sign(text);
        }

        @Override
        public NoteKey key() {
            return new NoteKey(signer.name(), signer.publicKey());
        }
    }

    private static final class FailingLossListener implements RecordingServices.LossListener {

        @Override
        public void onRecordingLost() {
            throw new AssertionError("recordings lost (expected: none)");
        }

        @Override
        public void onFramesLost(long frames) {
            throw new AssertionError("frames lost: " + frames + " (expected: none)");
        }
    }
}
