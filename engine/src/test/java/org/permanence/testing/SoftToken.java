package org.permanence.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A PKCS#11 token in software (SoftHSM). The build sets the environment variable that names its configuration.
public final class SoftToken {

    public static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    public static final String PIN = "1234";

    private SoftToken() {}

    /// Makes an empty token in slot 0. Skips the test on a machine without SoftHSM.
    public static void initialize() throws IOException, InterruptedException {
        String configuration = System.getenv("SOFTHSM2_CONF");
        assumeTrue(
                Files.exists(MODULE) && configuration != null,
                "skipped: no SoftHSM on this machine (Debian's package softhsm2), or the build did not set SOFTHSM2_CONF");
        Path file = Path.of(configuration);
        Path tokens = Files.createTempDirectory(file.toAbsolutePath().getParent(), "tokens");
        Files.writeString(file, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        var init = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "permanence",
                        "--so-pin",
                        PIN,
                        "--pin",
                        PIN)
                .redirectErrorStream(true)
                .start();
        String output = new String(init.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, init.waitFor(), output);
    }
}
