package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.settings.InstallationOnDisk;

/// An installation with its root key in a PKCS#11 token (SoftHSM), used through its settings and its command line.
class RootKeyInTokenTest {

    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallationWithEmptyToken(@TempDir Path work) throws IOException, InterruptedException {
        String configuration = System.getenv("SOFTHSM2_CONF");
        assumeTrue(
                Files.exists(MODULE) && configuration != null,
                "skipped: no SoftHSM on this machine (Debian's package softhsm2), or the build did not set SOFTHSM2_CONF");
        installation = new InstallationOnDisk(work);
        installation
                .write("secrets/token-pin", "1234\n")
                .change(
                        "root-key-file: secrets/root-key",
                        "root-key-token: {module: " + MODULE + ", label: root-1, pin-file: secrets/token-pin}");
        Files.setPosixFilePermissions(
                installation.path("secrets/token-pin"), PosixFilePermissions.fromString("rw-------"));
        Files.delete(installation.path("secrets/root-key"));
        Path tokens = Files.createTempDirectory(
                Path.of(configuration).toAbsolutePath().getParent(), "tokens");
        Files.writeString(Path.of(configuration), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        var init = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        "permanence",
                        "--so-pin",
                        "1234",
                        "--pin",
                        "1234")
                .redirectErrorStream(true)
                .start();
        String output = new String(init.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, init.waitFor(), output);
    }

    /// One test for all steps, because the PKCS#11 module keeps its tokens as long as the process runs.
    @Test
    void recordsOpenOnlyOnceTheTokenHoldsTheRootKey() {
        assertFalse(
                RecordsOnDisk.opens(installation),
                "startup creates no key, which would hide the loss of the right one");

        assertEquals("0 created root-1 in the token in slot 0", createRootKey());
        assertTrue(RecordsOnDisk.opens(installation));
        assertEquals(
                "1 permanence: root key: token: has a key root-1 already (expected: a new label)", createRootKey());

        assertTrue(RecordsOnDisk.opens(installation));
        assertTrue(Files.notExists(installation.path("secrets/root-key")));
    }

    private String createRootKey() {
        var result = CommandResult.run(
                "key",
                "create-root",
                "--config",
                installation.path("permanence.yaml").toString());
        return result.exitCode() + " " + result.output().strip();
    }
}
