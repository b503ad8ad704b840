package org.permanence.settings;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.gates.Gate;
import org.permanence.practice.Language;
import org.permanence.practicefile.OnCallGroup;
import org.permanence.practicefile.OnCallReader;
import org.permanence.practicefile.PracticeDefaults;
import org.permanence.practicefile.PracticeDraft;
import org.permanence.practicefile.PracticeFile;
import org.permanence.practicefile.PracticeFiles;
import org.permanence.practicefile.PracticeParsers;
import org.permanence.practicefile.ReferenceTable;
import org.permanence.practicefile.ReferenceTable.Kind;
import org.permanence.text.EnumWords;
import org.permanence.yaml.Name;
import org.permanence.yaml.PathParsers;
import org.permanence.yaml.Problems;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the settings file, then the practice files, then checks the references between them.
final class InstallationReader {

    private static final String DEFAULT_COUNTRY = "FR";

    /// Whether a gate keeps calls from assistants.
    private enum GateUse {
        REQUIRED,
        OFF
    }

    private final Section root;
    private final Problems problems;
    private final ReferenceTable references;
    private final Path file;
    private final Map<Name, PracticeDraft> drafts;

    /// @param file the path of the settings file
    /// @param drafts read in place of practice files
    InstallationReader(Section root, Problems problems, Path file, Map<Name, PracticeDraft> drafts) {
        this.root = root;
        this.problems = problems;
        this.references = new ReferenceTable(problems);
        this.file = file;
        this.drafts = drafts;
    }

    Value<InstallationSettings> read() {
        var paths = new PathParsers(root);
        var connections = new ConnectionsReader(root, references, paths);
        Value<InstallationIdentity> identity = identity(paths);
        var database = database(identity, paths);
        var agi = connections.agi();
        var ami = connections.ami();
        var management = connections.management();
        var console = connections.console();
        var archive = new ArchiveReader(root, paths).read(identity);
        var retention = new RetentionReader(root).read();
        var gates = gates();
        var asterisk = connections.asterisk(agi);
        var telephony = new TelephonyReader(root, references, paths);
        var trunks = telephony.trunks(asterisk);
        var phones = telephony.phones(asterisk);
        var lines = telephony.lines();
        var assistantsReader = new AssistantsReader(root, references);
        var teams = assistantsReader.teams();
        var assistants = assistantsReader.assistants();
        var prompts = prompts(paths);
        var practiceFiles = practiceFiles(paths);
        var practices = practices(practiceFiles, practiceDefaults(identity, lines));
        references.checkReferences();
        new InstallationCheck(problems, practices, assistants)
                .checkLines(lines, trunks)
                .checkAssistants()
                .checkMessages(asterisk)
                .checkCallbacks(trunks);
        return root.build(() -> new InstallationSettings(
                identity.get(),
                database.get(),
                agi.get(),
                ami.get(),
                management.get(),
                console.map(Value::get),
                archive.get(),
                retention.get(),
                gates.get(),
                asterisk.get(),
                values(trunks),
                values(phones),
                values(lines),
                values(teams),
                values(assistants),
                prompts.get(),
                values(practices),
                settingsFiles(practiceFiles.get())));
    }

    private Value<InstallationIdentity> identity(PathParsers paths) {
        Section section = root.section("installation");
        var name = section.required("name", ValueParsers.NAME);
        var state = section.required("state", paths.creatableDirectory());
        var country = section.withDefault("country", ValueParsers.COUNTRY, DEFAULT_COUNTRY);
        var zone = section.required("time-zone", ValueParsers.TIME_ZONE);
        var language = section.withDefault("language", PracticeParsers.LANGUAGE, Language.FR);
        return section.build(
                () -> new InstallationIdentity(name.get(), state.get(), country.get(), zone.get(), language.get()));
    }

    private Value<Set<Gate>> gates() {
        Section section = root.section("gates");
        Map<Gate, Value<GateUse>> uses = new LinkedHashMap<>();
        for (Gate gate : List.of(Gate.ACCOUNT, Gate.AGREEMENT, Gate.TRAINING, Gate.INSTRUCTIONS, Gate.CONTRACT)) {
            uses.put(
                    gate,
                    section.withDefault(EnumWords.of(gate), ValueParsers.enumWord(GateUse.class), GateUse.REQUIRED));
        }
        return section.build(() -> {
            Set<Gate> required = EnumSet.noneOf(Gate.class);
            uses.forEach((gate, use) -> {
                if (use.get() == GateUse.REQUIRED) {
                    required.add(gate);
                }
            });
            if (required.contains(Gate.ACCOUNT)) {
                required.add(Gate.FACTORS); // An account without them is not one a person signs in with.
            }
            return required;
        });
    }

