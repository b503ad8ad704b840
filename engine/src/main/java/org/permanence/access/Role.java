package org.permanence.access;

/// The role in which a person asks for stored data. The engine itself has no role of this list: see
/// [Principal#ENGINE].
public enum Role {
    ASSISTANT,
    SUPERVISOR,
    PRACTICE_MANAGER,
    DOCTOR,
    DATA_PROTECTION_OFFICER,
    AUDITOR,
    OPERATIONS
}
