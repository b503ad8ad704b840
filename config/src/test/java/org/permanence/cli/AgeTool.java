package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The free `age` tool, with which recipients open what a command encrypted for them.
final class AgeTool {

    private static final String PUBLIC_KEY = "# public key: ";

    private AgeTool() {}

    static void assumeInstalled() {
        assumeTrue(
                List.of("age", "age-keygen").stream().allMatch(AgeTool::isInstalled),
                "skipped: no command age on this machine (Debian's package age)");
    }

    /// A recipient with a new key pair in this file.
    static Identity identity(Path file) throws IOException, InterruptedException {
        run("age-keygen", "-o", file.toString());
        String publicKey = Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(PUBLIC_KEY))
                .map(line -> line.substring(PUBLIC_KEY.length()))
                .findAny()
                .orElseThrow();
        return new Identity(file, publicKey);
    }

    record Identity(Path file, String publicKey) {

        byte[] decrypt(Path encrypted) throws IOException, InterruptedException {
            return run("age", "-d", "-i", file.toString(), encrypted.toString());
        }
    }

    private static byte[] run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + new String(out, StandardCharsets.UTF_8));
        return out;
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
    }
}
