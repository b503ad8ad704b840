package org.permanence.audit;

/// Creates receipts for tests in other packages.
public final class TestReceipt {

    private TestReceipt() {}

    public static AuditReceipt of(AuditRequest request) {
        return new AuditReceipt(0, request);
    }
}
