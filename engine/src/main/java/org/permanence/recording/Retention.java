package org.permanence.recording;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.seal.KeyChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what has been kept long enough: the file first, then the key in the book, and the month's key once
/// nothing lies under it any more. With that key every copy of those recordings is unreadable, in backups too.
public final class Retention {

    /// A round is short, so that the disk and the database are there for calls.
    private static final int A_ROUND = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final KeepingKit kit;
    private final RecordingBook book;
    private final AuditGate audit;
    private final KeyChain keys;
    private final KeyDesk keyDesk;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param zone whose midnight ends a day; the westernmost one's, where practices have several
    public Retention(KeepingKit kit, KeyChain keys, InstantSource clock, ZoneId zone) {
        this.kit = kit;
        this.book = kit.book();
        this.audit = kit.audit();
        this.keys = keys;
        this.keyDesk = new KeyDesk(audit, keys);
        this.clock = clock;
        this.zone = zone;
    }

    /// Takes away at most 200 recordings whose last day is over.
    ///
    /// @return how many
    public int round() {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        int gone = 0;
        for (Recording recording : book.expired(today, A_ROUND)) {
            gone += expire(recording) ? 1 : 0;
        }
        destroyBefore(YearMonth.from(today));
        return gone;
    }

    /// Not only what this round has emptied: its last recording may have gone before its month was over.
    private void destroyBefore(YearMonth month) {
        kit.keysInHand().lock();
        try {
            keys.buckets().stream()
                    .filter(bucket -> bucket.month().isBefore(month))
                    .filter(bucket -> book.under(bucket).isEmpty())
                    .forEach(bucket -> keyDesk.destroy(Asking.HOUSE, bucket));
        } finally {
            kit.keysInHand().unlock();
        }
    }

    private boolean expire(Recording recording) {
        AuditReceipt receipt = audit.open(Asking.HOUSE.to(Action.RECORDING_EXPIRED, recording));
        Outcome outcome = Outcome.FAILED;
        try {
            kit.vault().remove(recording.id());
            book.write(recording.gone(RecordingState.EXPIRED));
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
