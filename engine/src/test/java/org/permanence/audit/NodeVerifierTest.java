package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/// Two verifiers, written from the same page of documentation in two languages, agree on every log.
class NodeVerifierTest {

    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    private int logs;

    @Test
    @Timeout(200)
    void nodeVerifierAgreesOnValidAndMutatedLogs() throws IOException, InterruptedException {
        var log = LogCopy.of(MutatedLogTest.writeLog(60));
        assertEquals("whole 75 " + AuditLogFixture.verify(log).end().root(), runNode(log));

        var random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            for (Mutation.Kind kind : Mutation.Kind.values()) {
                Mutation mutation = kind.of(log, random);
                LogVerifier.Report ours = AuditLogFixture.verify(mutation.log());
                String theirs = runNode(mutation.log());
                assertEquals(ours.isIntact(), theirs.startsWith("whole "), () -> mutation.what() + ": " + theirs);
            }
        }
    }

    @Test
    void logWithoutItsFirstSegmentIsNotIntact() throws IOException, InterruptedException {
        var log = LogCopy.of(MutatedLogTest.writeLog(30));
        LogCopy headless = log.without(log.names(LogFiles.ENTRIES).getFirst());

        assertFalse(AuditLogFixture.verify(headless).isIntact());
        assertEquals("bad 0 missing", runNode(headless));
    }

    @Test
    void entryThatDoesNotSayWhoAskedIsNotIntact() throws IOException, InterruptedException {
        var log = LogCopy.of(MutatedLogTest.writeLog(4));
        LogCopy.LineRef ref = log.lineRefs().getFirst();
        for (String key : List.of("action", "actor", "device", "role", "session")) {
            String json = LogCopy.json(log.line(ref));
            String without = json.replaceFirst("\"" + key + "\":\"[^\"]*\",", "");
            assertNotEquals(json, without);
            LogCopy changed = log.withLine(ref, LogCopy.withJson(log.line(ref), without));

            String ours = AuditLogFixture.verify(changed).findings().getFirst().toString();
            assertTrue(ours.contains(key + ": absent"), ours);
            assertEquals("bad 0 without " + key, runNode(changed));
        }
    }

    private String runNode(LogCopy log) throws IOException, InterruptedException {
        Path logDirectory = Files.createDirectory(directory.resolve("log-" + logs++));
        for (String name : log.names()) {
            Files.write(logDirectory.resolve(name), log.read(name));
        }
        Process node = new ProcessBuilder(List.of(
                        "node",
                        "src/test/node/verify-log.mjs",
                        logDirectory.toString(),
                        AuditLogFixture.SIGNER.key().toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(node.waitFor(30, TimeUnit.SECONDS));
        assertTrue(output.startsWith("whole ") || output.startsWith("bad "), output);
        return output;
    }
}
