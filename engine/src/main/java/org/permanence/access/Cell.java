package org.permanence.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A cell of the table of rights: what one role may do with one deed.
///
/// @param part whether the role acts, or only approves
/// @param isLastDay whether it is limited to the last 24 hours
/// @param needs what must be met, or limits the answer
record Cell(Reach reach, Part part, boolean isLastDay, Set<Need> needs) {

    /// The role's part in the deed.
    enum Part {
        NONE,
        ACTS,
        APPROVES
    }

    /// A cell that allows nothing.
    static final Cell NONE = new Cell(Reach.OWN, Part.NONE, false, Set.of());

    Cell {
        needs = Set.copyOf(needs);
    }

    /// The answers of this cell for one role. They are made once, not for each decision.
    ///
    /// @param streamed the answer to a person who gets streams only
    record OfRole(Cell cell, Decision.Allowed answer, Decision.Allowed streamed) {}

    OfRole of(Role role) {
        return new OfRole(
                this, new Decision.Allowed(needs, role), new Decision.Allowed(and(needs, Need.STREAM_ONLY), role));
    }

    static Cell of(Reach reach, Need... needs) {
        return new Cell(reach, Part.ACTS, false, Set.of(needs));
    }

    /// The role approves what a second, different person asks for.
    static Cell approves(Reach reach) {
        return new Cell(reach, Part.APPROVES, false, Set.of());
    }

    /// This cell for the last 24 hours only, with numbers masked.
    Cell ofLastDay() {
        return new Cell(reach, part, true, and(needs, Need.MASKED));
    }

    /// As the table shows it.
    String text() {
        if (part == Part.NONE) {
            return "–";
        }
        List<String> words = new ArrayList<>(List.of(reach.text()));
        if (isLastDay) {
            words.add("24 h");
        }
        if (part == Part.APPROVES) {
            words.add("approves 2");
        }
        needs.stream().sorted().map(Need::text).forEach(words::add);
        return String.join(", ", words).replace(", ↑", " ↑");
    }

    private static Set<Need> and(Set<Need> needs, Need another) {
        Set<Need> all = EnumSet.of(another);
        all.addAll(needs);
        return all;
    }
}
