package org.permanence.durable;

/// Makes what the database has committed survive a power cut. A commit alone survives only the end of the engine:
/// H2 writes it, but leaves it to the operating system when it reaches the disk.
public interface DurableCommits {

    /// Returns once everything committed so far is on the disk. Call it before a caller is promised something.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if it may not be on the disk
    void force();
}
