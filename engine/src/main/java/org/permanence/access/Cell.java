package org.permanence.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A cell of the table of rights: what one role may do with one deed.
///
/// @param part whether the role acts, or only approves
/// @param isLastDay whether it is limited to the last 24 hours
record Cell(Reach reach, Part part, boolean isLastDay, Decision.Allowed answer, Decision.Allowed streamed) {

    /// The role's part in the deed.
    enum Part {
        NONE,
        ACTS,
        APPROVES
    }

    /// A cell that allows nothing.
    static final Cell NONE = new Cell(Reach.OWN, Part.NONE, false, Set.of());

    private Cell(Reach reach, Part part, boolean isLastDay, Set<Need> needs) {
        this(reach, part, isLastDay, new Decision.Allowed(needs), new Decision.Allowed(and(needs, Need.STREAM_ONLY)));
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
        return new Cell(reach, part, true, and(needs(), Need.MASKED));
    }

    Set<Need> needs() {
        return answer.needs();
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
        needs().stream().sorted().map(Need::text).forEach(words::add);
        return String.join(", ", words).replace(", ↑", " ↑");
    }

    private static Set<Need> and(Set<Need> needs, Need another) {
        Set<Need> all = EnumSet.of(another);
        all.addAll(needs);
        return all;
    }
}
