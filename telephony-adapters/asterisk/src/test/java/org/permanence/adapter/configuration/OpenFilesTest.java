package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.configuration.SipPhone.PhoneBehaviour;
import org.permanence.testing.Fixtures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asterisk has enough descriptors for all its calls: what a conversation needs is measured on a real one, which is
/// started with few, as under a service manager.
final class OpenFilesTest extends SharedAsterisk {

    private static final Logger LOG = LoggerFactory.getLogger(OpenFilesTest.class);
    private static final int CONVERSATIONS = SampleModels.LIMITS.callersToOnePractice();

    @TempDir
    private Path work;

    @Test
    void asteriskRaisesItsLimitToWhatAllConversationsNeed() {
        int wanted = testbed.model.network().rtp().conversations();

        assertEquals(Optional.empty(), OpenFiles.fault(testbed.model.paths().state(), wanted));
        assertTrue(OpenFiles.fault(testbed.model.paths().state(), wanted + 1).isPresent(), "and no further");
    }

    @Test
    void recordedConversationNeedsNoMoreThanReckoned() {
        StubEngine engine = testbed.engine(1);
        StubAmiClient amiClient = testbed.amiClient().startHeartbeat(1);
        SipPhone doctor = testbed.doctor(PhoneBehaviour.ANSWERS);
        long before = openFiles();
        for (int i = 0; i < CONVERSATIONS; i++) {
            testbed.patient()
                    .dial(
                            Fixtures.LES_LILAS_DID.digits(),
                            "<sip:%s%d@%s>".formatted(Fixtures.NUMBER_PREFIX, 700 + i, SampleModels.CARRIER));
            StubEngine.Session session = engine.nextCall();
            session.hold();
            session.send("EXEC MixMonitor " + work.resolve(i + ".raw") + ",D");
            amiClient.send(
                    "Originate",
                    "Channel: Local/s@ring-leg/nm",
                    "Codecs: alaw",
                    "Variable: PERM_TARGET=PJSIP/" + SampleModels.DOCTOR,
                    "Application: Bridge",
                    "Data: " + session.environment("agi_channel"),
                    "Async: true");
        }
        Await.until("all conversations", () -> doctor.timesRung() == CONVERSATIONS && bridges() == 2L * CONVERSATIONS);

        double each = (openFiles() - before) / (double) CONVERSATIONS;

        LOG.atInfo().addKeyValue("each", each).log("open-files.conversation");
        assertTrue(each <= OpenFiles.required(1) - OpenFiles.required(0), () -> each + " descriptors a conversation");
    }

    @Test
    void processWithFewerThanNeededIsAFault() throws IOException {
        Files.createDirectories(work.resolve("run"));
        Files.writeString(
                work.resolve("run/asterisk.pid"), ProcessHandle.current().pid() + "\n");

        assertEquals(Optional.empty(), OpenFiles.fault(work, 0));
        assertTrue(OpenFiles.fault(work, 10_000_000).orElse("").contains("(expected: 200004096; docs/security.md)"));
    }

    @Test
    void asteriskThatDoesNotRunHereIsNoFault() throws IOException {
        assertEquals(Optional.empty(), OpenFiles.fault(work, 10_000_000));
        Files.createDirectories(work.resolve("run"));
        for (String pid : new String[] {"", "../1", "99999999999", "4194304999"}) {
            Files.writeString(work.resolve("run/asterisk.pid"), pid);
            assertEquals(Optional.empty(), OpenFiles.fault(work, 10_000_000));
        }
    }

    @Test
    void fewDescriptorsCarryNoConversation() {
        assertEquals(0, OpenFiles.conversations(1_024));
        assertEquals(250, OpenFiles.conversations(OpenFiles.required(250)));
    }

    private long bridges() {
        return testbed.asterisk
                .runConsole("bridge show all")
                .lines()
                .filter(line -> line.contains("basic"))
                .count();
    }

    private long openFiles() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + testbed.asterisk.pid() + "/fd"))) {
            return descriptors.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
