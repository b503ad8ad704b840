package org.permanence.oncall;

import java.time.Instant;
import java.util.List;
import org.permanence.call.Line;

/// Who is on call instead of whoever a rota says, for a time.
///
/// @param id by which it is cancelled, from 1
public record OnCallOverride(int id, Draft draft) {

    /// What somebody wants, and why. The reason may name people, so it does not print itself.
    ///
    /// @param lines rung in this order in the place of the duties; those that are always rung still come after them
    /// @param from from when, inclusive
    /// @param until until when, exclusive
    /// @param author who wants it: one word, as somebody signs
    /// @param reason a sentence in their own words
    /// @param createdAt when it was wanted
    public record Draft(
            RotaId rota,
            List<Line> lines,
            Instant from,
            Instant until,
            String author,
            String reason,
            Instant createdAt) {

        public Draft {
            lines = List.copyOf(lines);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("by: nobody (expected: at least one line)");
            }
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("to: not after from (expected: a later time)");
            }
        }

        /// Whether both say who is on call for the same rota at some moment.
        public boolean overlaps(Draft other) {
            return rota.equals(other.rota) && from.isBefore(other.until) && other.from.isBefore(until);
        }

        @Override
        public String toString() {
            return "[replacement of " + rota + "]";
        }
    }

    /// Whether it holds at a moment.
    public boolean isActiveAt(Instant moment) {
        return !moment.isBefore(draft.from()) && moment.isBefore(draft.until());
    }
}
