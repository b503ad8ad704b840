package org.permanence.people;

/// Who employs a person.
public enum PersonKind {
    /// The provider of the telephone reception.
    STAFF,
    /// A practice.
    PRACTICE
}
