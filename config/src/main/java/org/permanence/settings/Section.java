package org.permanence.settings;

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
import org.permanence.settings.Reading.Fit;
import org.permanence.settings.Reading.Unfit;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The keys of one mapping. Each is asked for once, by name and shape; whatever is wrong is told and reading goes
/// on. [#build] ends the section: it tells the keys nobody asked for, and makes the record when nothing was wrong
/// in it.
final class Section {

    private final Path file;
    private final Spot spot;
    private final Problems problems;
    private final int problemsBefore;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Spot> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(Path file, Spot spot, List<NodeTuple> entries, Problems problems) {
        this.file = file;
        this.spot = spot;
        this.problems = problems;
        this.problemsBefore = problems.count();
        entries.forEach(this::take);
    }

    static Section root(Path file, String shown, MappingNode node, Problems problems) {
        Spot start = spot(new Spot(shown, "", 1, 1), "", node);
        return new Section(file, start, node.getValue(), problems);
    }

    private void take(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(spot(spot, spot.key(), entry.getKeyNode()), "a key of several parts", "a word");
            return;
        }
        Spot place = spot(spot, under(key.getValue()), key);
        if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
            problems.add(place, "given twice", "once");
        } else {
            keys.put(key.getValue(), place);
        }
    }

    Spot spot() {
        return spot;
    }

    /// The keys, in the file's order.
    List<String> namesInOrder() {
        return List.copyOf(keys.keySet());
    }

    Spot spotOf(String key) {
        return keys.getOrDefault(key, spot.at(under(key)));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// Whether the value of this key has keys of its own.
    boolean isSection(String key) {
        return values.get(key) instanceof MappingNode;
    }

    Set<String> names() {
        return Set.copyOf(keys.keySet());
    }

    void problem(Spot place, String found, String expected) {
        problems.add(place, found, expected);
    }

    <T> Value<T> required(String key, Shape<T> shape) {
        return find(key).map(node -> scalar(under(key), node, shape)).orElseGet(() -> missing(key, shape));
    }

    <T> Value<T> orElse(String key, Shape<T> shape, T absent) {
        return find(key)
                .map(node -> scalar(under(key), node, shape))
                .orElseGet(() -> Value.of(absent, spot.at(under(key))));
    }

    <T> Value<Optional<T>> optional(String key, Shape<T> shape) {
        return orElse(
                key,
                raw -> switch (shape.read(raw)) {
                    case Fit<T>(T value) -> new Fit<>(Optional.of(value));
                    case Unfit<T>(String found, String expected) -> new Unfit<>(found, expected);
                },
                Optional.empty());
    }

    /// A list; one that is absent is empty. The values keep their places, so each can be checked against the
    /// others.
    <T> List<Value<T>> list(String key, Shape<T> shape) {
        return switch (find(key).orElse(null)) {
            case null -> List.of();
            case SequenceNode list -> {
                List<Value<T>> read = new ArrayList<>();
                for (Node node : list.getValue()) {
                    read.add(scalar(under(key) + "[" + read.size() + "]", node, shape));
                }
                yield read;
            }
            case Node other -> {
                problems.add(spot(spot, under(key), other), "no list", "a list, such as [a, b]");
                yield List.of();
            }
        };
    }

    /// A list of sections, in the file's order; one that is absent is empty.
    List<Section> sections(String key) {
        return switch (find(key).orElse(null)) {
            case null -> List.of();
            case SequenceNode list -> {
                List<Section> read = new ArrayList<>();
                for (Node node : list.getValue()) {
                    read.add(sectionOf(under(key) + "[" + read.size() + "]", node));
                }
                yield read;
            }
            case Node other -> {
                problems.add(spot(spot, under(key), other), "no list", "a list of keys and values, each after a dash");
                yield List.of();
            }
        };
    }

    <T> List<Value<T>> listOfSome(String key, Shape<T> shape) {
        int before = problems.count();
        List<Value<T>> read = list(key, shape);
        if (read.isEmpty() && problems.count() == before) {
            problems.add(spotOf(key), has(key) ? "empty" : "missing", "at least one");
        }
        return read;
    }

    /// The section of this name; one that is absent has no keys, so that each missing one is told.
    Section section(String key) {
        return find(key)
                .map(node -> sectionOf(under(key), node))
                .orElseGet(() -> new Section(file, spot.at(under(key)), List.of(), problems));
    }

    /// Every entry of a mapping from names to sections, each read by `reader`, in the file's order.
    <T> Map<Name, Value<T>> each(String key, Function<Section, Value<T>> reader) {
        Map<Name, Value<T>> read = new LinkedHashMap<>();
        Section all = section(key);
        for (var entry : all.values.entrySet()) {
            Section one = all.sectionOf(all.under(entry.getKey()), entry.getValue());
            Value<T> value = reader.apply(one);
            if (Name.isName(entry.getKey())) {
                read.put(new Name(entry.getKey()), value);
            } else {
                problems.add(
                        all.spotOf(entry.getKey()),
                        "not a name",
                        "1 to 40 lower-case letters, digits, '-', no telephone number");
            }
        }
        return read;
    }

    /// A path, relative to the file that says it.
    Path resolve(String path) {
        return file.resolveSibling(path).normalize();
    }

    <T> Value<T> build(Supplier<T> record) {
        keys.forEach((key, place) -> {
            if (!asked.contains(key)) {
                problems.add(place, "unknown key", Nearest.among(key, asked));
            }
        });
        if (problems.count() > problemsBefore) {
            return Value.unread(spot);
        }
        try {
            return Value.of(record.get(), spot);
        } catch (IllegalArgumentException e) {
            // The records check themselves; their messages hold nobody's values, by the house's rule.
            problems.add(spot, String.valueOf(e.getMessage()), "values that agree");
            return Value.unread(spot);
        }
    }

    private Optional<Node> find(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    private <T> Value<T> missing(String key, Shape<T> shape) {
        Spot place = spot.at(under(key));
        String expected = shape.read("") instanceof Unfit<T>(var _, String said) ? said : "a value";
        problems.add(place, "missing", expected);
        return Value.unread(place);
    }

    private <T> Value<T> scalar(String key, Node node, Shape<T> shape) {
        Spot place = spot(spot, key, node);
        String raw = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return switch (shape.read(raw)) {
            case Fit<T>(T value) when node instanceof ScalarNode -> Value.of(value, place);
            case Fit<T> _ -> refused(place, kind(node), "one value");
            case Unfit<T>(String found, String expected) ->
                refused(place, node instanceof ScalarNode ? (raw.isEmpty() ? "empty" : found) : kind(node), expected);
        };
    }

    private <T> Value<T> refused(Spot place, String found, String expected) {
        problems.add(place, found, expected);
        return Value.unread(place);
    }

    private Section sectionOf(String key, Node node) {
        Spot place = spot(spot, key, node);
        if (node instanceof MappingNode mapping) {
            return new Section(file, place, mapping.getValue(), problems);
        }
        problems.add(place, kind(node), "keys and values");
        return new Section(file, place, List.of(), problems);
    }

    private static String kind(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue().isEmpty() ? "empty" : "a single value";
            case SequenceNode _ -> "a list";
            default -> "keys and values";
        };
    }

    private String under(String key) {
        String shown = Quoted.key(key);
        return spot.key().isEmpty() ? shown : spot.key() + "." + shown;
    }

    private static Spot spot(Spot parent, String key, Node node) {
        Optional<Mark> mark = node.getStartMark();
        return new Spot(
                parent.file(),
                key,
                mark.map(Mark::getLine).map(line -> line + 1).orElse(parent.line()),
                mark.map(Mark::getColumn).map(column -> column + 1).orElse(parent.column()));
    }
}
