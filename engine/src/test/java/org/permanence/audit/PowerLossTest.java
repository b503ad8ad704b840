package org.permanence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.permanence.testing.SteppedClock;
import org.permanence.verify.LogVerifier;

class PowerLossTest {

    private static final int SEEDS = Boolean.getBoolean("permanence.full") ? 5_000 : 400;
    private static final AuditSettings SETTINGS =
            new AuditSettings("permanence.example/log", Duration.ofMillis(2), 1_000, 100, 6_000, Duration.ofMillis(1));

    private int powerLosses;

    @Test
    @Timeout(300)
    void noAcknowledgedEntryIsLostOnPowerLoss() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Map<Long, String> acknowledged = new HashMap<>();
            var replica = new InMemoryReplica();
            for (int crash = 0; crash < 2; crash++) {
                replica.losePowerAfter(3 + random.nextInt(60));
                writeUntilPowerLoss(replica, random, acknowledged, "seed-" + seed + "-" + crash);
                replica = replica.afterPowerLoss(random);
            }
            assertNothingLost(replica, acknowledged, seed);
        }
        assertTrue(powerLosses > SEEDS / 2, () -> "crashes with the power gone: " + powerLosses);
    }

    private void writeUntilPowerLoss(
            InMemoryReplica replica, Random random, Map<Long, String> acknowledged, String name) {
        try (var log = AuditLog.open(SETTINGS, List.of(replica), AuditLogFixture.SIGNER, new SteppedClock())) {
            for (int i = 0; i < 40; i++) {
                for (int note = random.nextInt(6); note > 0; note--) {
                    log.note(AuditLogFixture.playRequest(name + "-note-" + i));
                }
                AuditRequest request = AuditLogFixture.playRequest(name + "-" + i);
                acknowledged.put(log.open(request).entry(), request.object().name());
                if (random.nextInt(10) == 0) {
                    log.checkpoint();
                }
            }
        } catch (AuditException _) {
            powerLosses++;
        }
    }

    private static void assertNothingLost(InMemoryReplica replica, Map<Long, String> acknowledged, int seed)
            throws IOException {
        replica.recover();
        AuditLog.open(SETTINGS, List.of(replica), AuditLogFixture.SIGNER, new SteppedClock())
                .close();
        var report = new LogVerifier(
                        replica, note -> note.isSignedBy(AuditLogFixture.SIGNER.key()), List.of(), _ -> {}, entry -> {
                            if (entry.fields().word("object").equals(acknowledged.get(entry.number()))) {
                                acknowledged.remove(entry.number());
                            }
                        })
                .verify();
        assertEquals(List.of(), report.findings(), "seed " + seed);
        assertEquals(Map.of(), acknowledged, "lost, seed " + seed);
    }
}
