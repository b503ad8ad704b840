package org.permanence.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.practice.Language;
import org.permanence.practicefile.PracticeParsers;
import org.permanence.practicefile.ReferenceTable;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.yaml.Name;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the teams and the assistants.
final class AssistantsReader {

    private static final Duration DEFAULT_WRAP_UP = Duration.ofSeconds(15);
    private static final Duration DEFAULT_RING_TIMEOUT = Duration.ofSeconds(20);

    private record AssistantPhone(Name phone) {}

    private final Section root;
    private final ReferenceTable references;

    AssistantsReader(Section root, ReferenceTable references) {
        this.root = root;
        this.references = references;
    }

    Map<Name, Value<TeamSettings>> teams() {
        Map<Name, Value<TeamSettings>> teams = root.readEach("teams", AssistantsReader::team);
        references.declare(Kind.TEAM, teams.keySet());
        return teams;
    }

    Map<Name, Value<AssistantSettings>> assistants() {
        return root.readEach("assistants", this::assistant);
    }

    private static Value<TeamSettings> team(Section section) {
        var wrapUp = section.withDefault("wrap-up", ValueParsers.duration("0s", "10m"), DEFAULT_WRAP_UP);
        var ring = section.withDefault("ring-timeout", ValueParsers.duration("5s", "60s"), DEFAULT_RING_TIMEOUT);
        return section.build(() -> new TeamSettings(wrapUp.get(), ring.get()));
    }

    private Value<AssistantSettings> assistant(Section section) {
        var name = section.required("name", PracticeParsers.DISPLAY_NAME);
        var phone = references.reference(Kind.PHONE, section.required("phone", ValueParsers.NAME));
        phone.toOptional().ifPresent(read -> references.claim(new AssistantPhone(read), phone.location()));
        var team = references.reference(Kind.TEAM, section.required("team", ValueParsers.NAME));
        List<Value<Name>> practices =
                references.referenceAll(Kind.PRACTICE, section.nonEmptyList("practices", ValueParsers.NAME));
        List<Value<Name>> preferred =
                references.referenceAll(Kind.PRACTICE, section.list("preferred", ValueParsers.NAME));
        List<Value<Language>> languages = section.list("languages", PracticeParsers.LANGUAGE);
        return section.build(() -> new AssistantSettings(
                name.get(),
                phone.get(),
                team.get(),
                practices.stream().map(Value::get).collect(Collectors.toSet()),
                preferred.stream().map(Value::get).collect(Collectors.toSet()),
                languages.isEmpty()
                        ? Set.of(Language.values())
                        : languages.stream().map(Value::get).collect(Collectors.toSet())));
    }
}
