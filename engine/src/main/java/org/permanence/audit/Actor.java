package org.permanence.audit;

/// Who acts.
///
/// @param name the login, never a civil name; the house's own name for what it does by itself
/// @param role what allows it
/// @param device where it came from: `cli`, `house`, an enrolled device
public record Actor(String name, Role role, String device) {

    public enum Role {
        ASSISTANT,
        SUPERVISOR,
        PRACTICE_MANAGER,
        DOCTOR,
        DATA_PROTECTION_OFFICER,
        AUDITOR,
        OPERATIONS,
        /// The house itself: seals, sweeps, recovers.
        ENGINE
    }

    /// The house, by itself.
    public static final Actor ENGINE = new Actor("house", Role.ENGINE, "house");

    public Actor {
        EntryWords.requireName("actor", name);
        EntryWords.requireName("device", device);
    }
}
