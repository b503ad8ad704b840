package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Path;

/// The watchdog as shipped, for one engine process.
public final class Watchdog implements AutoCloseable {

    private static final Path SCRIPT =
            Path.of("..", "scripts", "watchdog").toAbsolutePath().normalize();

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /// Watches the engine that runs now.
    ///
    /// @param output the file of its output
    public static Watchdog start(LabInstallation lab, Path output) throws IOException {
        return new Watchdog(new ProcessBuilder(
                        SCRIPT.toString(),
                        lab.heartbeatFile().toString(),
                        Long.toString(lab.engine().process().pid()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
