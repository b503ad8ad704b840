package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The log on a real volume that fills up and is cleared again: a tmpfs, mounted in a mount namespace that only the
/// process of the log sees.
@Timeout(120)
class FullAuditVolumeTest {

    private static final String MOUNT = "mount -t tmpfs -o size=256k tmpfs \"$1\" && shift && exec \"$@\"";

    @TempDir
    private Path folder;

    @Test
    void accessIsRefusedInTimeOnAFullVolumeAndTheLogIsWholeOnceItHasSpaceAgain() throws Exception {
        assertEquals(List.of("> refused in time", "> accepted again", "> whole"), run("one"));
    }

    @Test
    void otherReplicaSufficesWhileOneVolumeIsFullAndTheFullOneCatchesUp() throws Exception {
        assertEquals(List.of("> one replica is left", "> two replicas", "> whole", "> whole"), run("two"));
    }

    private List<String> run(String replicas) throws IOException, InterruptedException {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        assumeTrue(canMount(volume), "skipped: this user may not mount a tmpfs (expected: unshare -rm works)");
        Process log = start(
                volume,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LogProcess.class.getName(),
                replicas,
                volume.toString(),
                folder.toString());
        try {
            String said = new String(log.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, log.waitFor(), said);
            return said.lines().filter(line -> line.startsWith("> ")).toList();
        } finally {
            log.destroyForcibly();
        }
    }

    private static boolean canMount(Path volume) throws InterruptedException {
        try {
            return start(volume, "true").waitFor() == 0;
        } catch (IOException _) {
            return false; // No such command.
        }
    }

    private static Process start(Path volume, String... command) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                Stream.of("unshare", "-rm", "sh", "-c", MOUNT, "sh", volume.toString()),
                                Stream.of(command))
                        .toList())
                .redirectErrorStream(true)
                .start();
    }

    /// The process on the small volume.
    static final class LogProcess {

        /// An access is refused after this time at the latest.
        private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

        private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(20);

        private LogProcess() {}

        public static void main(String[] arguments) throws IOException {
            Path volume = Path.of(arguments[1]);
            if (arguments[0].equals("one")) {
                writeUntilRefused(volume);
            } else {
                writeToTheOther(volume, Path.of(arguments[2]));
            }
        }

        private static void writeUntilRefused(Path volume) throws IOException {
            try (var replica = DirectoryReplica.open(volume.resolve("audit"))) {
                long acknowledged = 1;
                try (var log = AuditLogFixture.open(1 << 20, replica)) {
                    log.open(AuditLogFixture.playRequest("before"));
                    fill(volume);
                    var canary = new Canary();
                    canary.start();
                    long started = System.nanoTime();
                    while (isAccepted(log)) { // The last page of the file may have space.
                        acknowledged++;
                        started = System.nanoTime();
                    }
                    long took = System.nanoTime() - started;
                    print(took <= LIMIT_NANOS + canary.longestStall() ? "refused in time" : "refused after " + took);
                    Files.delete(volume.resolve("filler"));
                    print(isSoon(() -> isAccepted(log)) ? "accepted again" : "refused for ever");
                    acknowledged++;
                }
                requireWhole(replica, acknowledged);
            }
        }

        private static void writeToTheOther(Path volume, Path folder) throws IOException {
            try (var full = DirectoryReplica.open(volume.resolve("audit"));
                    var other = DirectoryReplica.open(folder.resolve("other"))) {
                try (var log = AuditLogFixture.open(1 << 20, full, other)) {
                    log.open(AuditLogFixture.playRequest("before"));
                    fill(volume);
                    for (int i = 0; i < 200; i++) { // More than fit into the last page of the file.
                        log.open(AuditLogFixture.playRequest("rec-" + i));
                    }
                    print(
                            isSoon(() -> log.state().replicasUp() == 1)
                                    ? "one replica is left"
                                    : "the volume is not full");
                    Files.delete(volume.resolve("filler"));
                    print(isSoon(() -> log.state().replicasUp() == 2) ? "two replicas" : "one never came back");
                }
                requireWhole(full, 201);
                requireWhole(other, 201);
            }
        }

        private static void print(String moment) {
            System.out.println("> " + moment);
        }

        private static boolean isAccepted(AuditLog log) {
            try {
                log.open(AuditLogFixture.playRequest("rec"));
                return true;
            } catch (AuditException _) {
                return false;
            }
        }

        private static boolean isSoon(BooleanSupplier condition) {
            long end = System.nanoTime() + SOON_NANOS;
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                LockSupport.parkNanos(1_000_000); // A failed replica is tried again after the retry interval.
            }
            return true;
        }

        private static void fill(Path volume) throws IOException {
            try (var filler = Files.newOutputStream(volume.resolve("filler"))) {
                for (int page = 0; page < 1_000; page++) {
                    filler.write(new byte[4_096]);
                }
                throw new IllegalStateException("volume: not full (expected: 256 kB)");
            } catch (IOException full) {
                System.err.println(full.getMessage());
            }
        }

        private static void requireWhole(DirectoryReplica replica, long entries) throws IOException {
            var report = AuditLogFixture.verify(replica);
            assertTrue(report.isIntact() && report.end().size() >= entries, report::toString);
            print("whole");
        }
    }

    /// Measures how long the machine lets a thread wait that wants to run every millisecond.
    private static final class Canary extends Thread {

        private static final long PAUSE_NANOS = 1_000_000;

        private final AtomicLong longest = new AtomicLong();

        Canary() {
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                long before = System.nanoTime();
                LockSupport.parkNanos(PAUSE_NANOS);
                longest.accumulateAndGet(System.nanoTime() - before - PAUSE_NANOS, Math::max);
            }
        }

        long longestStall() {
            return longest.get();
        }
    }
}
