package org.permanence.practicefile;

import org.permanence.practice.MessageRules;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the `messages` section of a practice.
final class MessageReader {

    private enum MessageOffer {
        TAKE,
        NONE
    }

    private enum UnreadAction {
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
        Value<MessageOffer> whenClosed =
                section.withDefault("closed", ValueParsers.enumWord(MessageOffer.class), MessageOffer.NONE);
        Value<MessageOffer> whileQueued =
                section.withDefault("waiting", ValueParsers.enumWord(MessageOffer.class), MessageOffer.NONE);
        var maxLength =
                section.withDefault("longest", ValueParsers.duration("10s", "10m"), MessageRules.NONE.maxLength());
        var readWithin =
                section.withDefault("read-within", ValueParsers.duration("1m", "168h"), MessageRules.NONE.readWithin());
        Value<UnreadAction> unread =
                section.withDefault("unread", ValueParsers.enumWord(UnreadAction.class), UnreadAction.ALARM);
        unread.toOptional()
                .filter(read -> read == UnreadAction.RINGS_ON_CALL && !hasOnCall)
                .ifPresent(_ -> section.addProblem(unread.location(), "nobody is on call here", "a rota: on-call"));
        return section.build(() -> new MessageRules(
                whenClosed.get() == MessageOffer.TAKE,
                whileQueued.get() == MessageOffer.TAKE,
                maxLength.get(),
                readWithin.get(),
                unread.get() == UnreadAction.RINGS_ON_CALL));
    }
}
