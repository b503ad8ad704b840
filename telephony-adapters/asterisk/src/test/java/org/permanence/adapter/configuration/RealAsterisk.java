package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.permanence.testing.Ports;

/// A real Asterisk for one test, with its own directory and ports. Its process ends when the test closes it.
final class RealAsterisk implements AutoCloseable {

    /// Fewer than the 1,024 of most machines, so that a test can use them up soon.
    static final int OPEN_FILES_AT_START = 256;

    private final Path tree;
    private final Path configuration;
    private final Process process;

    private RealAsterisk(Path tree, Path configuration, Process process) {
        this.tree = tree;
        this.configuration = configuration;
        this.process = process;
    }

    /// The Asterisk tree that `scripts/test` names. Without it the tests are skipped with a reason.
    static Optional<Path> tree() {
        return Optional.ofNullable(System.getProperty("permanence.asterisk"))
                .map(Path::of)
                .filter(tree -> Files.isExecutable(tree.resolve("usr/sbin/asterisk")));
    }

    static RealAsterisk start(Path tree, AsteriskModel model, Path configuration) {
        AsteriskFiles.write(model, configuration, InstantSource.system());
        try {
            // As under a service manager: few open files, and the process may ask for more.
            List<String> command = command(tree, configuration, "-f");
            command.addAll(0, List.of("prlimit", "--nofile=" + OPEN_FILES_AT_START + ":"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(configuration.resolve("asterisk.out").toFile())
                    .start();
            var asterisk = new RealAsterisk(tree, configuration, process);
            Path socket = model.paths().state().resolve("run/asterisk.ctl");
            Await.until("Asterisk's control socket", () -> Files.exists(socket));
            Await.until(
                    "a fully booted Asterisk",
                    () -> asterisk.runConsole("core waitfullybooted").contains("fully booted"));
            return asterisk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a command in the console and returns the output.
    String runConsole(String command) {
        try {
            List<String> line = command(tree, configuration, "-rx");
            line.add(command);
            Process console = new ProcessBuilder(line).redirectErrorStream(true).start();
            String answer = new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(console.waitFor(10, TimeUnit.SECONDS), "the console does not answer");
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasNoChannel() {
        return runConsole("core show channels count").contains("0 active channels");
    }

    String log() throws IOException {
        return Files.readString(configuration.resolve("../state/log/messages"));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A port of that address that is free for both UDP and TCP.
    static int freePort(String host) {
        return Ports.udpAndTcp(InetAddress.ofLiteral(host));
    }

    private static List<String> command(Path tree, Path configuration, String mode) {
        boolean intel = System.getProperty("os.arch").equals("amd64");
        String loader = intel ? "lib64/ld-linux-x86-64.so.2" : "lib/ld-linux-aarch64.so.1";
        String libraries = "usr/lib/" + (intel ? "x86_64" : "aarch64") + "-linux-gnu";
        return new ArrayList<>(List.of(
                tree.resolve(loader).toString(),
                "--library-path",
                tree.resolve(libraries).toString(),
                tree.resolve("usr/sbin/asterisk").toString(),
                "-C",
                configuration.resolve("asterisk.conf").toString(),
                mode));
    }
}
