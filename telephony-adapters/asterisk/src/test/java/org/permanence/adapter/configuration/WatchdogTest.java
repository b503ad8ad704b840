package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/watchdog`, with `sleep` as the engine and the test as its heartbeat.
final class WatchdogTest {

    private static final Path SCRIPT = Path.of("../../scripts/watchdog");

    @TempDir
    private Path work;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void invalidProcessIdIsRefused() throws Exception {
        assertEquals(1, exit(start(SCRIPT.toString(), "beat", "all")));
        assertEquals(1, exit(start(SCRIPT.toString(), "beat")));
        assertEquals(1, exit(start(SCRIPT.toString(), "beat", "1", "0")));
    }

    @Test
    void engineIsKilledWhenItsHeartbeatStops() throws Exception {
        Process engine = start("sleep", "60");
        Path heartbeatFile = Files.createFile(work.resolve("beat"));
        Process watchdog = start(SCRIPT.toString(), heartbeatFile.toString(), Long.toString(engine.pid()), "1");
        // After two different ages the watchdog trusts the file; then the heartbeat stops.
        Await.until("the end of the engine", () -> {
            if (engine.isAlive() && heartbeatsLeft-- > 0) {
                touch(heartbeatFile);
            }
            return !engine.isAlive();
        });
        assertEquals(0, exit(watchdog));
    }

    @Test
    void watchdogEndsWithAHealthyEngine() throws Exception {
        Process engine = start("sleep", "3");
        Path heartbeatFile = Files.createFile(work.resolve("beat"));
        Process watchdog = start(SCRIPT.toString(), heartbeatFile.toString(), Long.toString(engine.pid()), "1");
        Await.until("the engine's own end", () -> {
            touch(heartbeatFile);
            return !engine.isAlive();
        });
        assertEquals(0, engine.exitValue());
        assertEquals(0, exit(watchdog));
    }

    @Test
    void startingEngineIsGivenTime() throws Exception {
        Process engine = start("sleep", "3");
        Path stale = Files.createFile(work.resolve("beat"));
        Files.setLastModifiedTime(stale, FileTime.fromMillis(0));
        Process watchdog = start(SCRIPT.toString(), stale.toString(), Long.toString(engine.pid()), "1");
        assertEquals(0, exit(engine));
        assertEquals(0, exit(watchdog));
    }

    private int heartbeatsLeft = 100;
    private long age = 1;

    /// Each heartbeat is a second later by the file's own time, so that the test does not depend on the machine's
    /// clock.
    private void touch(Path heartbeatFile) {
        try {
            Files.setLastModifiedTime(heartbeatFile, FileTime.from(age++, TimeUnit.SECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("out-" + processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static int exit(Process process) throws InterruptedException {
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "the watchdog does not end");
        return process.exitValue();
    }
}
