package org.permanence.audit;

import java.time.Duration;

/// How the log is kept.
///
/// @param origin       the log's name, as its checkpoints bear it: unique to the installation
/// @param replicaTimeout    how long whoever looks waits for a sink
/// @param maxPending      how many entries wait for a sink at most; a sink that is further behind reads from the
/// other
/// @param maxLateNotes    how many notes of live calls wait while no sink takes entries
/// @param segmentBytes a segment is closed at this size, and each month
/// @param retryInterval        how often a sink that failed is tried again
public record AuditSettings(
        String origin,
        Duration replicaTimeout,
        int maxPending,
        int maxLateNotes,
        long segmentBytes,
        Duration retryInterval) {

    public AuditSettings {
        if (!origin.matches("[a-z0-9][a-z0-9./-]{0,99}")) {
            throw new IllegalArgumentException(
                    "origin: " + origin + " (expected: lower-case letters, digits, '.', '/' and '-')");
        }
        if (maxPending < 1 || maxLateNotes < 1 || segmentBytes < 1) {
            throw new IllegalArgumentException("audit: " + maxPending + " pending, " + maxLateNotes + " late, "
                    + segmentBytes + " bytes (expected: each at least 1)");
        }
    }

    public static AuditSettings of(String origin) {
        return new AuditSettings(origin, Duration.ofMillis(250), 1 << 15, 10_000, 1 << 24, Duration.ofMillis(500));
    }
}
