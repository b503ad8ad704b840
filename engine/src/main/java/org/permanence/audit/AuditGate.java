package org.permanence.audit;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The only way to stored data. A receipt needs a durable entry, and a key needs a receipt.
public interface AuditGate {

    /// How an access ended.
    enum Outcome {
        SUCCEEDED,
        /// Refused after the entry was written: no such recording, or no permission.
        REFUSED,
        FAILED
    }

    /// Writes what is about to be done. Returns when at least one replica has the entry on its disk.
    ///
    /// @throws AuditException if no replica has the entry within the limit (250 ms): release no data
    AuditReceipt open(AuditRequest request);

    /// Writes how the access ended. A failure is logged and not thrown: the access itself is in the log already.
    default void close(AuditReceipt receipt, Outcome outcome) {
        close(receipt, outcome, Map.of());
    }

    /// Writes how the access ended, and what came of it.
    ///
    /// @param results facts without personal data, by name; added to the details of the request
    void close(AuditReceipt receipt, Outcome outcome, Map<String, String> results);

    /// Runs the operation and closes the entry with its outcome: `FAILED` if it throws.
    default <T> T runAudited(AuditReceipt receipt, Supplier<T> operation) {
        return runAudited(receipt, operation, _ -> Outcome.SUCCEEDED);
    }

    /// Runs the operation and closes the entry with the outcome that its result stands for: `FAILED` if it throws.
    default <T> T runAudited(AuditReceipt receipt, Supplier<T> operation, Function<T, Outcome> outcomeOf) {
        Outcome outcome = Outcome.FAILED;
        try {
            T result = operation.get();
            outcome = outcomeOf.apply(result);
            return result;
        } finally {
            close(receipt, outcome);
        }
    }

    /// Writes what the engine has done with the data of live calls. Never waits for a disk and never fails: while
    /// no replica accepts entries, notes wait in a bounded buffer and get the key `occurred`; [AuditLogState]
    /// counts them.
    void note(AuditRequest request);
}
