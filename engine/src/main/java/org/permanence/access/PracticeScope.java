package org.permanence.access;

import java.util.Set;
import org.permanence.practice.PracticeId;

/// The practices whose rows a query may read or change. A query with a scope treats a row of any other practice as
/// one that does not exist.
public final class PracticeScope {

    private final Set<PracticeId> practices;

    private PracticeScope(Set<PracticeId> practices) {
        this.practices = Set.copyOf(practices);
    }

    /// The scope of one practice. Only [Policy] makes one.
    static PracticeScope of(PracticeId practice) {
        return new PracticeScope(Set.of(practice));
    }

    /// The practices of this scope, for the condition of a query.
    public Set<PracticeId> practices() {
        return practices;
    }

    public boolean contains(PracticeId practice) {
        return practices.contains(practice);
    }
}
