package org.permanence.triage;

import java.util.Optional;
import org.permanence.call.Line;

/// Where a rule sends a call.
public sealed interface Route {

    /// An assistant, as soon as one is free.
    ///
    /// @param urgency with which urgency the caller waits, where it is more than what was said
    record Queue(Optional<Urgency> urgency) implements Route {}

    /// Whoever is on call, in turn, until somebody accepts.
    record OnCall() implements Route {}

    /// A line of the practice's; where it does not answer, the fallback lines.
    record Transfer(Line line) implements Route {}

    /// The caller is told that the practice is closed.
    record Announcement() implements Route {}

    /// The caller may leave a message.
    record Message() implements Route {}

    /// The fallback lines.
    record Fallback() implements Route {}

    /// Whether it ends with a person, or with the words of emergency after all were tried: whoever may be in danger
    /// is sent nowhere else.
    default boolean leadsToPerson() {
        return switch (this) {
            case Queue _, OnCall _, Transfer _, Fallback _ -> true;
            case Announcement _, Message _ -> false;
        };
    }
}
