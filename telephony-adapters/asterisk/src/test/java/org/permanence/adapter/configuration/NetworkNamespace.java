package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs a script in a network namespace of its own, so that a test can load rules into the packet filter. It needs
/// root.
final class NetworkNamespace {

    private NetworkNamespace() {}

    /// Runs the script with bash, for a minute at most. The test is skipped if a program or the right is missing.
    ///
    /// @return the lines that it printed
    static List<String> run(Path directory, String script, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue(Stream.of("nft", "unshare", "setpriv", "ip", "perl").allMatch(NetworkNamespace::isInstalled));
        assumeTrue(System.getProperty("user.name").equals("root"), "not root (expected: root, for a namespace)");
        Path file = Files.writeString(directory.resolve("script"), script);
        List<String> command = Stream.concat(
                        Stream.of(
                                "timeout",
                                "60",
                                "unshare",
                                "--net",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "bash",
                                file.toString()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor(), () -> String.join("\n", lines));
        return lines;
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }
}
