package org.permanence.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.practice.Language;
import org.permanence.settings.Ledger.Kind;

/// Reads `house.yaml`, then the practices it names, then what they say of each other.
final class HouseReader {

    private final Section house;
    private final Problems problems;
    private final Ledger ledger;
    private final Path file;
    private final Map<Name, Draft> drafts;

    /// @param file where `house` was read
    /// @param drafts read in their practices' files' place
    HouseReader(Section house, Problems problems, Path file, Map<Name, Draft> drafts) {
        this.house = house;
        this.problems = problems;
        this.ledger = new Ledger(problems);
        this.file = file;
        this.drafts = drafts;
    }

    Value<HouseSettings> read() {
        var files = new FileShapes(house);
        var wires = new WireReader(house, ledger, files);
        Value<HouseIdentity> identity = identity(files);
        var database = database(identity, files);
        var agi = wires.agi();
        var ami = wires.ami();
        var management = wires.management();
        var archive = new ArchiveReader(house, files).read(identity);
        var asterisk = wires.asterisk(agi);
        var lines = new LineReader(house, ledger, files);
        var trunks = lines.trunks();
        var phones = lines.phones(asterisk);
        var outside = lines.lines();
        var people = new PeopleReader(house, ledger);
        var teams = people.teams();
        var assistants = people.assistants();
        var prompts = prompts(files);
        var practiceFiles = practiceFiles(files);
        var practices = practices(practiceFiles, new Shared(identity, groups()));
        ledger.check();
        new HouseCheck(problems, practices, assistants)
                .lines(outside, trunks)
                .people()
                .messages(asterisk)
                .callbacks(trunks);
        return house.build(() -> new HouseSettings(
                identity.get(),
                database.get(),
                agi.get(),
                ami.get(),
                management.get(),
                archive.get(),
                asterisk.get(),
                all(trunks),
                all(phones),
                all(outside),
                all(teams),
                all(assistants),
                prompts.get(),
                all(practices),
                settingsFiles(practiceFiles.get())));
    }

    private Value<HouseIdentity> identity(FileShapes files) {
        Section section = house.section("house");
        var name = section.required("name", Shapes.NAME);
        var state = section.required("state", files.state());
        var country = section.orElse("country", Shapes.COUNTRY, "FR");
        var zone = section.required("time-zone", Shapes.ZONE);
        var language = section.orElse("language", Shapes.LANGUAGE, Language.FR);
        return section.build(
                () -> new HouseIdentity(name.get(), state.get(), country.get(), zone.get(), language.get()));
    }

    private Value<DatabaseSettings> database(Value<HouseIdentity> identity, FileShapes files) {
        Section section = house.section("database");
        if (section.has("url")) {
            var url = section.required("url", Shapes.POSTGRESQL_URL);
            var user = section.required("user", Shapes.USER);
            var password = section.required("password-file", files.secret());
            return section.build(() -> new DatabaseSettings.PostgreSql(url.get(), user.get(), password.get()));
        }
        Path state = identity.ifRead().map(HouseIdentity::state).orElse(house.resolve("state"));
        var file = section.orElse("file", files.path(), state.resolve("house"));
        return section.build(() -> new DatabaseSettings.Embedded(file.get()));
    }

    private Value<PromptSettings> prompts(FileShapes files) {
        Section section = house.section("prompts");
        var directory = section.optional("directory", files.directory());
        List<Value<String>> words = section.list("command", Shapes.WORD);
        Section spoken = section.section("voices");
        Map<Language, Value<String>> voices = new LinkedHashMap<>();
        voices.put(Language.FR, spoken.orElse("fr", Shapes.VOICE, "fr"));
        voices.put(Language.EN, spoken.orElse("en", Shapes.VOICE, "en"));
        spoken.build(() -> true);
        return section.build(() -> {
            List<String> command = words.stream().map(Value::get).toList();
            Map<Language, String> chosen = new LinkedHashMap<>();
            voices.forEach((language, voice) -> chosen.put(language, voice.get()));
            return new PromptSettings(directory.get(), command.isEmpty() ? PromptSettings.ESPEAK : command, chosen);
        });
    }

    private Map<Name, Value<OnCallPolicy>> groups() {
        return house.each("on-call-groups", section -> new OnCallReader(section, ledger).read());
    }

    private Value<PracticeFiles> practiceFiles(FileShapes files) {
        var directory = house.orElse("practices", files.directory(), house.resolve("practices"));
        return directory.map(path -> new PracticeFiles(path, directory.spot(), ledger, problems, drafts));
    }

    private SettingsFiles settingsFiles(PracticeFiles practices) {
        return new SettingsFiles(file, practices.directory(), practices.texts());
    }

    private Map<Name, Value<PracticeSettings>> practices(Value<PracticeFiles> files, Shared shared) {
        Map<Name, Value<PracticeSettings>> read =
                files.ifRead().map(all -> all.read(shared)).orElseGet(Map::of);
        ledger.declare(Kind.PRACTICE, read.keySet());
        return read;
    }

    private static <T> Map<Name, T> all(Map<Name, Value<T>> values) {
        Map<Name, T> read = new LinkedHashMap<>();
        values.forEach((name, value) -> read.put(name, value.get()));
        return read;
    }
}
