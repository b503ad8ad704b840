package org.permanence.practicefile;

import org.permanence.practice.MessageRules;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the `messages` section of a practice file.
final class MessageReader {

    private enum UnreadAction {
        ALARM,
        RING_ON_CALL
    }

    private final Section section;
    private final boolean hasOnCall;

    /// @param hasOnCall whether the practice has an on-call rota
    MessageReader(Section section, boolean hasOnCall) {
        this.section = section;
        this.hasOnCall = hasOnCall;
    }

    Value<MessageRules> read() {
        var whenClosed = section.withDefault("when-closed", ValueParsers.TRUE_FALSE, false);
        var whileQueued = section.withDefault("while-queued", ValueParsers.TRUE_FALSE, false);
        var maxLength =
                section.withDefault("max-length", ValueParsers.duration("10s", "10m"), MessageRules.NONE.maxLength());
        var readWithin = section.withDefault(
                "unread-after", ValueParsers.duration("1m", "168h"), MessageRules.NONE.unreadAfter());
        Value<UnreadAction> unread =
                section.withDefault("unread-action", ValueParsers.enumWord(UnreadAction.class), UnreadAction.ALARM);
        unread.toOptional()
                .filter(read -> read == UnreadAction.RING_ON_CALL && !hasOnCall)
                .ifPresent(_ -> section.addProblem(unread.location(), "the practice has no on-call rota", "on-call"));
        return section.build(() -> new MessageRules(
                whenClosed.get(),
                whileQueued.get(),
                maxLength.get(),
                readWithin.get(),
                unread.get() == UnreadAction.RING_ON_CALL));
    }
}
