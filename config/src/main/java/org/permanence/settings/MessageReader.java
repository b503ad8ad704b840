package org.permanence.settings;

import java.util.List;
import org.permanence.practice.MessageRules;

/// Reads the `messages` section of a practice.
final class MessageReader {

    private enum Taking {
        TAKE,
        NONE
    }

    private enum Unread {
        ALARM,
        RINGS_ON_CALL
    }

    private final Section section;
    private final boolean hasOnCall;

    /// @param hasOnCall whether the practice says who is on call
    MessageReader(Section section, boolean hasOnCall) {
        this.section = section;
        this.hasOnCall = hasOnCall;
    }

    Value<MessageRules> read() {
        Value<Taking> closed =
                section.orElse("closed", Shape.word(List.of(Taking.values()), Shapes::word), Taking.NONE);
        Value<Taking> waiting =
                section.orElse("waiting", Shape.word(List.of(Taking.values()), Shapes::word), Taking.NONE);
        var longest = section.orElse("longest", Shapes.duration("10s", "10m"), MessageRules.NONE.maxLength());
        var readWithin = section.orElse("read-within", Shapes.duration("1m", "168h"), MessageRules.NONE.readWithin());
        Value<Unread> unread =
                section.orElse("unread", Shape.word(List.of(Unread.values()), Shapes::word), Unread.ALARM);
        unread.ifRead()
                .filter(read -> read == Unread.RINGS_ON_CALL && !hasOnCall)
                .ifPresent(_ -> section.problem(unread.spot(), "nobody is on call here", "a rota: on-call"));
        return section.build(() -> new MessageRules(
                closed.get() == Taking.TAKE,
                waiting.get() == Taking.TAKE,
                longest.get(),
                readWithin.get(),
                unread.get() == Unread.RINGS_ON_CALL));
    }
}
