package org.permanence.practicefile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.permanence.yaml.Name;
import org.permanence.yaml.Problems;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.SourceLocation;
import org.permanence.yaml.Suggestion;
import org.permanence.yaml.Value;

/// References between the files: the names they declare and use, and values that only one of them may have. A name
/// counts as declared even if its section has problems, so one mistake causes one problem.
public final class ReferenceTable {

    /// What a name can refer to.
    public enum Kind {
        TRUNK,
        PHONE,
        LINE,
        TEAM,
        PRACTICE
    }

    private record Reference(Kind kind, Name name, SourceLocation location) {}

    private final Problems problems;
    private final Map<Kind, Set<String>> declared = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final Map<Object, SourceLocation> claimed = new LinkedHashMap<>();

    public ReferenceTable(Problems problems) {
        this.problems = problems;
    }

    public void declare(Kind kind, Set<Name> names) {
        names.forEach(name -> declared(kind).add(name.value()));
    }

    public Value<Name> reference(Kind kind, Value<Name> name) {
        name.toOptional().ifPresent(read -> references.add(new Reference(kind, read, name.location())));
        return name;
    }

    public List<Value<Name>> referenceAll(Kind kind, List<Value<Name>> names) {
        names.forEach(name -> reference(kind, name));
        return names;
    }

    /// Claims a value that must be unique, and reports a problem if it is claimed already.
    ///
    /// @param key the value, or a record of its kind and the value; it is never printed
    public void claim(Object key, SourceLocation location) {
        SourceLocation first = claimed.putIfAbsent(key, location);
        if (first != null) {
            problems.add(location, "already used in " + first.file() + ":" + first.line(), "once in the installation");
        }
    }

    /// Adds the declarations, references and claims of another table after those of this one.
    void addAll(ReferenceTable other) {
        other.declared.forEach((kind, names) -> declared(kind).addAll(names));
        references.addAll(other.references);
        other.claimed.forEach(this::claim);
    }

    public void checkReferences() {
        for (Reference use : references) {
            Set<String> names = declared(use.kind());
            if (!names.contains(use.name().value())) {
                problems.add(
                        use.location(),
                        SafeEcho.value(use.name().value()),
                        Suggestion.among(use.name().value(), names));
            }
        }
    }

    private Set<String> declared(Kind kind) {
        return declared.computeIfAbsent(kind, _ -> new TreeSet<>());
    }
}
