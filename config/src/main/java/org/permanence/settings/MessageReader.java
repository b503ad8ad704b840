package org.permanence.settings;

import java.util.List;
import org.permanence.practice.MessageRules;

/// Reads the `messages` section of a practice.
final class MessageReader {

    private enum Closed {
        TAKE,
        NONE
    }

    private final Section section;

    MessageReader(Section section) {
        this.section = section;
    }

    Value<MessageRules> read() {
        Value<Closed> closed =
                section.orElse("closed", Shape.word(List.of(Closed.values()), Shapes::word), Closed.NONE);
        var longest = section.orElse("longest", Shapes.duration("10s", "10m"), MessageRules.NONE.longest());
        var readWithin = section.orElse("read-within", Shapes.duration("1m", "168h"), MessageRules.NONE.readWithin());
        return section.build(() -> new MessageRules(closed.get() == Closed.TAKE, longest.get(), readWithin.get()));
    }
}
