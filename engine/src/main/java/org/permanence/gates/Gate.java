package org.permanence.gates;

/// A condition that must hold before an assistant is offered a practice's call.
public enum Gate {
    /// The assistant's account is active.
    ACCOUNT,
    /// The assistant signs in with two factors.
    FACTORS,
    /// The assistant has signed the confidentiality agreement in its current version.
    AGREEMENT,
    /// A training of the assistant has not expired.
    TRAINING,
    /// The assistant has read the practice's current instruction sheet.
    INSTRUCTIONS,
    /// The practice has a contract in force.
    CONTRACT,
    /// No conflict of interest between the assistant and the practice is recorded.
    CONFLICT
}
