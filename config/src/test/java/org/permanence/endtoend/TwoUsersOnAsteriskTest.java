package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.durable.FileGroup;
import org.permanence.lab.AsteriskTree;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// Engine and Asterisk run as two users, with one group for what both need.
class TwoUsersOnAsteriskTest extends RecordedCalls {

    private static final String GROUP = "61000";

    TwoUsersOnAsteriskTest() {
        super(LabPlan.minimal().withRecording().withAsteriskGroup(GROUP));
    }

    @Override
    @BeforeEach
    void open(@TempDir Path work) {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "not root: only root may start another user's Asterisk");
        try {
            new FileGroup(Optional.of(GROUP)).mayEnter(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.open(work);
    }

    @Test
    void callIsRecordedAndAsterisksUserCannotReadKeysRecordingsOrTheDatabase() throws Exception {
        var scenario = new Scenario(lab, List.of(INES), INES);
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = recordConversation(scenario, ines);

        for (String secret : List.of(
                "secrets/ami",
                "secrets/root-key",
                "state",
                "state/keys",
                "state/audit",
                "state/audit.key",
                "state/recordings",
                "state/permanence.mv.db",
                "state/beat")) {
            assertEquals("refused", reading(secret), secret);
        }
        for (String shared : List.of("etc/asterisk.conf", "etc/generated", "state/sounds/hold")) {
            assertEquals("read", reading(shared), shared);
        }
        hangUp(scenario, patient, ines);
        assertTrue(
                LabInstallation.eventually(SOON, () -> recordingStates().equals(List.of("sealed"))),
                lab.engine()::lastLogLines);
        assertEachPartyOnItsOwnChannel(lab.recordings().getFirst());
    }

    /// Tries to read a file or list a directory as Asterisk's user.
    private String reading(String name) throws IOException, InterruptedException {
        var attempt = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + AsteriskTree.OTHER_USER,
                        "--regid=" + GROUP,
                        "--clear-groups",
                        "find",
                        lab.workDirectory().resolve(name).toString(),
                        "-maxdepth",
                        "0",
                        "-readable")
                .redirectErrorStream(true)
                .start();
        String found = new String(attempt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        attempt.waitFor();
        return found.strip().equals(lab.workDirectory().resolve(name).toString()) ? "read" : "refused";
    }
}
