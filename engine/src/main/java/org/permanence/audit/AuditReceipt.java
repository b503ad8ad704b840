package org.permanence.audit;

/// The proof that an entry is durable. Who must show one cannot make one: only the log does.
public final class AuditReceipt {

    private final long entry;
    private final AuditRequest request;

    AuditReceipt(long entry, AuditRequest request) {
        this.entry = entry;
        this.request = request;
    }

    /// The entry's place in the log, from 0.
    public long entry() {
        return entry;
    }

    public AuditRequest request() {
        return request;
    }

    /// Whether the entry speaks of doing this to that.
    public boolean permits(Action action, AuditObject object) {
        return request.action() == action && request.object().equals(object);
    }
}
