package org.permanence.audit;

/// Proof that an entry is durable. Only the log can create one.
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

    /// Whether the entry is about this action on this object.
    public boolean permits(Action action, AuditObject object) {
        return request.action() == action && request.object().equals(object);
    }
}
