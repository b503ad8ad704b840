package org.permanence.recording;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.seal.AuditedKeys;
import org.permanence.seal.KeyChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what has been kept long enough: the file first, then the key in the book, and the month's key once
/// nothing lies under it any more. With that key every copy of those recordings is unreadable, in backups too.
public final class Retention {

    /// A round is short, so that the disk and the database are there for calls.
    private static final int BATCH_SIZE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RecordingServices services;
    private final RecordingStore store;
    private final AuditGate audit;
    private final KeyChain keys;
    private final AuditedKeys auditedKeys;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param zone whose midnight ends a day; the westernmost one's, where practices have several
    public Retention(RecordingServices services, KeyChain keys, InstantSource clock, ZoneId zone) {
        this.services = services;
        this.store = services.store();
        this.audit = services.audit();
        this.keys = keys;
        this.auditedKeys = new AuditedKeys(audit, keys);
        this.clock = clock;
        this.zone = zone;
    }

    /// Takes away at most 200 recordings whose last day is over.
    ///
    /// @return how many
    public int expireBatch() {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        int expired = 0;
        for (Recording recording : store.findExpired(today, BATCH_SIZE)) {
            expired += expire(recording) ? 1 : 0;
        }
        destroyKeysBefore(YearMonth.from(today));
        return expired;
    }

    /// Not only what this round has emptied: its last recording may have gone before its month was over.
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
                    .log("recording.not-removed");
            return false;
        } finally {
            audit.close(receipt, outcome);
        }
    }
}
