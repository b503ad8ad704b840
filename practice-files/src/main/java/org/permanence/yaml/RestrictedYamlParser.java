package org.permanence.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/// Passes on the events of the YAML parser as long as they are plain keys and values of limited depth. Refuses
/// anything else before the composer builds nodes, so deep nesting cannot overflow the stack.
final class RestrictedYamlParser implements Parser {

    /// YAML that the files do not need.
    static final class UnsupportedYaml extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Optional<Mark> mark;

        private UnsupportedYaml(String what, Optional<Mark> mark) {
            super(what);
            this.mark = mark;
        }

        Optional<Mark> mark() {
            return mark;
        }
    }

    private final Parser parser;
    private final int maxDepth;
    private int depth;
    private int documents;

    RestrictedYamlParser(Parser parser, int deepest) {
        this.parser = parser;
        this.maxDepth = deepest;
    }

    @Override
    public boolean checkEvent(Event.ID kind) {
        return parser.checkEvent(kind);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    /// The next event.
    ///
    /// @throws UnsupportedYaml if the event is refused
    @Override
    public Event next() {
        Event event = parser.next();
        depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
        documents += event instanceof DocumentStartEvent ? 1 : 0;
        rejectionReason(event).ifPresent(what -> {
            throw new UnsupportedYaml(what, event.getStartMark());
        });
        return event;
    }

    private Optional<String> rejectionReason(Event event) {
        if (documents > 1) {
            return Optional.of("a second document");
        }
        if (depth > maxDepth) {
            return Optional.of("deeper than " + maxDepth + " levels");
        }
        if (event instanceof AliasEvent) {
            return Optional.of("an alias");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            return Optional.of("an anchor");
        }
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> Optional.empty();
        };
        return tag.map(_ -> "a tag");
    }
}
