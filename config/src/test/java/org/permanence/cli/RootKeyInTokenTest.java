package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.SoftToken;

/// An installation with its root key in a PKCS#11 token (SoftHSM), used through its settings and its command line.
class RootKeyInTokenTest {

    private InstallationOnDisk installation;

    @BeforeEach
    void createInstallationWithEmptyToken(@TempDir Path work) throws IOException, InterruptedException {
        SoftToken.initialize();
        installation = new InstallationOnDisk(work);
        installation
                .write("secrets/token-pin", SoftToken.PIN + "\n")
                .change(
                        "root-key-file: secrets/root-key",
                        "root-key-token: {module: " + SoftToken.MODULE
                                + ", label: root-1, pin-file: secrets/token-pin}");
        Files.setPosixFilePermissions(
                installation.path("secrets/token-pin"), PosixFilePermissions.fromString("rw-------"));
        Files.delete(installation.path("secrets/root-key"));
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
