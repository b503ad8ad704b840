package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher of `permanence run` with the real watchdog, and a program in place of the engine.
@Timeout(60)
class SupervisedEngineTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Runs as the launcher does, with a short longest pause.
    private static final String LAUNCHER = """
            set -euo pipefail
            ROOT=$1
            . "$ROOT/scripts/lib/say.sh"
            . "$ROOT/scripts/lib/supervise.sh"
            java=("$2")
            supervise settings.yaml
            """;

    private Path work;
    private @Nullable Process launcher;

    @BeforeEach
    void remember(@TempDir Path directory) {
        work = directory;
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (launcher != null) {
            launcher.destroy();
            assertTrue(launcher.waitFor(10, TimeUnit.SECONDS), "the launcher ends at SIGTERM");
        }
    }

    @Test
    void engineThatTheWatchdogEndedIsStartedAgain() throws Exception {
        launch("beats 3; exec sleep 600");

        awaitStarts(2);
        assertTrue(output().contains("watchdog: no heartbeat for 2 s: killing process"), output());
        assertTrue(output().contains("the engine died (status 137): starting it again in 0 s"), output());
    }

    @Test
    void engineThatDiesAgainAndAgainIsStartedWithLongerPauses() throws Exception {
        launch("kill -KILL $$");

        awaitStarts(4);
        for (int seconds : new int[] {0, 1, 2}) {
            assertTrue(output().contains("starting it again in " + seconds + " s"), output());
        }
    }

    @Test
    void engineWithoutMemoryIsStartedAgain() throws Exception {
        launch("exit 3");

        awaitStarts(2);
    }

    @Test
    void engineThatCannotStartAgainIsTriedAgain() throws Exception {
        launch("[ $(wc -l <starts) -gt 1 ] || kill -KILL $$; exit 1");

        awaitStarts(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 143})
    void engineThatEndsByItselfOrCannotStartIsNotStartedAgain(int status) throws Exception {
        launch("exit " + status);

        assertEquals(status, ended());
        assertEquals(1, starts());
    }

    @Test
    void stoppedLauncherStopsTheEngineAndDoesNotStartItAgain() throws Exception {
        launch("trap 'touch stopped; exit 143' TERM; beats 1000");
        awaitStarts(1);
        awaitFile("beat");

        Process running = launch();
        running.destroy();

        assertEquals(143, ended());
        assertTrue(Files.exists(work.resolve("stopped")));
        assertEquals(1, starts());
    }

    @Test
    void launcherStoppedDuringAPauseEndsAtOnce() throws Exception {
        launch("kill -KILL $$");
        awaitStarts(4); // The pause is four seconds now.

        launch().destroy();

        assertEquals(137, ended());
        assertFalse(output().contains("in 8 s"));
    }

    private Process launch() {
        return java.util.Optional.ofNullable(launcher).orElseThrow();
    }

    /// @param behaviour of the engine, in shell; `beats N` touches the heartbeat file N times, five times a second
    private void launch(String behaviour) throws IOException {
        Path engine = Files.writeString(work.resolve("engine"), """
                #!/usr/bin/env bash
                case $1 in
                    org.permanence.cli.Main) echo "$PWD/beat"; exit ;;
                esac
                beats() { for _ in $(seq "$1"); do date +%%N >beat; sleep 0.2; done; }
                echo started >>starts
                %s
                """.formatted(behaviour));
        Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
        launcher = new ProcessBuilder("bash", "-c", LAUNCHER, "bash", ROOT.toString(), engine.toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
    }

    private int ended() throws InterruptedException {
        assertTrue(launch().waitFor(20, TimeUnit.SECONDS), "the launcher ends");
        return launch().exitValue();
    }

    private void awaitStarts(int count) throws Exception {
        while (starts() < count) {
            assertFalse(launch().waitFor(50, TimeUnit.MILLISECONDS), "the launcher runs");
        }
    }

    private void awaitFile(String name) throws Exception {
        while (!Files.exists(work.resolve(name))) {
            assertFalse(launch().waitFor(50, TimeUnit.MILLISECONDS), "the launcher runs");
        }
    }

    private int starts() throws IOException {
        Path file = work.resolve("starts");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private String output() throws IOException {
        return String.join("\n", List.copyOf(Files.readAllLines(work.resolve("output"))));
    }
}
