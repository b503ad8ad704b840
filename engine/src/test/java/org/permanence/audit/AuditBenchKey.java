package org.permanence.audit;

/// The laboratory's key, for the benchmark in another package.
public final class AuditBenchKey {

    private AuditBenchKey() {}

    public static CheckpointSigner signer() {
        return AuditLab.SIGNER;
    }
}
