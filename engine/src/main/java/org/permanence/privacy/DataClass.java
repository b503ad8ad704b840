package org.permanence.privacy;

/// What a value says about a person. Each column of the database, key of an answer, key of the log and tag of a
/// metric has one.
public enum DataClass {
    /// Who a person is, also as a pseudonym.
    IDENTITY,
    /// How a person is reached, such as a telephone number.
    CONTACT,
    /// What a person does when.
    SCHEDULE,
    /// What a person's health concerns.
    CLINICAL,
    /// What opens an account or encrypted data.
    SECRET,
    /// Nothing about a person.
    NONE
}
