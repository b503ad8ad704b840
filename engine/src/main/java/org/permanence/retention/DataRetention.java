package org.permanence.retention;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes all stored data whose period is over, one kind after the other. A kind that fails holds up no other.
public final class DataRetention {

    /// Notified of what was deleted, for the metrics.
    public interface RetentionListener {

        void onDeleted(DataKind kind, long count);

        /// What is expired could not be deleted, or not all of it.
        void onFailed(DataKind kind);
    }

    private static final Logger LOG = LoggerFactory.getLogger(DataRetention.class);

    private final List<KindRetention> kinds;
    private final RetentionListener listener;
    private volatile boolean stopped;

    /// @param kinds in the order of deletion
    public DataRetention(List<KindRetention> kinds, RetentionListener listener) {
        this.kinds = List.copyOf(kinds);
        this.listener = listener;
    }

    /// Deletes what is expired now. What fails is logged and counted; the next run deletes it.
    public void run() {
        for (KindRetention kind : kinds) {
            if (!stopped) {
                run(kind);
            }
        }
    }

    /// Ends a run before its next kind. A failure from now on is none: storage and audit log are closing.
    public void stop() {
        stopped = true;
    }

    private void run(KindRetention retention) {
        DataKind kind = retention.kind();
        var total = new AtomicLong();
        try {
            retention.deleteExpired(count -> {
                total.addAndGet(count);
                listener.onDeleted(kind, count);
            });
        } catch (RuntimeException fault) { // Of the database, the audit log or the keys: the other kinds may work.
            if (!stopped) {
                listener.onFailed(kind);
                LOG.atError().addKeyValue("kind", kind.word()).setCause(fault).log("retention.failed");
            }
        }
        if (total.get() > 0) {
            LOG.atInfo()
                    .addKeyValue("kind", kind.word())
                    .addKeyValue("count", total.get())
                    .log("retention.deleted");
        }
    }
}
