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
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.CheckpointSigner;
import org.permanence.audit.DirectoryDisk;
import org.permanence.call.CallId;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.HouseSigner;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.Readers;
import org.permanence.seal.SealReader;
import org.permanence.seal.Sealer;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;
import org.permanence.store.JooqRecordingStore;
import org.permanence.testing.Fixtures;
import org.permanence.verify.NoteKey;

/// An engine of its own records, one talk after another, as fast as people talk, and is killed at the n-th moment
/// in which one of its threads makes something durable; the next one opens what it left.
class KilledRecordingTest {

    private static final int KILLS = Boolean.getBoolean("permanence.full") ? 300 : 100;
    private static final int AT_ONCE = 3;

    /// Many more than any kill waits for.
    private static final int MOST_TALKS = 40;

    /// What may be missing at the end: 0.6 s.
    private static final long MOST_LOST_FRAMES = 4_800;

    @TempDir
    private Path folder;

    @Test
    @Timeout(600)
    void howeverTheEngineIsKilledAllItHeardCanBeOpenedButTheLastMoment() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "strace"))),
                "skipped: no command strace on this machine (Debian's package strace)");
        runsUndisturbed();
        List<Future<Long>> kills = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int nth = kill;
                kills.add(threads.submit(() -> lostWhenKilledAt(nth)));
            }
        }
        List<Long> lost = new ArrayList<>();
        for (Future<Long> kill : kills) {
            lost.add(kill.get());
        }
        System.out.printf(
                "%d kills while recording: at most %d ms of sound missing (bar 600)%n",
                KILLS, lost.stream().mapToLong(Long::longValue).max().orElseThrow() / 8);
        assertTrue(lost.stream().allMatch(frames -> frames <= MOST_LOST_FRAMES), lost::toString);
    }

    /// @return how many frames of what was heard cannot be opened
    private long lostWhenKilledAt(int nth) throws IOException, InterruptedException {
        Path house = folder.resolve("house-" + nth);
        copy(folder.resolve("house"), house);
        Map<CallId, Long> heard = recordUntilKilledAt(nth, house);

        try (var engine = new Engine(house)) {
            engine.recovery().round(_ -> false);

            long lost = 0;
            for (Map.Entry<CallId, Long> talk : heard.entrySet()) {
                lost = Math.max(lost, talk.getValue() - engine.opened(talk.getKey()));
            }
            return lost;
        }
    }

    /// One talk to its end. What it leaves is the house of each kill, and what the virtual machine loaded for it
    /// is kept, so that a hundred more start quickly.
    private void runsUndisturbed() throws IOException, InterruptedException {
        Process engine = start(folder.resolve("house"), 1, "-XX:AOTCacheOutput=" + start());
        ready(engine);
        begin(engine);
        assertTrue(!heard(engine).isEmpty(), "it was recording");
        assertEquals(0, engine.waitFor(), "it ended by itself");
    }

    private Path start() {
        return folder.resolve("start.aot");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> places = Files.walk(from)) {
            for (Path place : places.toList()) {
                Files.copy(place, to.resolve(from.relativize(place)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Map<CallId, Long> recordUntilKilledAt(int nth, Path house) throws IOException, InterruptedException {
        Process engine = start(house, MOST_TALKS, "-XX:AOTCache=" + start());
        ready(engine); // What its start makes durable is not counted.
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
        try (BufferedReader said = strace.inputReader()) {
            String attached = said.readLine();
            assertTrue(attached != null && attached.contains("attached"), () -> "strace: " + attached);
            begin(engine);
            Map<CallId, Long> heard = heard(engine);
            assertNotEquals(0, engine.waitFor(), "it was killed");
            return heard;
        } finally {
            engine.destroyForcibly();
            strace.destroyForcibly();
        }
    }

    private static void ready(Process engine) throws IOException {
        assertEquals("ready", engine.inputReader(StandardCharsets.US_ASCII).readLine());
    }

    private static void begin(Process engine) throws IOException {
        engine.outputWriter().append('\n').flush();
    }

    private Process start(Path house, int talks, String option) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        option,
                        "-cp",
                        classPath(),
                        Engine.class.getName(),
                        house.toString(),
                        Integer.toString(talks))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// The test's own class path, with jars instead of folders: what is loaded of a folder cannot be kept.
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

    /// How much of which talk the engine has heard, until it ends.
    private static Map<CallId, Long> heard(Process engine) throws IOException {
        Map<CallId, Long> heard = new HashMap<>();
        try (BufferedReader printed = engine.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = printed.readLine(); line != null; line = printed.readLine()) {
                String[] words = line.split(" ", 3);
                if (words.length == 3 && words[2].equals("heard")) { // The last line may be cut.
                    heard.put(new CallId(words[0]), Long.valueOf(words[1]));
                }
            }
        }
        return heard;
    }

    /// What is killed, and what comes after it.
    static final class Engine implements AutoCloseable {

        private static final Duration PATIENCE = Duration.ofSeconds(20);
        private static final int FRAMES_AT_ONCE = 160;
        private static final int TALK_FRAMES = 4_000;
        private static final Duration AS_PEOPLE_TALK = Duration.ofMillis(20);

        private final InstantSource clock = InstantSource.system();
        private final Database database;
        private final DirectoryDisk disk;
        private final AuditLog log;
        private final KeepingKit kit;
        private final KeyRelease release;

        Engine(Path house) {
            Path root = house.resolve("root-key");
            if (!root.toFile().exists()) {
                root.toFile().getParentFile().mkdirs();
                FileRootKey.create(root);
            }
            var keys = new KeyChain(new FolderKeyStore(house.resolve("keys")), FileRootKey.read(root));
            var signer = HouseSigner.open("killed", keys);
            database = Database.open(JdbcSettings.embedded(house.resolve("house")));
            disk = DirectoryDisk.open(house.resolve("audit"));
            log = AuditLog.open(patient(AuditSettings.of("killed")), List.of(disk), new Signer(signer), clock);
            release = new KeyRelease(keys);
            kit = new KeepingKit(
                    new Sealer(keys),
                    new Pseudonyms(keys),
                    new FolderVault(house.resolve("recordings")),
                    new JooqRecordingStore(database),
                    log,
                    new Unwatched(),
                    new ReentrantLock());
        }

        /// Three of them share a disk here: what a doctor would not wait for is no fault.
        private static AuditSettings patient(AuditSettings usual) {
            return new AuditSettings(
                    usual.origin(), PATIENCE, usual.pending(), usual.lateNotes(), usual.segmentBytes(), usual.retry());
        }

        Recovery recovery() {
            return new Recovery(kit, release, _ -> new Readers.Provider(), clock);
        }

        /// How many frames of a talk can be opened; each is the one that was said.
        long opened(CallId talk) throws IOException {
            long frames = 0;
            List<Recording> kept = kit.book().of(talk).stream()
                    .filter(recording -> recording.state().isKept())
                    .toList();
            for (Recording recording : kept) {
                var receipt = log.open(Asking.HOUSE.to(Action.RECORDING_VERIFIED, recording));
                try (var key = release.release(recording.id(), recording.key().orElseThrow(), receipt);
                        var reader = SealReader.open(kit.vault().open(recording.id()), key)) {
                    var sound = ByteBuffer.allocate((int) reader.size());
                    reader.read(0, sound);
                    assertEquals(said(0, (int) reader.frames()), sound.flip());
                    frames += reader.frames();
                }
            }
            return frames;
        }

        /// Records, and prints how much of which talk it has heard.
        private void record(int talks) {
            String name = "talk-" + ProcessHandle.current().pid() + "-";
            var sealer = Executors.newSingleThreadExecutor();
            for (int talk = 0; talk < talks; talk++) {
                var call = new CallId(name + talk);
                var blank = Studio.blank(Studio.LES_LILAS, call, clock);
                var keeping = new Keeping(kit, new Readers.Provider(), Optional.of(Fixtures.CALLER), blank);
                var tape = new Tape(keeping, sealer, clock, kit.watch(), () -> {});
                tape.begin();
                System.out.println(call.value() + " 0 heard");
                long next = System.nanoTime();
                for (int frames = 0; frames < TALK_FRAMES; frames += FRAMES_AT_ONCE) {
                    tape.onAudio(said(frames, frames + FRAMES_AT_ONCE));
                    System.out.println(call.value() + " " + (frames + FRAMES_AT_ONCE) + " heard");
                    tape.sync();
                    next += AS_PEOPLE_TALK.toNanos();
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                tape.ended();
            }
            sealer.close();
        }

        /// Each frame says its number.
        private static ByteBuffer said(int from, int to) {
            var sound = ByteBuffer.allocate((to - from) * 4);
            for (int frame = from; frame < to; frame++) {
                sound.putInt(frame);
            }
            return sound.flip();
        }

        @Override
        public void close() {
            log.close();
            disk.close();
            database.close();
        }

        public static void main(String[] arguments) throws IOException {
            try (var engine = new Engine(Path.of(arguments[0]))) {
                System.out.println("ready");
                System.in.read();
                engine.record(Integer.parseInt(arguments[1]));
            }
        }
    }

    private record Signer(HouseSigner house) implements CheckpointSigner {

        @Override
        public byte[] sign(byte[] text) {
            return house.sign(text);
        }

        @Override
        public NoteKey key() {
            return new NoteKey(house.name(), house.publicKey());
        }
    }

    private static final class Unwatched implements KeepingKit.Watch {

        @Override
        public void lost() {
            throw new AssertionError("recordings lost (expected: none)");
        }

        @Override
        public void behind(long frames) {
            throw new AssertionError("frames lost: " + frames + " (expected: none)");
        }
    }
}
