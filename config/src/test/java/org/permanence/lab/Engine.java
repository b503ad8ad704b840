package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The engine as it is shipped, in a process of its own that may be killed, frozen and started again.
public final class Engine implements AutoCloseable {

    /// The system properties that name the class path and the cache of the launcher: with them the engine starts as
    /// quickly as it does when it is shipped, without them from the classes of the test run.
    private static final String CLASS_PATH = "permanence.engine.class-path";

    private static final String CACHE = "permanence.engine.cache";

    private static final String MAIN = "org.permanence.boot.Main";

    /// Those of the launcher: tests run from the module's folder, the demonstration from the checkout's.
    private static final Path OPTIONS = Stream.of("../scripts", "scripts")
            .map(scripts ->
                    Path.of(scripts, "lib", "engine.options").toAbsolutePath().normalize())
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new LabException("engine.options: not found from here"));

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    private final Path house;
    private final Path output;
    private @Nullable Process process;

    Engine(Path house, Path output) {
        this.house = house;
        this.output = output;
    }

    /// Runs one command of the command line to its end.
    ///
    /// @return what it printed
    String does(String... words) {
        try {
            Process command = builder(words).redirectErrorStream(true).start();
            String said = new String(command.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (command.waitFor() != 0) {
                throw new LabException("permanence %s: status %d%n%s".formatted(words[0], command.exitValue(), said));
            }
            return said;
        } catch (IOException e) {
            throw new LabException("permanence: not started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("permanence: interrupted", e);
        }
    }

    void start() {
        try {
            process = builder("run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new LabException("engine: not started", e);
        }
    }

    public ProcessHandle process() {
        return started().toHandle();
    }

    /// SIGKILL, in the middle of whatever it does.
    public void kill() {
        started().destroyForcibly();
        await();
    }

    /// SIGSTOP: it keeps its sockets, and does nothing.
    public void freeze() {
        signal("-STOP");
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// The last lines of its log.
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: %s)".formatted(e.getClass().getSimpleName());
        }
    }

    /// Its whole log.
    public List<String> log() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new LabException("engine: log not readable", e);
        }
    }

    @Override
    public void close() {
        if (isRunning()) {
            started().destroy();
            if (!await()) {
                kill();
            }
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(started().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new LabException("engine: not signalled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    private Process started() {
        Process running = process;
        if (running == null) {
            throw new LabException("engine: not started");
        }
        return running;
    }

    private boolean await() {
        try {
            return started().waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    private ProcessBuilder builder(String... words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS,
                "-Xmx1g",
                // An engine of a test lives for a minute: what the second compiler costs at the start never pays.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(CLASS_PATH, System.getProperty("java.class.path")),
                MAIN));
        String cache = System.getProperty(CACHE, "");
        if (!cache.isEmpty()) {
            line.add(1, "-XX:AOTCache=" + cache);
        }
        line.addAll(List.of(words));
        line.addAll(List.of("--house", house.toString()));
        var builder = new ProcessBuilder(line);
        // The tests' own logging settings are on the class path, and first.
        builder.command().add(1, "-Dlogback.configurationFile=logback.xml");
        return builder;
    }
}
