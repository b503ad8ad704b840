package org.permanence.retention;

import java.util.function.LongConsumer;
import org.permanence.audit.AuditLog;

/// Deletes the oldest segments of the audit log. A segment holds at most a month, so an entry may be kept a month
/// longer than its period.
public final class AuditLogRetention implements KindRetention {

    private final AuditLog log;
    private final RetentionCalendar calendar;

    public AuditLogRetention(AuditLog log, RetentionCalendar calendar) {
        this.log = log;
        this.calendar = calendar;
    }

    @Override
    public DataKind kind() {
        return DataKind.AUDIT_LOG;
    }

    @Override
    public void deleteExpired(LongConsumer onDeleted) {
        long entries = log.expire(calendar.keptFrom(DataKind.AUDIT_LOG));
        if (entries > 0) {
            onDeleted.accept(entries);
        }
    }
}
