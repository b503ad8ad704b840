package org.permanence.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the files say about each other: which names they declare and use, and what only one of them may have. A
/// name is declared even where its section is broken, so that one mistake is told once.
final class Ledger {

    /// The things that are referred to by name.
    enum Kind {
        TRUNK,
        PHONE,
        LINE,
        TEAM,
        ASSISTANT,
        PRACTICE
    }

    private record Use(Kind kind, Name name, Spot spot) {}

    private final Problems problems;
    private final Map<Kind, Set<String>> declared = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<Object, Spot> taken = new LinkedHashMap<>();

    Ledger(Problems problems) {
        this.problems = problems;
    }

    void declare(Kind kind, Set<Name> names) {
        names.forEach(name -> declared(kind).add(name.value()));
    }

    Value<Name> use(Kind kind, Value<Name> name) {
        name.ifRead().ifPresent(read -> uses.add(new Use(kind, read, name.spot())));
        return name;
    }

    List<Value<Name>> useAll(Kind kind, List<Value<Name>> names) {
        names.forEach(name -> use(kind, name));
        return names;
    }

    /// Refuses a second one.
    ///
    /// @param what a key that equals itself: the value, or a record with its kind; never printed
    void takeOnce(Object what, Spot spot) {
        Spot first = taken.putIfAbsent(what, spot);
        if (first != null) {
            problems.add(spot, "taken already by " + first.file() + ":" + first.line(), "once in the house");
        }
    }

    /// Takes over what another one says, after what this one says.
    void addAll(Ledger other) {
        other.declared.forEach((kind, names) -> declared(kind).addAll(names));
        uses.addAll(other.uses);
        other.taken.forEach(this::takeOnce);
    }

    void check() {
        for (Use use : uses) {
            Set<String> names = declared(use.kind());
            if (!names.contains(use.name().value())) {
                problems.add(
                        use.spot(),
                        Quoted.value(use.name().value()),
                        Nearest.among(use.name().value(), names));
            }
        }
    }

    private Set<String> declared(Kind kind) {
        return declared.computeIfAbsent(kind, _ -> new TreeSet<>());
    }
}
