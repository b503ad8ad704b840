package org.permanence.approval;

/// The answer to a person who asks for a deed that needs a second person.
public sealed interface Clearance {

    /// A second person has approved exactly this. The approval is spent: do it now.
    record Approved(Approval approval) implements Clearance {}

    /// A second person has to decide first.
    record Waits(Approval approval) implements Clearance {}
}
