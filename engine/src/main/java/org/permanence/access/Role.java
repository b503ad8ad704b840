package org.permanence.access;

/// The role in which a person asks for stored data. The engine has none of these roles: see [Principal#ENGINE].
public enum Role {
    ASSISTANT,
    SUPERVISOR,
    PRACTICE_MANAGER,
    DOCTOR,
    DATA_PROTECTION_OFFICER,
    AUDITOR,
    OPERATIONS
}
