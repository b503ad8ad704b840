package org.permanence.audit;

import java.util.function.Supplier;

/// The way to data that is kept: no entry, no receipt; no receipt, no key.
public interface AuditGate {

    /// How what was begun has ended.
    enum Outcome {
        SUCCEEDED,
        /// Refused after the entry: no such recording, no right.
        REFUSED,
        FAILED
    }

    /// Writes what is about to be done, and returns once it is durable in at least one sink.
    ///
    /// @throws AuditException when no sink took it within its limit (250 ms each): nothing may leave
    AuditReceipt open(AuditRequest request);

    /// Writes how it ended. A fault is told to operations and not to the caller: the grant is in the log already.
    void close(AuditReceipt receipt, Outcome outcome);

    /// Does what was begun: the entry says how it ended, whatever happens.
    default <T> T runAudited(AuditReceipt receipt, Supplier<T> operation) {
        Outcome outcome = Outcome.FAILED;
        try {
            T result = operation.get();
            outcome = Outcome.SUCCEEDED;
            return result;
        } finally {
            close(receipt, outcome);
        }
    }

    /// Writes what the house has done to live calls' data; never waits for a disk and never fails: entries wait in
    /// a bounded buffer, marked late, and an alarm says so.
    void note(AuditRequest request);
}
