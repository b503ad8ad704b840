package org.permanence.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.permanence.yaml.ParseResult.Parsed;
import org.permanence.yaml.ParseResult.Rejected;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The keys of one YAML mapping. A reader asks for each key once, by name and parser. Problems are collected and
/// reading continues. [#build] ends the section: it reports unknown keys, and creates the record if the section has
/// no problem.
public final class Section {

    private final Path file;
    private final SourceLocation location;
    private final Problems problems;
    private final int problemsBefore;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, SourceLocation> keyLocations = new LinkedHashMap<>();
    private final Set<String> knownKeys = new LinkedHashSet<>();

    private Section(Path file, SourceLocation location, List<NodeTuple> entries, Problems problems) {
        this.file = file;
        this.location = location;
        this.problems = problems;
        this.problemsBefore = problems.count();
        entries.forEach(this::addEntry);
    }

    static Section root(Path file, String shown, MappingNode node, Problems problems) {
        SourceLocation start = location(new SourceLocation(shown, "", 1, 1), "", node);
        return new Section(file, start, node.getValue(), problems);
    }

    private void addEntry(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(location(location, location.key(), entry.getKeyNode()), "a key of several parts", "a word");
            return;
        }
        SourceLocation position = location(location, pathOf(key.getValue()), key);
        if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
            problems.add(position, "given twice", "once");
        } else {
            keyLocations.put(key.getValue(), position);
        }
    }

    public SourceLocation location() {
        return location;
    }

    /// The keys in the order of the file.
    public List<String> keysInOrder() {
        return List.copyOf(keyLocations.keySet());
    }

    public SourceLocation locationOf(String key) {
        return keyLocations.getOrDefault(key, location.withKey(pathOf(key)));
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// Whether the value of this key is a mapping.
    public boolean isSection(String key) {
        return values.get(key) instanceof MappingNode;
    }

    public Set<String> keys() {
        return Set.copyOf(keyLocations.keySet());
    }

    public void addProblem(SourceLocation position, String found, String expected) {
        problems.add(position, found, expected);
    }

    public <T> Value<T> required(String key, ValueParser<T> parser) {
        return find(key).map(node -> parseScalar(pathOf(key), node, parser)).orElseGet(() -> missing(key, parser));
    }

    public <T> Value<T> withDefault(String key, ValueParser<T> parser, T absent) {
        return find(key)
                .map(node -> parseScalar(pathOf(key), node, parser))
                .orElseGet(() -> Value.of(absent, location.withKey(pathOf(key))));
    }

    public <T> Value<Optional<T>> optional(String key, ValueParser<T> parser) {
        return withDefault(
                key,
                raw -> switch (parser.parse(raw)) {
                    case Parsed<T>(T value) -> new Parsed<>(Optional.of(value));
                    case Rejected<T>(String found, String expected) -> new Rejected<>(found, expected);
                },
                Optional.empty());
    }

    /// A list; empty if the key is absent. Each value keeps its location for further checks.
    public <T> List<Value<T>> list(String key, ValueParser<T> parser) {
        return switch (find(key).orElse(null)) {
            case null -> List.of();
            case SequenceNode list -> {
                List<Value<T>> read = new ArrayList<>();
                for (Node node : list.getValue()) {
                    read.add(parseScalar(pathOf(key) + "[" + read.size() + "]", node, parser));
                }
                yield read;
            }
            case Node other -> {
                problems.add(location(location, pathOf(key), other), "no list", "a list, such as [a, b]");
                yield List.of();
            }
        };
    }

    /// A list of sections in the order of the file; empty if the key is absent.
    public List<Section> sections(String key) {
        return switch (find(key).orElse(null)) {
            case null -> List.of();
            case SequenceNode list -> {
                List<Section> read = new ArrayList<>();
                for (Node node : list.getValue()) {
                    read.add(childSection(pathOf(key) + "[" + read.size() + "]", node));
                }
                yield read;
            }
            case Node other -> {
                problems.add(
                        location(location, pathOf(key), other),
                        "no list",
                        "a list of keys and values, each after a dash");
                yield List.of();
            }
        };
    }

    public <T> List<Value<T>> nonEmptyList(String key, ValueParser<T> parser) {
        int before = problems.count();
        List<Value<T>> read = list(key, parser);
        if (read.isEmpty() && problems.count() == before) {
            problems.add(locationOf(key), has(key) ? "empty" : "missing", "at least one");
        }
        return read;
    }

    /// The section under this key. An absent section has no keys, so its required keys are reported as missing.
    public Section section(String key) {
        return find(key)
                .map(node -> childSection(pathOf(key), node))
                .orElseGet(() -> new Section(file, location.withKey(pathOf(key)), List.of(), problems));
    }

    /// Reads a mapping from names to sections with `reader`, in the order of the file.
    public <T> Map<Name, Value<T>> readEach(String key, Function<Section, Value<T>> reader) {
        Map<Name, Value<T>> read = new LinkedHashMap<>();
        Section all = section(key);
        for (var entry : all.values.entrySet()) {
            Section one = all.childSection(all.pathOf(entry.getKey()), entry.getValue());
            Value<T> value = reader.apply(one);
            if (Name.isName(entry.getKey())) {
                read.put(new Name(entry.getKey()), value);
            } else {
                problems.add(
                        all.locationOf(entry.getKey()),
                        "not a name",
                        "1 to 40 lower-case letters, digits, '-', no telephone number");
            }
        }
        return read;
    }

    /// Resolves a path relative to the file.
    public Path resolve(String path) {
        return file.resolveSibling(path).normalize();
    }

    public <T> Value<T> build(Supplier<T> record) {
        keyLocations.forEach((key, position) -> {
            if (!knownKeys.contains(key)) {
                problems.add(position, "unknown key", Suggestion.among(key, knownKeys));
            }
        });
        if (problems.count() > problemsBefore) {
            return Value.invalid(location);
        }
        try {
            return Value.of(record.get(), location);
        } catch (IllegalArgumentException e) {
            // Records check themselves. Their messages never contain personal values.
            problems.add(location, String.valueOf(e.getMessage()), "values that agree");
            return Value.invalid(location);
        }
    }

    private Optional<Node> find(String key) {
        knownKeys.add(key);
        return Optional.ofNullable(values.get(key));
    }

    private <T> Value<T> missing(String key, ValueParser<T> parser) {
        SourceLocation position = location.withKey(pathOf(key));
        String expected = parser.parse("") instanceof Rejected<T>(var _, String hint) ? hint : "a value";
        problems.add(position, "missing", expected);
        return Value.invalid(position);
    }

    private <T> Value<T> parseScalar(String key, Node node, ValueParser<T> parser) {
        SourceLocation position = location(location, key, node);
        String raw = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return switch (parser.parse(raw)) {
            case Parsed<T>(T value) when node instanceof ScalarNode -> Value.of(value, position);
            case Parsed<T> _ -> reject(position, describe(node), "one value");
            case Rejected<T>(String found, String expected) ->
                reject(
                        position,
                        node instanceof ScalarNode ? (raw.isEmpty() ? "empty" : found) : describe(node),
                        expected);
        };
    }

    private <T> Value<T> reject(SourceLocation position, String found, String expected) {
        problems.add(position, found, expected);
        return Value.invalid(position);
    }

    private Section childSection(String key, Node node) {
        SourceLocation position = location(location, key, node);
        if (node instanceof MappingNode mapping) {
            return new Section(file, position, mapping.getValue(), problems);
        }
        problems.add(position, describe(node), "keys and values");
        return new Section(file, position, List.of(), problems);
    }

    private static String describe(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue().isEmpty() ? "empty" : "a single value";
            case SequenceNode _ -> "a list";
            default -> "keys and values";
        };
    }

    private String pathOf(String key) {
        String shown = SafeEcho.key(key);
        return location.key().isEmpty() ? shown : location.key() + "." + shown;
    }

    private static SourceLocation location(SourceLocation parent, String key, Node node) {
        Optional<Mark> mark = node.getStartMark();
        return new SourceLocation(
                parent.file(),
                key,
                mark.map(Mark::getLine).map(line -> line + 1).orElse(parent.line()),
                mark.map(Mark::getColumn).map(column -> column + 1).orElse(parent.column()));
    }
}
