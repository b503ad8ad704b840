package org.permanence.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.permanence.yaml.RestrictedYamlParser.UnsupportedYaml;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads one file as a subset of YAML 1.2: one document, a mapping at the top, no anchors or tags, limited size and
/// depth. Messages of the YAML parser are not repeated, because they quote the file.
public final class YamlFile {

    static final int MAX_BYTES = 1024 * 1024;
    static final int MAX_DEPTH = 12;

    private final Path path;
    private final String displayName;
    private final Problems problems;

    public YamlFile(Path path, String shown, Problems problems) {
        this.path = path;
        this.displayName = shown;
        this.problems = problems;
    }

    /// The top-level mapping of the file as a section without a name. Empty if a problem was reported.
    public Optional<Section> read() {
        return readText().flatMap(this::read);
    }

    /// Reads `text` as the content of the file, see [#read()].
    public Optional<Section> read(String text) {
        if (text.length() > MAX_BYTES) {
            return reject("too long", "at most " + MAX_BYTES + " bytes");
        }
        return mapping(text).map(node -> Section.root(path, displayName, node, problems));
    }

    /// The content of the file. Empty if a problem was reported.
    public Optional<String> readText() {
        if (!Files.isRegularFile(path)) {
            return reject("no such file", "a settings file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException _) {
            return reject("cannot be read", "a file this user may read"); // The exception message contains the path.
        }
        if (bytes.length > MAX_BYTES) {
            return reject("too long", "at most " + MAX_BYTES + " bytes");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException _) {
            return reject("not UTF-8", "text in UTF-8"); // The decoder does not know the line.
        }
    }

    private Optional<MappingNode> mapping(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(displayName)
                .setCodePointLimit(MAX_BYTES)
                .setAllowNonScalarKeys(true) // Section reports them with their location; the YAML parser could not.
                .build();
        try {
            var parser =
                    new RestrictedYamlParser(new ParserImpl(settings, new StreamReader(settings, text)), MAX_DEPTH);
            Optional<Node> root = new Composer(settings, parser).getSingleNode();
            if (root.orElse(null) instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            return reject("no mapping", "keys and values, such as name: value");
        } catch (UnsupportedYaml unsupported) {
            SourceLocation location =
                    unsupported.mark().map(this::location).orElse(SourceLocation.wholeFile(displayName));
            problems.add(location, String.valueOf(unsupported.getMessage()), "plain keys and values");
        } catch (MarkedYamlEngineException e) {
            SourceLocation location =
                    e.getProblemMark().map(this::location).orElse(SourceLocation.wholeFile(displayName));
            problems.add(location, "not YAML", "YAML 1.2; the error is here or just before");
        } catch (ReaderException e) {
            problems.add(locationOf(text, e.getPosition()), "a control character", "printable text");
        } catch (YamlEngineException _) {
            return reject("not YAML", "YAML 1.2"); // The exception has no location.
        }
        return Optional.empty();
    }

    private <T> Optional<T> reject(String found, String expected) {
        problems.add(SourceLocation.wholeFile(displayName), found, expected);
        return Optional.empty();
    }

    private SourceLocation location(Mark mark) {
        return new SourceLocation(displayName, "", mark.getLine() + 1, mark.getColumn() + 1);
    }

    private SourceLocation locationOf(String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new SourceLocation(displayName, "", line, end - before.lastIndexOf('\n'));
    }
}
