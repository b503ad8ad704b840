package org.permanence.practicefile;

import java.util.Set;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.yaml.Name;

/// The on-call duty that several practices share. The installation says which: their doctors may read each other's
/// records in an emergency, so no practice joins by itself.
///
/// @param practices that may name the group in their files
public record OnCallGroup(OnCallPolicy duty, Set<Name> practices) {

    public OnCallGroup {
        practices = Set.copyOf(practices);
    }
}
