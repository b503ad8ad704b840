package org.permanence.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the account of a machine may be allowed to do: nothing about a patient, and nothing that changes data. Each
/// is decided by the cell of a role, which no person gets by it.
public enum MachineDeed {
    READ_JOURNAL(Deed.READ_JOURNAL, Role.OPERATIONS),
    SEE_CHANNELS(Deed.SEE_CHANNELS, Role.OPERATIONS),
    SEE_AUDIT_HEALTH(Deed.SEE_AUDIT_HEALTH, Role.OPERATIONS),
    VERIFY_AUDIT_LOG(Deed.VERIFY_AUDIT_LOG, Role.AUDITOR),
    EXPORT_AUDIT_LOG(Deed.EXPORT_AUDIT_LOG, Role.AUDITOR);

    private final Deed deed;
    private final Role role;

    MachineDeed(Deed deed, Role role) {
        this.deed = deed;
        this.role = role;
    }

    /// The rights of a machine with this list, and no others.
    public static Rights rights(String login, Set<MachineDeed> list) {
        List<RoleAt> roles = list.stream()
                .map(listed -> listed.role)
                .distinct()
                .map(role -> new RoleAt(role, new Place.Installation()))
                .toList();
        return new Rights(
                login,
                roles,
                true,
                Optional.of(list.stream().map(listed -> listed.deed).collect(Collectors.toUnmodifiableSet())));
    }
}
