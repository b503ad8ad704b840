package org.permanence.audit;

/// The log's figures for operations, taken at one moment.
///
/// @param entries      entries that have a place in the log
/// @param durable      how many of these at least one replica has on its disk
/// @param replicasUp   replicas that accept entries
/// @param pendingNotes notes that wait for a replica; raise an alarm long before the limit is reached
/// @param lostNotes    notes dropped beyond that limit
public record AuditLogState(long entries, long durable, int replicasUp, int pendingNotes, long lostNotes) {}
