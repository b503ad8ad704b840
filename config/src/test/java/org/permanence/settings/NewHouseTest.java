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

class NewHouseTest {

    private final NewHouse newHouse = new NewHouse(new SecureRandom());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"house.yaml", "practices", "secrets"})
    void aDirectoryWithAHouseOrAPartOfOneIsNotTouched(String part) throws IOException {
        Files.writeString(directory.resolve(part), "mine");

        assertThrows(SettingsException.class, () -> newHouse.create(directory));

        assertEquals("mine", Files.readString(directory.resolve(part)));
        assertEquals(List.of(part), contents(directory));
    }

    @Test
    void aDanglingLinkInTheHousesPlaceIsNotFollowed() throws IOException {
        Files.createSymbolicLink(directory.resolve("house.yaml"), directory.resolve("elsewhere"));

        assertThrows(SettingsException.class, () -> newHouse.create(directory));

        assertFalse(Files.exists(directory.resolve("elsewhere")));
    }

    @Test
    void everythingIsItsOwnersOnly() throws IOException {
        Path house = newHouse.create(directory.resolve("new/house")).resolveSibling("");

        try (Stream<Path> all = Files.walk(house)) {
            for (Path made : all.toList()) {
                String expected = Files.isDirectory(made) ? "rwx------" : "rw-------";
                assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
            }
        }
    }

    @Test
    void eachHouseHasSecretsAndEndpointsOfItsOwn() throws IOException {
        Path one = newHouse.create(directory.resolve("one"));
        Path two = newHouse.create(directory.resolve("two"));

        for (String secret : List.of("ami", "management", "phone-awa")) {
            String made = Files.readString(one.resolveSibling("secrets").resolve(secret));
            assertTrue(made.matches("[0-9a-f]{64}\n"));
            assertNotEquals(made, Files.readString(two.resolveSibling("secrets").resolve(secret)));
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
