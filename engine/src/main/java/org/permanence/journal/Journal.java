package org.permanence.journal;

/// Takes entries about what happened to calls. Writing never blocks and never fails the call's thread: entries wait
/// in a bounded buffer while the store is unavailable, and a metric counts those that are lost.
public interface Journal {

    void write(JournalEntry entry);
}