    private Value<DatabaseSettings> database(Value<InstallationIdentity> identity, PathParsers paths) {
        Section section = root.section("database");
        if (section.has("url")) {
            var url = section.required("url", DatabaseSettings.PostgreSql.URL_PARSER);
            var user = section.required("user", ConnectionsReader.USER_PARSER);
            var password = section.required("password-file", new SecretPathParsers(paths).secretFile());
            return section.build(() -> new DatabaseSettings.PostgreSql(url.get(), user.get(), password.get()));
        }
        Path state = identity.toOptional().map(InstallationIdentity::state).orElse(root.resolve("state"));
        var file = section.withDefault("file", paths.anyPath(), state.resolve("permanence"));
        return section.build(() -> new DatabaseSettings.Embedded(file.get()));
    }

    private Value<PromptSettings> prompts(PathParsers paths) {
        Section section = root.section("text-to-speech");
        var directory = section.optional("prompts-directory", paths.directory());
        List<Value<String>> words = section.list("command", PromptSettings.COMMAND_WORD_PARSER);
        Section voiceSection = section.section("voices");
        Map<Language, Value<String>> voices = new LinkedHashMap<>();
        voices.put(Language.FR, voiceSection.withDefault("fr", PromptSettings.VOICE_PARSER, "fr"));
        voices.put(Language.EN, voiceSection.withDefault("en", PromptSettings.VOICE_PARSER, "en"));
        voiceSection.build(() -> true);
        return section.build(() -> {
            List<String> command = words.stream().map(Value::get).toList();
            Map<Language, String> chosen = new LinkedHashMap<>();
            voices.forEach((language, voice) -> chosen.put(language, voice.get()));
            return new PromptSettings(directory.get(), command.isEmpty() ? PromptSettings.ESPEAK : command, chosen);
        });
    }

    /// Defaults for practices. If the identity has problems, the settings are not built, so any valid values will
    /// do.
    private PracticeDefaults practiceDefaults(
            Value<InstallationIdentity> identity, Map<Name, Value<LineSettings>> lines) {
        return new PracticeDefaults(
                identity.toOptional().map(InstallationIdentity::language).orElse(Language.FR),
                identity.toOptional().map(InstallationIdentity::zone).orElse(ZoneOffset.UTC),
                identity.toOptional().map(InstallationIdentity::country).orElse(DEFAULT_COUNTRY),
                onCallGroups(),
                line -> isBehindTrunk(lines, line));
    }

    private static boolean isBehindTrunk(Map<Name, Value<LineSettings>> lines, Name line) {
        return Optional.ofNullable(lines.get(line))
                .flatMap(Value::toOptional)
                .filter(LineSettings.OnTrunk.class::isInstance)
                .isPresent();
    }

    private Map<Name, Value<OnCallGroup>> onCallGroups() {
        return root.readEach("on-call-groups", section -> new OnCallReader(section, references).readGroup());
    }

    private Value<PracticeFiles> practiceFiles(PathParsers paths) {
        var directory = root.withDefault("practices", paths.directory(), root.resolve("practices"));
        return directory.map(path -> new PracticeFiles(path, directory.location(), references, problems, drafts));
    }

    private SettingsFiles settingsFiles(PracticeFiles practices) {
        return new SettingsFiles(file, practices.directory(), practices.sources());
    }

    private Map<Name, Value<PracticeFile>> practices(Value<PracticeFiles> files, PracticeDefaults defaults) {
        Map<Name, Value<PracticeFile>> read =
                files.toOptional().map(all -> all.read(defaults)).orElseGet(Map::of);
        references.declare(Kind.PRACTICE, read.keySet());
        return read;
    }

    private static <T> Map<Name, T> values(Map<Name, Value<T>> values) {
        Map<Name, T> read = new LinkedHashMap<>();
        values.forEach((name, value) -> read.put(name, value.get()));
        return read;
    }
}
