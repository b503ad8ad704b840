package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.audit.Mutation.Kind;
import org.permanence.verify.Finding;
import org.permanence.verify.LogVerifier;
import org.permanence.verify.SignedNote;

/// The stand-alone verifier finds every mutation of a log if it has the key and the last checkpoint kept by a
/// practice. It names the first bad entry if anything in the log still shows which one it is.
class MutatedLogTest {

    private static final int MUTATIONS = 100_000;
    private static final int REQUESTS = 30;

    private final Map<String, Boolean> signatures = new HashMap<>();

    @Test
    @Timeout(300)
    void everyMutationIsFoundAndTheFirstBadEntryIsNamed() throws IOException {
        var log = LogCopy.of(writeLog(REQUESTS));
        List<SignedNote> held = List.of(log.notes().getLast());
        assertEquals(List.of(), verify(log, held).findings());

        var random = new Random(42);
        int mutations = 0;
        while (mutations < MUTATIONS) {
            for (Kind kind : Kind.values()) {
                mutations++;
                assertFound(kind, kind.of(log, random), held);
            }
        }
    }

    private void assertFound(Kind kind, Mutation mutation, List<SignedNote> held) throws IOException {
        LogVerifier.Report report = verify(mutation.log(), held);
        Supplier<String> description = () -> mutation.what() + ", found " + report.findings();
        assertFalse(report.isIntact(), description);
        if (mutation.entry().isPresent()) {
            long entry = mutation.entry().getAsLong();
            Finding bad = report.firstBad().orElseThrow(() -> new AssertionError(description.get()));
            long first = bad.entry().orElseThrow();
            assertTrue(first <= entry && entry < bad.upTo(), description);
            assertTrue(bad.upTo() - first == 1 || kind.changesOnlyTheRoot(), description);
        }
    }

    private LogVerifier.Report verify(LogCopy log, List<SignedNote> held) throws IOException {
        return new LogVerifier(log, this::isSigned, held, _ -> {}, _ -> {}).verify();
    }

    /// Caches results: few signatures, many mutations.
    private boolean isSigned(SignedNote note) {
        return signatures.computeIfAbsent(note.toString(), _ -> note.isSignedBy(AuditLogFixture.SIGNER.key()));
    }

    static InMemoryReplica writeLog(int requests) {
        var replica = new InMemoryReplica();
        try (var log = AuditLogFixture.open(4_000, replica)) {
            for (int i = 0; i < requests; i++) {
                AuditReceipt receipt = log.open(
                        i % 5 == 0
                                ? AuditLogFixture.installationRequest()
                                : AuditLogFixture.playRequest(Mutation.practice(i % 3), "rec-" + i));
                if (i % 4 == 0) {
                    log.close(receipt, AuditGate.Outcome.SUCCEEDED);
                }
                if (i % 9 == 8) {
                    log.checkpoint();
                }
            }
        }
        return replica;
    }
}
