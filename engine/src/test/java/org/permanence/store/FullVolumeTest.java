package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.triage.Urgency;

/// The embedded database on a real volume of 8 MB that fills up and is cleared again: a tmpfs, mounted in a mount
/// namespace that only the engine's process sees.
class FullVolumeTest {

    private static final TeamId NORTH = new TeamId("north");
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    @Timeout(120)
    void databaseComesBackByItselfOnceTheVolumeHasSpaceAgain() throws Exception {
        Path volume = Files.createDirectories(TestDatabase.testDirectory()
                .resolve("full" + ProcessHandle.current().pid()));
        String mounted = "mount -t tmpfs -o size=8m tmpfs \"$1\" && shift && exec \"$@\"";
        Process engine = new ProcessBuilder(Stream.concat(
                                Stream.of("unshare", "-rm", "sh", "-c", mounted, "sh", volume.toString()),
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        EngineProcess.class.getName(),
                                        volume.toString()))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(engine.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(
                List.of(
                        "> empty: available",
                        "> full: unavailable",
                        "> still full: unavailable",
                        "> cleared: available",
                        "> lost 0: available"),
                said.lines().filter(line -> line.startsWith("> ")).toList());
    }

    /// The process on the small volume.
    static final class EngineProcess {

        private final Database database;
        private final JooqQueueStore store;
        private final Set<String> acknowledged = new HashSet<>();
        private int attempts;

        private EngineProcess(Database database) {
            this.database = database;
            this.store = new JooqQueueStore(database);
        }

        public static void main(String[] arguments) throws IOException {
            Path volume = Path.of(arguments[0]);
            try (var database = Database.open(JdbcSettings.embedded(volume.resolve("permanence")))) {
                new EngineProcess(database).run(volume.resolve("filler"));
            }
        }

        private void run(Path filler) throws IOException {
            save();
            print("empty");
            fill(filler);
            saveUntilRefused();
            print("full");
            tolerating(() -> store.waiting(NORTH)); // What can be read of the file proves nothing.
            tolerating(database::reopen);
            print("still full");
            Files.delete(filler);
            for (long end = System.nanoTime() + SOON.toNanos(); !database.isAvailable() && System.nanoTime() < end; ) {
                tolerating(database::reopen);
            }
            print("cleared");
            save();
            Set<String> stored = new HashSet<>();
            store.waiting(NORTH).forEach(entry -> stored.add(entry.call().value()));
            acknowledged.removeAll(stored);
            print("lost " + acknowledged.size());
        }

        private void print(String moment) {
            System.out.println("> " + moment + ": " + (database.isAvailable() ? "available" : "unavailable"));
        }

        private static void tolerating(Runnable attempt) {
            try {
                attempt.run();
            } catch (StoreUnavailableException full) {
                System.err.println(full.getMessage());
            }
        }

        private static void fill(Path filler) throws IOException {
            try (OutputStream out = Files.newOutputStream(filler)) {
                for (int page = 0; page < 4_000; page++) {
                    out.write(new byte[4096]);
                }
                throw new IllegalStateException("volume: not full (expected: 8 MB)");
            } catch (IOException full) {
                System.err.println(full.getMessage());
            }
        }

        private void saveUntilRefused() {
            tolerating(() -> {
                for (int i = 0; i < 10_000; i++) {
                    save();
                }
            });
        }

        private void save() {
            String call = "call-" + attempts++;
            var entry = QueueEntry.arriving(
                    new CallId(call),
                    new PracticeId("les-lilas"),
                    NORTH,
                    Urgency.ROUTINE,
                    Instant.EPOCH.plusSeconds(attempts));
            store.inTeam(NORTH, transaction -> {
                transaction.save(entry);
                return transaction;
            });
            acknowledged.add(call);
        }
    }
}
