package org.permanence.people;

import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;

/// Who employs the people of a role:
///
/// 1. Assistants, supervisors and operations are the provider's staff.
/// 2. Practice managers and doctors are a practice's.
/// 3. Data protection officers and auditors of the installation are the provider's, and those of a practice may be
///    either's. One who is invited for a practice is the practice's.
final class RoleEmployers {

    private RoleEmployers() {}

    /// The kind of a person who is invited for this role.
    static PersonKind kindFor(RoleAt wanted) {
        return switch (wanted.role()) {
            case ASSISTANT, SUPERVISOR, OPERATIONS -> PersonKind.STAFF;
            case PRACTICE_MANAGER, DOCTOR -> PersonKind.PRACTICE;
            case DATA_PROTECTION_OFFICER, AUDITOR ->
                wanted.place() instanceof Place.OfPractice ? PersonKind.PRACTICE : PersonKind.STAFF;
        };
    }

    /// Whether a person of this kind may hold the role there.
    static boolean isFor(PersonKind kind, RoleAt wanted) {
        boolean isOversight = wanted.role() == Role.DATA_PROTECTION_OFFICER || wanted.role() == Role.AUDITOR;
        return kindFor(wanted) == kind || (isOversight && kind == PersonKind.STAFF);
    }
}
