package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {

    private HouseOnDisk house;
    private Path secret;

    @BeforeEach
    void anExample(@TempDir Path directory) {
        house = new HouseOnDisk(directory);
        secret = house.path("secrets/ami");
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--,0644", "rw----r--,0604", "rw-r-----,0640", "rw--w----,0620", "rwx-----x,0701"})
    void aSecretThatOthersMayTouchIsRefused(String permissions, String mode) throws IOException {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(permissions));

        assertEquals(
                List.of(house.placeOf("secrets/ami", "house.yaml") + ": ami.secret-file: mode " + mode
                        + " (expected: 0600)"),
                house.problems());
        assertThrows(SettingsException.class, () -> new SecretFile(secret).read());
    }

    @Test
    void aRootKeyOfAnotherLengthOrOpenToOthersIsRefused() throws IOException {
        List<String> told = List.of(house.placeOf("secrets/root-key", "house.yaml")
                + ": archive.root-key-file: no root key (expected: a file of 32 random bytes, mode 0600)");
        Path key = house.path("secrets/root-key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(told, house.problems());

        house.write("secrets/root-key", "short");
        assertEquals(told, house.problems());
    }

    @Test
    void anEmptySecretOrOneOfTwoLinesIsRefused() {
        assertRefused("\n", "an empty file");
        assertRefused("   ", "an empty file");
        assertRefused("one\ntwo\n", "not one line of text");
        assertRefused("tab\there", "not one line of text");
        assertRefused("é", "not one line of text");
        assertRefused("x".repeat(513), "not one line of text");
    }

    @Test
    void aSecretWrittenInItsFilesPlaceIsNeverRepeated() {
        house.change("secret-file: secrets/ami", "secret-file: hunter2");

        assertEquals(
                List.of(house.placeOf("hunter2", "house.yaml") + ": ami.secret-file: no such file"
                        + " (expected: the path of a file that holds the secret)"),
                house.problems());
    }

    @Test
    void aSecretWrittenBesideItsKeyIsNeverRepeated() {
        house.change("secret-file: secrets/ami", "secret: hunter2");

        assertFalse(house.problems().toString().contains("hunter2"));
    }

    @Test
    void aSecretIsReadWithoutItsLineBreakAndDoesNotPrintItself() {
        house.write("secrets/ami", "a secret of two-and-more words\r\n");

        Secret read = house.settings().ami().secret().read();

        assertEquals("a secret of two-and-more words", read.text());
        assertEquals("[secret]", read.toString());
    }

    private void assertRefused(String content, String told) {
        house.write("secrets/ami", content);
        assertEquals(
                List.of(house.placeOf("secrets/ami", "house.yaml") + ": ami.secret-file: " + told
                        + " (expected: one line of 1 to 512 printable ASCII characters)"),
                house.problems());
    }
}
