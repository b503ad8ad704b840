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
    private static final AuditSettings QUICK =
            new AuditSettings("house.example/log", Duration.ofMillis(2), 1_000, 100, 6_000, Duration.ofMillis(1));

    private int lossy;

    @Test
    @Timeout(300)
    void noAcknowledgedEntryIsLostAndNothingIsSpoiltUnseenWhenPowerGoes() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            Map<Long, String> acknowledged = new HashMap<>();
            var disk = new MemoryDisk();
            for (int crash = 0; crash < 2; crash++) {
                disk.powerFor(3 + random.nextInt(60));
                writeUntilDark(disk, random, acknowledged, "seed-" + seed + "-" + crash);
                disk = disk.afterPowerLoss(random);
            }
            assertKept(disk, acknowledged, seed);
        }
        assertTrue(lossy > SEEDS / 2, () -> "crashes with the power gone: " + lossy);
    }

    private void writeUntilDark(MemoryDisk disk, Random random, Map<Long, String> acknowledged, String name) {
        try (var log = AuditLog.open(QUICK, List.of(disk), AuditLab.SIGNER, new SteppedClock())) {
            for (int i = 0; i < 40; i++) {
                for (int note = random.nextInt(6); note > 0; note--) {
                    log.note(AuditLab.played(name + "-note-" + i));
                }
                AuditRequest request = AuditLab.played(name + "-" + i);
                acknowledged.put(log.open(request).entry(), request.object().name());
                if (random.nextInt(10) == 0) {
                    log.checkpoint();
                }
            }
        } catch (AuditException _) {
            lossy++; // The power is gone.
        }
    }

    private static void assertKept(MemoryDisk disk, Map<Long, String> acknowledged, int seed) throws IOException {
        disk.works();
        AuditLog.open(QUICK, List.of(disk), AuditLab.SIGNER, new SteppedClock()).close();
        var report = new LogVerifier(disk, note -> note.signedBy(AuditLab.SIGNER.key()), List.of(), _ -> {}, entry -> {
                    if (entry.fields().word("object").equals(acknowledged.get(entry.number()))) {
                        acknowledged.remove(entry.number());
                    }
                })
                .verify();
        assertEquals(List.of(), report.findings(), "seed " + seed);
        assertEquals(Map.of(), acknowledged, "lost, seed " + seed);
    }
}
