package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The engine as shipped, in a process that tests can kill, freeze and start again.
public final class EngineProcess implements AutoCloseable {

    /// The engine as built by the scripts, with its start-up cache. Without the property, the engine runs from the
    /// test's classes and starts slowly.
    private static final Optional<Path> BUILT_ENGINE =
            Optional.ofNullable(System.getProperty("permanence.engine")).map(Path::of);

    private static final String CLI_MAIN = "org.permanence.cli.Main";
    private static final String ENGINE_MAIN = "org.permanence.boot.EngineMain";

    /// The launcher's JVM options. Tests run in the module's directory, the demonstration in the checkout's.
    private static final Path JVM_OPTIONS = Stream.of("../scripts", "scripts")
            .map(directory ->
                    Path.of(directory, "lib", "engine.options").toAbsolutePath().normalize())
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> new LabException("engine.options: not found from here"));

    /// Additional JVM options that save processor time in tests that measure no time.
    private static final Optional<String> EXTRA_JVM_OPTIONS =
            Optional.ofNullable(System.getProperty("permanence.lab.engine"));

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private final Path settingsFile;
    private final Path output;
    private @Nullable Process process;

    EngineProcess(Path settingsFile, Path output) {
        this.settingsFile = settingsFile;
        this.output = output;
    }

    /// Runs one command of the command line to its end.
    ///
    /// @return its output
    public String runCommand(String... arguments) {
        return runCommandWithInput("", arguments);
    }

    /// As [#runCommand], with what a person types.
    public String runCommandWithInput(String input, String... arguments) {
        List<String> commandLine = new ArrayList<>(List.of(arguments));
        commandLine.addAll(List.of("--config", settingsFile.toString()));
        return run(CLI_MAIN, commandLine, input);
    }

    private String run(String main, List<String> arguments, String input) {
        try {
            Process command =
                    javaProcess(main, arguments).redirectErrorStream(true).start();
            try (var typed = command.outputWriter(java.nio.charset.StandardCharsets.UTF_8)) {
                typed.write(input);
            }
            String printed =
                    new String(command.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (command.waitFor() != 0) {
                throw new LabException(
                        "permanence %s: status %d%n%s".formatted(arguments.getFirst(), command.exitValue(), printed));
            }
            return printed;
        } catch (IOException e) {
            throw new LabException("permanence: not started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("permanence: interrupted", e);
        }
    }

    /// Runs the stand-alone verifier of the audit log.
    ///
    /// @return its output, or what it found wrong
    public String verifyAuditLog(Path log, Path recordings) {
        Path key = log.resolveSibling(log.getFileName() + ".key");
        return run(
                "org.permanence.verify.VerifyCommand",
                List.of(log.toString(), "--key", key.toString(), "--recordings", recordings.toString()),
                "");
    }

    void start() {
        try {
            process = javaProcess(ENGINE_MAIN, List.of(settingsFile.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new LabException("engine: not started", e);
        }
    }

    public ProcessHandle process() {
        return runningProcess().toHandle();
    }

    /// Sends SIGKILL.
    public void kill() {
        runningProcess().destroyForcibly();
        awaitExit();
    }

    /// Sends SIGSTOP: the engine keeps its sockets and does nothing.
    public void freeze() {
        sendSignal("-STOP");
    }

    /// The exit status of an engine that ends by itself within this time.
    public OptionalInt exitStatus(Duration within) {
        try {
            Process ending = runningProcess();
            return ending.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(ending.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// The last lines of the log.
    public String lastLogLines() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log: %s)".formatted(e.getClass().getSimpleName());
        }
    }

    /// All lines of the log.
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
            runningProcess().destroy();
            if (!awaitExit()) {
                kill();
            }
        }
    }

    private void sendSignal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(runningProcess().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new LabException("engine: not signalled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    private Process runningProcess() {
        Process running = process;
        if (running == null) {
            throw new LabException("engine: not started");
        }
        return running;
    }

    private boolean awaitExit() {
        try {
            return runningProcess().waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("engine: interrupted", e);
        }
    }

    private ProcessBuilder javaProcess(String main, List<String> arguments) {
        List<String> commandLine = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The tests' own logging settings may come first on the class path.
                "-Dlogback.configurationFile=logback.xml",
                "@" + JVM_OPTIONS));
        EXTRA_JVM_OPTIONS.ifPresent(commandLine::add);
        BUILT_ENGINE
                .map(directory -> directory.resolve("start.aot"))
                .filter(Files::isReadable)
                .ifPresent(cache -> commandLine.add("-XX:AOTCache=" + cache));
        commandLine.addAll(List.of(
                "-cp", BUILT_ENGINE.map(EngineProcess::classPath).orElse(System.getProperty("java.class.path")), main));
        commandLine.addAll(arguments);
        return new ProcessBuilder(commandLine);
    }

    /// The class path in the launcher's order: the start-up cache is valid for this order only.
    private static String classPath(Path directory) {
        try (var jars = Files.list(directory.resolve("lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new LabException("engine: not readable", e);
        }
    }
}
