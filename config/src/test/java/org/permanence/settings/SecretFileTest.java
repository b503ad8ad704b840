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

    private InstallationOnDisk installation;
    private Path secret;

    @BeforeEach
    void createInstallation(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        secret = installation.path("secrets/ami");
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--,0644", "rw----r--,0604", "rw-r-----,0640", "rw--w----,0620", "rwx-----x,0701"})
    void secretFileAccessibleToOthersIsRejected(String permissions, String mode) throws IOException {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(permissions));

        assertEquals(
                List.of(installation.locationOf("secrets/ami", "permanence.yaml") + ": ami.secret-file: mode " + mode
                        + " (expected: 0600)"),
                installation.problems());
        assertThrows(SettingsException.class, () -> new SecretFile(secret).read());
    }

    @Test
    void rootKeyOfWrongLengthOrAccessibleToOthersIsRejected() throws IOException {
        List<String> expectedProblems = List.of(installation.locationOf("secrets/root-key", "permanence.yaml")
                + ": archive.root-key-file: no root key (expected: a file of 32 random bytes, mode 0600)");
        Path key = installation.path("secrets/root-key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(expectedProblems, installation.problems());

        installation.write("secrets/root-key", "short");
        assertEquals(expectedProblems, installation.problems());
    }

    @Test
    void emptyOrMultiLineSecretIsRejected() {
        assertRejected("\n", "an empty file");
        assertRejected("   ", "an empty file");
        assertRejected("one\ntwo\n", "not one line of text");
        assertRejected("tab\there", "not one line of text");
        assertRejected("é", "not one line of text");
        assertRejected("x".repeat(513), "not one line of text");
    }

    @Test
    void secretWrittenInsteadOfItsPathIsNotEchoed() {
        installation.change("secret-file: secrets/ami", "secret-file: hunter2");

        assertEquals(
                List.of(installation.locationOf("hunter2", "permanence.yaml") + ": ami.secret-file: no such file"
                        + " (expected: the path of a file that holds the secret)"),
                installation.problems());
    }

    @Test
    void secretWrittenUnderAWrongKeyIsNotEchoed() {
        installation.change("secret-file: secrets/ami", "secret: hunter2");

        assertFalse(installation.problems().toString().contains("hunter2"));
    }

    @Test
    void secretIsReadWithoutItsLineBreakAndDoesNotPrintItself() {
        installation.write("secrets/ami", "a secret of two-and-more words\r\n");

        SecretValue read = installation.settings().ami().secret().read();

        assertEquals("a secret of two-and-more words", read.text());
        assertEquals("[secret]", read.toString());
    }

    private void assertRejected(String content, String expectedFault) {
        installation.write("secrets/ami", content);
        assertEquals(
                List.of(installation.locationOf("secrets/ami", "permanence.yaml") + ": ami.secret-file: "
                        + expectedFault + " (expected: one line of 1 to 512 printable ASCII characters)"),
                installation.problems());
    }
}
