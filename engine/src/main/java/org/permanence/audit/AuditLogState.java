package org.permanence.audit;

/// The log's figures for operations, taken at one moment.
///
/// @param entries      entries that have a place in the log
/// @param durable      how many of these at least one replica has on its disk
/// @param replicas     replicas that the log should have
/// @param replicasUp   replicas that accept entries
/// @param failures     failures of replicas since the start
/// @param pendingNotes notes that wait for a replica; raise an alarm long before the limit is reached
/// @param lostNotes    notes dropped beyond that limit
public record AuditLogState(
        long entries, long durable, int replicas, int replicasUp, long failures, int pendingNotes, long lostNotes) {

    /// A log that could not be opened.
    ///
    /// @param replicas that it should have
    public static AuditLogState closed(int replicas) {
        return new AuditLogState(0, 0, replicas, 0, 0, 0, 0);
    }
}
