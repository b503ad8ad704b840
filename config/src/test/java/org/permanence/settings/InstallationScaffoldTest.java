package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationScaffoldTest {

    private final InstallationScaffold scaffold = new InstallationScaffold(new SecureRandom());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"permanence.yaml", "practices", "secrets"})
    void existingInstallationIsNotOverwritten(String part) throws IOException {
        Files.writeString(directory.resolve(part), "mine");

        assertThrows(SettingsException.class, () -> scaffold.create(directory));

        assertEquals("mine", Files.readString(directory.resolve(part)));
        assertEquals(List.of(part), contents(directory));
    }

    @Test
    void danglingSymbolicLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("permanence.yaml"), directory.resolve("elsewhere"));

        assertThrows(SettingsException.class, () -> scaffold.create(directory));

        assertFalse(Files.exists(directory.resolve("elsewhere")));
    }

    @Test
    void createdFilesAreAccessibleToTheirOwnerOnly() throws IOException {
        Path root = scaffold.create(directory.resolve("new/installation")).resolveSibling("");

        try (Stream<Path> all = Files.walk(root)) {
            for (Path created : all.toList()) {
                String expected = Files.isDirectory(created) ? "rwx------" : "rw-------";
                assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(created)));
            }
        }
    }

    @Test
    void everyInstallationGetsItsOwnSecretsAndEndpoints() throws IOException {
        Path one = scaffold.create(directory.resolve("one"));
        Path two = scaffold.create(directory.resolve("two"));

        for (String secret : List.of("ami", "management", "phone-awa")) {
            String created = Files.readString(one.resolveSibling("secrets").resolve(secret));
            assertTrue(created.matches("[0-9a-f]{64}\n"));
            assertNotEquals(
                    created, Files.readString(two.resolveSibling("secrets").resolve(secret)));
        }
        assertNotEquals(Files.readString(one), Files.readString(two));
        assertFalse(Files.readString(one).contains("0123456789abcdef"));
        assertFalse(Files.readString(one).contains("00112233445566778899aabbccddeeff"));
    }

    private static List<String> contents(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> String.valueOf(path.getFileName())).toList();
        }
    }
}
