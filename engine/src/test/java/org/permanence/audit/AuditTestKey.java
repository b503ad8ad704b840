package org.permanence.audit;

/// The test's signing key, for the benchmark in another package.
public final class AuditTestKey {

    private AuditTestKey() {}

    public static CheckpointSigner signer() {
        return AuditLogFixture.SIGNER;
    }
}
