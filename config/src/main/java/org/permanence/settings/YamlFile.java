package org.permanence.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads one settings file as YAML 1.2, as far as settings need it: one document, a mapping, neither anchors nor
/// tags, of limited size and depth. What the parser says of a broken file is not repeated: it quotes the file.
final class YamlFile {

    static final int MOST_BYTES = 1024 * 1024;
    static final int DEEPEST = 12;

    private final Path path;
    private final String shown;
    private final Problems problems;

    YamlFile(Path path, String shown, Problems problems) {
        this.path = path;
        this.shown = shown;
        this.problems = problems;
    }

    /// The file's mapping as a section without a name; empty when a problem was told instead.
    Optional<Section> read() {
        return text().flatMap(this::read);
    }

    /// As [#read()], where this is what the file says.
    Optional<Section> read(String text) {
        if (text.length() > MOST_BYTES) {
            return refuse("too long", "at most " + MOST_BYTES + " bytes");
        }
        return mapping(text).map(node -> Section.root(path, shown, node, problems));
    }

    /// What the file says; empty when a problem was told instead.
    Optional<String> text() {
        if (!Files.isRegularFile(path)) {
            return refuse("no such file", "a settings file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException _) {
            return refuse("cannot be read", "a file this user may read"); // The reason would only repeat the path.
        }
        if (bytes.length > MOST_BYTES) {
            return refuse("too long", "at most " + MOST_BYTES + " bytes");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException _) {
            return refuse("not UTF-8", "text in UTF-8"); // The decoder says no line.
        }
    }

    private Optional<MappingNode> mapping(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(shown)
                .setCodePointLimit(MOST_BYTES)
                .setAllowNonScalarKeys(true) // A section refuses them, with their place; the parser has none.
                .build();
        try {
            if (!isPlain(new Parse(settings).parseString(text))) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.orElse(null) instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            return refuse("no mapping", "keys and values, such as house:");
        } catch (MarkedYamlEngineException e) {
            Spot spot = e.getProblemMark().map(this::spot).orElse(Spot.wholeFile(shown));
            problems.add(spot, "not YAML", "YAML 1.2; the error is here or just before");
        } catch (ReaderException e) {
            problems.add(spotOf(text, e.getPosition()), "a control character", "printable text");
        } catch (YamlEngineException _) {
            return refuse("not YAML", "YAML 1.2"); // Without a mark there is nothing more to say.
        }
        return Optional.empty();
    }

    /// Walks the events before anything is built from them: the parser keeps its own stack, the builder would use
    /// ours.
    private boolean isPlain(Iterable<Event> events) {
        int depth = 0;
        int documents = 0;
        for (Event event : events) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            Optional<String> refused = refused(event, depth, documents);
            if (refused.isPresent()) {
                Spot spot = event.getStartMark().map(this::spot).orElse(Spot.wholeFile(shown));
                problems.add(spot, refused.get(), "plain keys and values");
                return false;
            }
        }
        return true;
    }

    private static Optional<String> refused(Event event, int depth, int documents) {
        if (documents > 1) {
            return Optional.of("a second document");
        }
        if (depth > DEEPEST) {
            return Optional.of("deeper than " + DEEPEST + " levels");
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

    private <T> Optional<T> refuse(String found, String expected) {
        problems.add(Spot.wholeFile(shown), found, expected);
        return Optional.empty();
    }

    private Spot spot(Mark mark) {
        return new Spot(shown, "", mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Spot spotOf(String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Spot(shown, "", line, end - before.lastIndexOf('\n'));
    }
}
