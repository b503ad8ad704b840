package org.permanence.recording;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.permanence.access.AccessRequest;
import org.permanence.access.Policy;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.KeyChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes recordings whose retention period is over: the file first, then the key in its row. A month's key is
/// destroyed once no recording uses it. Every copy of those recordings is then unreadable, in backups too.
public final class Retention {

    /// Keeps a run short, so that disk and database stay available for calls.
    private static final int BATCH_SIZE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RecordingServices services;
    private final RecordingStore store;
    private final AuditGate audit;
    private final KeyChain keys;
    private final AuditedKeys auditedKeys;
    private final InstantSource clock;
    private final ZoneId zone;

    /// Creates the retention task.
    ///
    /// @param zone the zone in which days end; the westernmost one if the practices have several
    public Retention(RecordingServices services, KeyChain keys, InstantSource clock, ZoneId zone) {
        this.services = services;
        this.store = services.store();
        this.audit = services.audit();
        this.keys = keys;
        this.auditedKeys = new AuditedKeys(audit, keys);
        this.clock = clock;
        this.zone = zone;
    }

    /// Deletes at most 200 recordings after their last day.
    ///
    /// @return the number of deleted recordings
    /// @throws RecordingException if storage failed for some and none was deleted: call it again later
    public int expireBatch() {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        int expired = 0;
        int failed = 0;
        for (Recording recording : store.findExpired(today, BATCH_SIZE)) {
            if (isHeld(recording)) {
                continue; // The legal hold was set while earlier recordings were deleted.
            }
            if (expire(recording)) {
                expired++;
            } else {
                failed++;
            }
        }
        destroyKeysBefore(YearMonth.from(today));
        if (expired == 0 && failed > 0) {
            throw new RecordingException("retention: " + failed
                    + " recordings not deleted (expected: a disk or object store that accepts changes)");
        }
        return expired;
    }

    private boolean isHeld(Recording recording) {
        return store.find(Policy.scopeOfEngine(recording.practice()), recording.id())
                .filter(Recording::held)
                .isPresent();
    }

    /// Looks at all keys, not only those this run has emptied: a key may have lost its last recording before its
    /// month ended.
    private void destroyKeysBefore(YearMonth month) {
        services.keyLock().lock();
        try {
            keys.buckets().stream()
                    .filter(bucket -> bucket.month().isBefore(month))
                    .filter(bucket -> store.findByKey(bucket).isEmpty())
                    .forEach(bucket -> auditedKeys.destroy(AccessRequest.ENGINE, bucket));
        } finally {
            services.keyLock().unlock();
        }
    }

    private boolean expire(Recording recording) {
        AuditReceipt receipt = audit.open(recording.auditRequest(AccessRequest.ENGINE, Action.RECORDING_EXPIRED));
        Outcome outcome = Outcome.FAILED;
        try {
            services.storage().remove(recording.id());
            store.save(recording.withContentRemoved(RecordingState.EXPIRED));
            outcome = Outcome.SUCCEEDED;
            return true;
        } catch (IOException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("recording.delete-failed");
            return false;
        } finally {
            audit.close(receipt, outcome);
        }
    }
}
