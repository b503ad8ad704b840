package org.permanence.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.practice.Language;
import org.permanence.settings.Ledger.Kind;

/// Reads the teams and the assistants.
final class PeopleReader {

    private record PhoneOf(Name phone) {}

    private final Section house;
    private final Ledger ledger;

    PeopleReader(Section house, Ledger ledger) {
        this.house = house;
        this.ledger = ledger;
    }

    Map<Name, Value<TeamSettings>> teams() {
        Map<Name, Value<TeamSettings>> teams = house.each("teams", PeopleReader::team);
        ledger.declare(Kind.TEAM, teams.keySet());
        return teams;
    }

    Map<Name, Value<AssistantSettings>> assistants() {
        Map<Name, Value<AssistantSettings>> assistants = house.each("assistants", this::assistant);
        ledger.declare(Kind.ASSISTANT, assistants.keySet());
        return assistants;
    }

    private static Value<TeamSettings> team(Section section) {
        var wrapUp = section.orElse("wrap-up", Shapes.duration("0s", "10m"), Defaults.WRAP_UP);
        var ring = section.orElse("ring", Shapes.duration("5s", "60s"), Defaults.RING);
        return section.build(() -> new TeamSettings(wrapUp.get(), ring.get()));
    }

    private Value<AssistantSettings> assistant(Section section) {
        var name = section.required("name", Shapes.PERSON);
        var phone = ledger.use(Kind.PHONE, section.required("phone", Shapes.NAME));
        phone.ifRead().ifPresent(read -> ledger.takeOnce(new PhoneOf(read), phone.spot()));
        var team = ledger.use(Kind.TEAM, section.required("team", Shapes.NAME));
        List<Value<Name>> practices = ledger.useAll(Kind.PRACTICE, section.listOfSome("practices", Shapes.NAME));
        List<Value<Language>> languages = section.list("languages", Shapes.LANGUAGE);
        return section.build(() -> new AssistantSettings(
                name.get(),
                phone.get(),
                team.get(),
                practices.stream().map(Value::get).collect(Collectors.toSet()),
                languages.isEmpty()
                        ? Set.of(Language.values())
                        : languages.stream().map(Value::get).collect(Collectors.toSet())));
    }
}
