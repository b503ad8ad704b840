package org.permanence.audit;

import java.time.Duration;

/// The limits of the audit log.
///
/// @param origin          the log's name in its checkpoints, unique to the installation
/// @param replicaTimeout  how long a caller waits for a replica
/// @param maxPending      how many entries may wait for a replica; a replica that is further behind reads the files
///                        of the other one
/// @param maxPendingNotes how many notes of live calls may wait while no replica accepts entries
/// @param segmentBytes    a segment is closed at this size, and at the end of a month
/// @param retryInterval   how long the log waits before it tries a failed replica again
public record AuditSettings(
        String origin,
        Duration replicaTimeout,
        int maxPending,
        int maxPendingNotes,
        long segmentBytes,
        Duration retryInterval) {

    public AuditSettings {
        if (!origin.matches("[a-z0-9][a-z0-9./-]{0,99}")) {
            throw new IllegalArgumentException(
                    "origin: " + origin + " (expected: lower-case letters, digits, '.', '/' and '-')");
        }
        if (maxPending < 1 || maxPendingNotes < 1 || segmentBytes < 1) {
            throw new IllegalArgumentException("audit: " + maxPending + " pending entries, " + maxPendingNotes
                    + " pending notes, " + segmentBytes + " bytes (expected: each at least 1)");
        }
    }

    public static AuditSettings of(String origin) {
        return new AuditSettings(origin, Duration.ofMillis(250), 1 << 15, 10_000, 1 << 24, Duration.ofMillis(500));
    }
}
