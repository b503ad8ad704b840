package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.verify.LogFiles;
import org.permanence.verify.LogVerifier;

/// Two readers of one page of documentation, in two languages, say the same of a log.
class NodeVerifierTest {

    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    private int logs;

    @Test
    @Timeout(200)
    void theReaderInAnotherLanguageAgreesOnGoodLogsAndOnMutatedOnes() throws IOException, InterruptedException {
        var log = LogCopy.of(MutatedLogTest.written(60));
        assertEquals("whole 75 " + AuditLab.verify(log).end().root(), node(log));

        var random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            for (Mutation.Kind kind : Mutation.Kind.values()) {
                Mutation mutation = kind.of(log, random);
                LogVerifier.Report ours = AuditLab.verify(mutation.log());
                String theirs = node(mutation.log());
                assertEquals(ours.isWhole(), theirs.startsWith("whole "), () -> mutation.what() + ": " + theirs);
            }
        }
    }

    @Test
    void aLogWhoseFirstSegmentIsGoneIsNotWhole() throws IOException, InterruptedException {
        var log = LogCopy.of(MutatedLogTest.written(30));
        LogCopy headless = log.without(log.names(LogFiles.ENTRIES).getFirst());

        assertFalse(AuditLab.verify(headless).isWhole());
        assertEquals("bad 0 missing", node(headless));
    }

    private String node(LogCopy log) throws IOException, InterruptedException {
        Path place = Files.createDirectory(directory.resolve("log-" + logs++));
        for (String name : log.names()) {
            Files.write(place.resolve(name), log.read(name));
        }
        Process node = new ProcessBuilder(List.of(
                        "node",
                        "src/test/node/verify-log.mjs",
                        place.toString(),
                        AuditLab.SIGNER.key().toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(node.waitFor(30, TimeUnit.SECONDS));
        assertTrue(said.startsWith("whole ") || said.startsWith("bad "), said);
        return said;
    }
}
