package org.permanence.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real Asterisk with a given configuration, run as an ordinary user. It can be started, killed and started
/// again; closing ends it.
public final class AsteriskProcess implements AutoCloseable {

    private static final Duration BOOT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    /// After a load test, Asterisk takes five seconds to end on SIGTERM.
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private static final String BOOTED = "Asterisk has fully booted";

    private final AsteriskTree tree;
    private final Path configuration;
    private final Path output;
    private @Nullable Process process;

    /// @param configuration the directory with `asterisk.conf`, whose paths are absolute
    /// @param work the directory for the console's output
    public AsteriskProcess(AsteriskTree tree, Path configuration, Path work) {
        this.tree = tree;
        this.configuration = configuration.toAbsolutePath();
        this.output = work.resolve("asterisk.out");
    }

    /// Starts Asterisk and returns when it is fully booted.
    public AsteriskProcess start() {
        if (isRunning()) {
            throw new LabException("asterisk: is running (expected: to be started once)");
        }
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            process = new ProcessBuilder(commandLine("-f"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            awaitBoot(process);
        } catch (IOException e) {
            throw new LabException("asterisk: not started", e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new LabException("asterisk: start interrupted", e);
        }
        return this;
    }

    /// Sends SIGKILL and returns when the process is gone.
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitExit(running, STOP_TIMEOUT);
        }
    }

    public boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /// The process, for tests that freeze or measure it.
    public ProcessHandle process() {
        Process running = process;
        if (running == null) {
            throw new LabException("asterisk: not started");
        }
        return running.toHandle();
    }

    /// The answer to a console command such as `core show channels`.
    public String runCommand(String command) {
        try {
            Process console = new ProcessBuilder(commandLine("-rx", command))
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(console.getInputStream().readAllBytes(), UTF_8);
            awaitExit(console, COMMAND_TIMEOUT);
            return printed;
        } catch (IOException e) {
            throw new LabException("asterisk: console not reached", e);
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null && running.isAlive()) {
            running.destroy();
            if (!awaitExit(running, STOP_TIMEOUT)) {
                kill();
            }
        }
    }

    private void awaitBoot(Process starting) throws InterruptedException {
        for (long waited = 0; waited < BOOT_TIMEOUT.toMillis(); waited += 50) {
            // The wait for the process's end is the pause between two attempts.
            if (starting.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new LabException(
                        "asterisk: ended at once with %d%n%s".formatted(starting.exitValue(), lastLines()));
            }
            if (runCommand("core waitfullybooted").contains(BOOTED)) {
                return;
            }
        }
        kill();
        throw new LabException("asterisk: not booted within %s%n%s".formatted(BOOT_TIMEOUT, lastLines()));
    }

    /// The last lines that Asterisk printed.
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(its output is not readable: %s)".formatted(e.getClass().getSimpleName());
        }
    }

    private List<String> commandLine(String... arguments) {
        List<String> commandLine = new ArrayList<>(tree.command());
        commandLine.addAll(List.of("-C", configuration.resolve("asterisk.conf").toString()));
        commandLine.addAll(List.of(arguments));
        return commandLine;
    }

    private static boolean awaitExit(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LabException("asterisk: waiting interrupted", e);
        }
    }
}
