package org.permanence.audit;

/// The laboratory's key, for the benchmark in another package.
public final class AuditTestKey {

    private AuditTestKey() {}

    public static CheckpointSigner signer() {
        return AuditLogFixture.SIGNER;
    }
}
