package org.permanence.recording;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.seal.BucketKeyId;
import org.permanence.seal.KeyChain;
import org.permanence.seal.WrappedKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what has been kept long enough: the file first, then the key in the book, and the month's key once
/// nothing lies under it any more. With that key every copy of those recordings is unreadable, in backups too.
public final class Retention {

    /// A round is short, so that the disk and the database are there for calls.
    private static final int A_ROUND = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RecordingBook book;
    private final Vault vault;
    private final KeyChain keys;
    private final AuditGate audit;
    private final InstantSource clock;
    private final ZoneId zone;

    /// @param zone whose midnight ends a day; the westernmost one's, where practices have several
    public Retention(
            RecordingBook book, Vault vault, KeyChain keys, AuditGate audit, InstantSource clock, ZoneId zone) {
        this.book = book;
        this.vault = vault;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
        this.zone = zone;
    }

    /// Takes away at most 200 recordings whose last day is over.
    ///
    /// @return how many
    public int round() {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        List<Recording> over = book.expired(today, A_ROUND);
        Set<BucketKeyId> buckets = over.stream()
                .flatMap(recording -> recording.key().map(WrappedKey::under).stream())
                .collect(Collectors.toSet());
        over.forEach(this::expire);
        buckets.stream()
                .filter(bucket -> bucket.month().isBefore(YearMonth.from(today)))
                .filter(bucket -> book.under(bucket).isEmpty())
                .forEach(keys::destroy);
        return over.size();
    }

    private void expire(Recording recording) {
        AuditReceipt receipt = audit.open(Asking.HOUSE.to(Action.RECORDING_EXPIRED, recording));
        Outcome outcome = Outcome.FAILED;
        try {
            vault.remove(recording.id());
            book.write(recording.gone(RecordingState.EXPIRED));
            outcome = Outcome.SUCCEEDED;
        } catch (IOException fault) {
            LOG.atError()
                    .addKeyValue("recording", recording.id())
                    .setCause(fault)
                    .log("recording.not-removed");
        } finally {
            audit.close(receipt, outcome);
        }
    }
}
