package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.settings.InstallationOnDisk;

/// An installation changes its root key, through its settings and its command line.
class RootKeyRotationTest {

    private InstallationOnDisk installation;

    @BeforeEach
    void openOnce(@TempDir Path work) {
        installation = new InstallationOnDisk(work);
        assertTrue(RecordsOnDisk.opens(installation));
    }

    @Test
    void newRootKeyAloneOpensNothing() throws IOException {
        replaceRootKeyFile();

        assertFalse(RecordsOnDisk.opens(installation));
    }

    @Test
    void newRootKeyNeedsTheFormerKeyOnceAndTheAuditLogRecordsIt() throws IOException {
        replaceRootKeyFile();
        installation.change(
                "root-key-file: secrets/root-key",
                "root-key-file: secrets/root-key\n  previous-root-key-file: secrets/previous-root-key");

        assertTrue(RecordsOnDisk.opens(installation));
        installation.change("\n  previous-root-key-file: secrets/previous-root-key", "");
        Files.delete(installation.path("secrets/previous-root-key"));

        assertTrue(RecordsOnDisk.opens(installation));
        assertEquals(
                1,
                auditEntries().split("KEY_ROTATED", -1).length - 1,
                "recorded once, and not again at the next start");
    }

    @Test
    void existingRootKeyIsNotOverwritten() {
        String output = run(
                "key",
                "create-root",
                "--out",
                installation.path("secrets/root-key").toString());

        assertTrue(output.contains("already exists (expected: a new file)"), output);
    }

    @Test
    void newRootKeyIsReadableByItsOwnerOnly() throws IOException {
        Path file = installation.path("secrets/next-root-key");

        run("key", "create-root", "--out", file.toString());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(32, Files.size(file));
        assertFalse(Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(installation.path("secrets/root-key"))));
    }

    /// Moves the root key to a second file and creates a new one in its place.
    private void replaceRootKeyFile() throws IOException {
        Path key = installation.path("secrets/root-key");
        Files.move(key, installation.path("secrets/previous-root-key"));
        run("key", "create-root", "--out", key.toString());
    }

    private String auditEntries() throws IOException {
        try (var files = Files.list(installation.path("state/audit"))) {
            var text = new StringBuilder();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".entries")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private String run(String... arguments) {
        var fullArguments = new ArrayList<>(List.of(arguments));
        fullArguments.addAll(
                List.of("--config", installation.path("permanence.yaml").toString()));
        return CommandResult.run(fullArguments.toArray(String[]::new)).output();
    }
}
