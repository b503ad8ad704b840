package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The engine as it is shipped, in a process of its own that may be killed, frozen and started again.
public final class Engine implements AutoCloseable {

    /// The house as the scripts built it, with the cache of its start; without the property the engine is run from
    /// the classes of the test run, and starts slowly.
    private static final Optional<Path> SHIPPED =
            Optional.ofNullable(System.getProperty("permanence.house")).map(Path::of);

    private static final String COMMAND_LINE = "org.permanence.boot.Main";
    private static final String ENGINE = "org.permanence.boot.EngineMain";

    /// Those of the launcher: tests run from the module's folder, the demonstration from the checkout's.
    private static final Path OPTIONS = Stream.of("../scripts", "scripts")
            .map(scripts ->
                    Path.of(scripts, "lib", "engine.options").toAbsolutePath().normalize())
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new LabException("engine.options: not found from here"));

    /// Where no time is measured, a virtual machine that leaves more of this machine to the others.
    private static final Optional<String> MORE_OPTIONS =
            Optional.ofNullable(System.getProperty("permanence.lab.engine"));

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
    public String does(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--house", house.toString()));
        return run(COMMAND_LINE, line);
    }

    private String run(String main, List<String> words) {
        try {
            Process command = java(main, words).redirectErrorStream(true).start();
            String said = new String(command.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (command.waitFor() != 0) {
                throw new LabException(
                        "permanence %s: status %d%n%s".formatted(words.getFirst(), command.exitValue(), said));
            }
            return said;
        } catch (IOException e) {
            throw new LabException("permanence: not started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("permanence: interrupted", e);
        }
    }

    /// Runs the verifier of the audit log, which needs nothing of the engine.
    ///
    /// @return what it printed, or what it found
    public String verifies(Path log, Path recordings) {
        Path key = log.resolveSibling(log.getFileName() + ".key");
        return run(
                "org.permanence.verify.Verify",
                List.of(log.toString(), "--key", key.toString(), "--recordings", recordings.toString()));
    }

    void start() {
        try {
            process = java(ENGINE, List.of(house.toString()))
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

    private ProcessBuilder java(String main, List<String> words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The tests' own logging settings may be on the class path, and first.
                "-Dlogback.configurationFile=logback.xml",
                "@" + OPTIONS,
                "-Xmx1g"));
        MORE_OPTIONS.ifPresent(line::add);
        SHIPPED.map(house -> house.resolve("start.aot"))
                .filter(Files::isReadable)
                .ifPresent(cache -> line.add("-XX:AOTCache=" + cache));
        line.addAll(List.of("-cp", SHIPPED.map(Engine::jars).orElse(System.getProperty("java.class.path")), main));
        line.addAll(words);
        return new ProcessBuilder(line);
    }

    /// In the order of the launcher: the cache is for this order and no other.
    private static String jars(Path house) {
        try (var jars = Files.list(house.resolve("lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new LabException("house: not readable", e);
        }
    }
}
