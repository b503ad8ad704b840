package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.verify.LogVerifier;

/// A separate JVM writes the log from 16 threads and prints each receipt until it is killed. A second JVM continues
/// the log.
class LogSurvivesKillTest {

    private static final int KILLS = 50;
    private static final int ENTRIES_PER_RUN = 400;

    /// A long timeout, because other tests use the disk too.
    private static final Duration REPLICA_TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void noAcknowledgedEntryIsLostWhenTheEngineIsKilled() throws IOException, InterruptedException {
        Map<Long, String> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process engine = start(kill);
            try (BufferedReader output = engine.inputReader(StandardCharsets.US_ASCII)) {
                int before = acknowledged.size();
                read(output, acknowledged, before + ENTRIES_PER_RUN);
                engine.toHandle()
                        .destroyForcibly(); // Killed from outside: the process itself would close its unread output.
                read(output, acknowledged, Integer.MAX_VALUE);
                assertTrue(acknowledged.size() >= before + ENTRIES_PER_RUN, "kill " + kill);
            } finally {
                engine.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            }
        }

        try (var replica = DirectoryReplica.open(directory)) {
            AuditLog.open(
                            AuditSettings.of("killed"),
                            List.of(replica),
                            LogWriterProcess.signer(),
                            InstantSource.system())
                    .close();
            var report = new LogVerifier(replica, _ -> true, List.of(), _ -> {}, entry -> {
                        if (entry.fields().word("object").equals(acknowledged.get(entry.number()))) {
                            acknowledged.remove(entry.number());
                        }
                    })
                    .verify();
            assertEquals(List.of(), report.findings());
            assertEquals(Map.of(), acknowledged, "lost");
        }
    }

    private Process start(int kill) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogWriterProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(kill))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void read(BufferedReader output, Map<Long, String> acknowledged, int limit) throws IOException {
        String line = output.readLine();
        while (line != null) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[2].equals("kept")) {
                acknowledged.put(Long.valueOf(words[0]), words[1]);
            }
            if (acknowledged.size() >= limit) {
                return;
            }
            line = output.readLine();
        }
    }

    /// The process that is killed.
    static final class LogWriterProcess {

        private LogWriterProcess() {}

        /// The same key in every process.
        static CheckpointSigner signer() {
            return AuditLogFixture.fixedSigner();
        }

        public static void main(String[] arguments) {
            var replica = DirectoryReplica.open(Path.of(arguments[0]));
            var settings = new AuditSettings(
                    "killed",
                    REPLICA_TIMEOUT,
                    1 << 15,
                    100,
                    50_000,
                    AuditSettings.of("killed").retryInterval());
            var log = AuditLog.open(settings, List.of(replica), signer(), InstantSource.system());
            for (int writer = 0; writer < 16; writer++) {
                String name = "run-" + arguments[1] + "-" + writer + "-";
                Thread.ofPlatform().start(() -> write(log, name));
            }
        }

        private static void write(AuditLog log, String name) {
            for (int i = 0; i < 1_000_000; i++) {
                AuditReceipt receipt = log.open(AuditLogFixture.playRequest(name + i));
                System.out.println(
                        receipt.entry() + " " + receipt.request().object().name() + " kept");
            }
        }
    }
}
