package org.permanence.journal;

/// What happened to calls. Writing never blocks the call's thread and never fails it: entries wait in a bounded
/// buffer while the store is away, and an alarm says so.
public interface Journal {

    void write(JournalEntry entry);
}
