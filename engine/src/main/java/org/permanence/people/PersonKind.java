package org.permanence.people;

/// Who employs a person, or that the account is a machine's.
public enum PersonKind {
    /// The provider of the telephone reception.
    STAFF,
    /// A practice.
    PRACTICE,
    /// A machine. It has a key in place of factors, and no role.
    SERVICE
}
