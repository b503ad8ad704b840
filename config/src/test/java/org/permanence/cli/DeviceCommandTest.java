package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.SteppedClock;

/// `permanence device`, on a management port with real records. Claire is of operations and has invited Paul.
class DeviceCommandTest {

    @TempDir
    Path work;

    private final SteppedClock clock = new SteppedClock();
    private ServedInstallation installation;
    private SignInSteps claire;
    private Path file;

    @BeforeEach
    void signInClaire() throws IOException {
        installation = ServedInstallation.open(work.resolve("installation"), clock);
        claire = SignInSteps.claire(installation, work.resolve("claire"), clock);
        file = work.resolve("paul.p12");
        CommandResult invited = claire.run("user", "invite", "paul", "--role", "operations", "--at", "installation");
        assertEquals(0, invited.exitCode(), invited.output());
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void enrolmentMakesAPrivateFileThatThePrintedPasswordOpens() throws IOException, GeneralSecurityException {
        CommandResult enrolled = enrol("paul");

        assertEquals(0, enrolled.exitCode(), enrolled.output());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        KeyStore keys =
                KeyStore.getInstance(file.toFile(), enrolled.out().strip().toCharArray());
        assertTrue(keys.isKeyEntry("permanence paul"));
        CommandResult listed = claire.run("device", "list", "paul");
        assertTrue(listed.out().matches("[0-9a-f]{64} enrolled \\S+ until \\S+\n"), listed.output());
        assertFalse(listed.out().contains(enrolled.out().strip()), "the password is shown once");
    }

    @Test
    void revokedDeviceIsListedAsRevokedAndNotTwiceRevoked() {
        enrol("paul");
        String id = claire.run("device", "list", "paul").out().split(" ", -1)[0];

        assertEquals(
                "revoked " + id + "\n", claire.run("device", "revoke", "paul").output());
        assertTrue(claire.run("device", "list", "paul").out().contains(" revoked "));
        CommandResult again = claire.run("device", "revoke", "paul", "--id", id);
        assertEquals(
                "permanence: device: unknown or revoked (expected: an id that permanence device list shows)\n",
                again.output());
        assertEquals(1, again.exitCode());
    }

    @Test
    void refusedEnrolmentLeavesNoFile() throws IOException {
        assertEquals(1, enrol("claire").exitCode(), "the asker's own");
        assertFalse(Files.exists(file));
        assertEquals(1, enrol("nina").exitCode(), "no account");
        assertFalse(Files.exists(file));

        Files.writeString(file, "mine");
        assertEquals(
                "permanence: --out: cannot be written (expected: a new file)\n",
                enrol("paul").err());
        assertEquals("mine", Files.readString(file));
    }

    private CommandResult enrol(String login) {
        return claire.run("device", "enrol", login, "--out", file.toString());
    }
}
