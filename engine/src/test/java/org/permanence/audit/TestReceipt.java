package org.permanence.audit;

/// A receipt as the log would give it, for tests of those who ask for one.
public final class TestReceipt {

    private TestReceipt() {}

    public static AuditReceipt of(AuditRequest request) {
        return new AuditReceipt(0, request);
    }
}
