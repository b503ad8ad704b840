package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.SteppedClock;

/// `permanence user service` and the sign-in of a machine, on a management port with real records.
class ServiceCommandTest {

    private static final String NOT_SIGNED_IN =
            "permanence: not signed in (expected: the login of an active machine, and its key)\n";

    @TempDir
    Path work;

    private final SteppedClock clock = new SteppedClock();
    private ServedInstallation installation;
    private SignInSteps claire;
    private SignInSteps machine;
    private Path keyFile;

    @BeforeEach
    void signInClaire() throws IOException {
        installation = ServedInstallation.open(work.resolve("installation"), clock);
        claire = SignInSteps.claire(installation, work.resolve("claire"), clock);
        machine = new SignInSteps(installation.settingsFile(), work.resolve("machine"), clock);
        keyFile = work.resolve("key");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void machineDoesWhatItsListHasAndNothingElse() throws IOException {
        CommandResult made = service("see-audit-health,read-journal", keyFile);
        assertEquals("monitor may sign in with the key in " + keyFile + "\n", made.out(), made.output());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
        CommandResult signedIn = login(keyFile);
        assertTrue(signedIn.out().startsWith("signed in as monitor until "), signedIn.output());

        assertEquals(0, machine.run("journal", "les-lilas").exitCode());
        CommandResult refused = machine.run("user", "list");
        assertEquals(1, refused.exitCode(), refused.output());
        assertTrue(refused.err().contains("not in the list of this machine"), refused.err());
        assertEquals(
                1,
                machine.run("user", "service", "other", "--deeds", "read-journal", "--key-file", work + "/k2")
                        .exitCode());
        assertFalse(Files.exists(work.resolve("k2")), "the key of a refused account");

        clock.advance(Duration.ofHours(1));
        assertEquals(1, machine.run("journal", "les-lilas").exitCode(), "after an hour");
    }

    @Test
    void machineAtRestAndThatWithAnEarlierKeyDoNotSignIn() {
        service("read-journal", keyFile);
        Path next = work.resolve("next");
        service("see-channels", next);
        assertEquals(NOT_SIGNED_IN, login(keyFile).output(), "the earlier key");
        clock.advance(Duration.ofSeconds(31));
        assertEquals(0, login(next).exitCode());
        assertEquals(1, machine.run("journal", "les-lilas").exitCode(), "the list is another");

        assertEquals(0, claire.run("user", "rest", "monitor").exitCode());
        assertEquals(1, machine.run("sessions").exitCode());
        clock.advance(Duration.ofSeconds(31));
        assertEquals(NOT_SIGNED_IN, login(next).output());
    }

    @Test
    void existingFileIsKept() throws IOException {
        Files.writeString(keyFile, "mine");
        CommandResult refused = service("read-journal", keyFile);

        assertEquals("permanence: --key-file: cannot be written (expected: a new file)\n", refused.err());
        assertEquals("mine", Files.readString(keyFile));
    }

    private CommandResult service(String deeds, Path file) {
        return claire.run("user", "service", "monitor", "--deeds", deeds, "--key-file", file.toString());
    }

    private CommandResult login(Path key) {
        return machine.run("login", "monitor", "--key-file", key.toString());
    }
}
