package org.permanence.signin.device;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.permanence.access.Role;

/// From where people of a role may sign in and ask.
///
/// 1. A role without ranges is admitted from everywhere.
/// 2. The address must be in one of the ranges of the role.
/// 3. A person with several roles must be admitted for each of them.
///
/// @param ranges of the roles that have some
public record SourceRules(Map<Role, List<SourceRange>> ranges) {

    /// Every role from everywhere.
    public static final SourceRules NONE = new SourceRules(Map.of());

    public SourceRules {
        ranges = Map.copyOf(ranges);
    }

    /// Whether a person with these roles is admitted from that address.
    public boolean admit(Collection<Role> roles, InetAddress source) {
        return roles.stream().allMatch(role -> admits(role, source));
    }

    private boolean admits(Role role, InetAddress source) {
        List<SourceRange> allowed = ranges.get(role);
        return allowed == null || allowed.stream().anyMatch(range -> range.contains(source));
    }
}
