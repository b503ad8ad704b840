package org.permanence.boot;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.permanence.adapter.asterisk.PromptFiles;
import org.permanence.adapter.audio.PromptRenderer;
import org.permanence.adapter.audio.PromptText;
import org.permanence.adapter.audio.Tones;
import org.permanence.call.Prompt;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.practice.PracticeId;
import org.permanence.practice.Prompts;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeSettings;
import org.permanence.settings.PromptSettings;
import org.permanence.triage.Urgency;

/// Everything callers hear, rendered before the first call: the practices' words, the house's, the music, and what
/// the dialplan plays when the engine is gone.
final class HouseSounds implements PromptFiles {

    private static final String DIAL_EMERGENCY = "dial-emergency";

    /// What whoever is rung is asked, by urgency.
    private static final String ASKED = "asked-";

    private final PromptRenderer renderer;
    private final InstallationSettings settings;
    private final Map<String, Path> files;

    private HouseSounds(PromptRenderer renderer, InstallationSettings settings, Map<String, Path> files) {
        this.renderer = renderer;
        this.settings = settings;
        this.files = new ConcurrentHashMap<>(files);
    }

    /// Renders what is missing into `folder`.
    ///
    /// @param progress told how many of how many prompts are done
    static HouseSounds prepare(InstallationSettings settings, Path folder, BiConsumer<Integer, Integer> progress) {
        List<PromptText> prompts = new ArrayList<>();
        for (Language language : Language.values()) {
            prompts.addAll(house(language, settings.prompts()));
        }
        settings.practices().forEach((name, practice) -> prompts.addAll(own(name, practice, 0, settings)));
        var renderer =
                new PromptRenderer(folder.resolve("spoken"), settings.prompts().command());
        Map<String, Path> files =
                new HashMap<>(renderer.render(prompts, done -> progress.accept(done, prompts.size())));
        announcements(folder, files);
        var tones = new Tones(folder);
        tones.music("hold");
        files.put(Prompts.TONE.name(), tones.tone());
        files.put(Prompts.SILENCE.name(), tones.silence());
        return new HouseSounds(renderer, settings, files);
    }

    /// Renders what a practice says from now on; what it said before stays, for calls that are here.
    ///
    /// @throws org.permanence.adapter.audio.PromptException where it cannot be rendered: nothing was changed
    void add(Name practice, PracticeSettings file, int edition) {
        files.putAll(renderer.render(own(practice, file, edition, settings), _ -> {}));
    }

    @Override
    public String path(Prompt prompt) {
        return Objects.requireNonNull(
                        files.get(prompt.name()), () -> "prompt: " + prompt.name() + " (expected: rendered)")
                .toString();
    }

    private static List<PromptText> house(Language language, PromptSettings settings) {
        String word = language.name().toLowerCase(Locale.ROOT);
        Properties texts = texts(word);
        List<PromptText> all = new ArrayList<>();
        for (String name : texts.stringPropertyNames()) {
            String text = texts.getProperty(name);
            List<Integer> counted = counted(name);
            if (counted.isEmpty() && !name.startsWith(ASKED)) {
                all.add(spoken(word, name, text, language, settings));
            }
            counted.stream()
                    .filter(count -> !texts.containsKey(name + "-" + count)) // Said in words of its own: "une".
                    .forEach(count ->
                            all.add(spoken(word, name + "-" + count, counted(text, count), language, settings)));
        }
        return all;
    }

    /// The numbers with which a text is said.
    private static List<Integer> counted(String text) {
        return switch (text) {
            case "position" ->
                IntStream.rangeClosed(1, Prompts.LAST_SPOKEN_POSITION).boxed().toList();
            case "language-offer" ->
                Languages.SELECTION_KEYS
                        .chars()
                        .mapToObj(key -> Character.digit(key, 10))
                        .toList();
            case "forecast-under" ->
                SpokenWaitEstimate.MINUTES.stream()
                        .filter(minutes -> minutes <= SpokenWaitEstimate.MAX_WITHOUT_MINIMUM)
                        .toList();
            case "forecast-from" -> SpokenWaitEstimate.MINUTES.subList(0, SpokenWaitEstimate.MINUTES.size() - 1);
            case "forecast-to" -> SpokenWaitEstimate.MINUTES.subList(1, SpokenWaitEstimate.MINUTES.size());
            default -> List.of();
        };
    }

    private static String counted(String text, int count) {
        String number = Integer.toString(count);
        return text.replace("{position}", number)
                .replace("{hours}", number)
                .replace("{minutes}", number)
                .replace("{key}", number);
    }

    private static PromptText spoken(
            String word, String name, String text, Language language, PromptSettings settings) {
        String prompt = word + "." + name;
        Optional<Path> own = settings.directory()
                .map(directory -> directory.resolve(prompt + ".wav"))
                .filter(Files::isReadable);
        return new PromptText(new Prompt(prompt), voice(language, settings), text, own);
    }

    private static List<PromptText> own(
            Name practice, PracticeSettings file, int edition, InstallationSettings settings) {
        List<PromptText> own = new ArrayList<>();
        for (Language language : file.languages().offered()) {
            var prompts = new Prompts(new PracticeId(practice.value()), language, edition, language == file.language());
            String voice = voice(language, settings.prompts());
            own.add(spoken(prompts.greeting(), voice, file.greeting().inLanguage(language)));
            own.add(spoken(prompts.closed(), voice, file.closedAnnouncement().inLanguage(language)));
            file.intake()
                    .questionTexts()
                    .forEach((name, localizedPrompt) ->
                            own.add(spoken(prompts.question(name), voice, localizedPrompt.inLanguage(language))));
            if (prompts.own() && file.needsAcceptPrompt(settings::isBehindTrunk)) {
                own.addAll(asked(prompts, voice, file));
            }
        }
        return own;
    }

    /// What whoever is rung for a call of the practice is asked.
    private static List<PromptText> asked(Prompts prompts, String voice, PracticeSettings file) {
        Properties texts = texts(file.language().name().toLowerCase(Locale.ROOT));
        Map<Prompt, String> said = new HashMap<>();
        for (Urgency urgency : Urgency.values()) {
            said.put(
                    prompts.onCallQuestion(urgency),
                    texts.getProperty(ASKED + urgency.name().toLowerCase(Locale.ROOT)));
        }
        if (file.messages().alertsOnCall()) {
            said.put(prompts.unreadQuestion(), unread(texts, file.messages().readWithin()));
        }
        return said.entrySet().stream()
                .map(asked -> new PromptText(
                        asked.getKey(),
                        voice,
                        asked.getValue().replace("{practice}", file.name().text()),
                        Optional.empty()))
                .toList();
    }

    /// It is true of every message that is late, whenever it was left.
    private static String unread(Properties texts, Duration readWithin) {
        boolean inHours = readWithin.compareTo(Duration.ofHours(2)) >= 0;
        return inHours
                ? counted(texts.getProperty(ASKED + "unread-hours"), (int) readWithin.toHours())
                : counted(texts.getProperty(ASKED + "unread-minutes"), (int) readWithin.toMinutes());
    }

    private static PromptText spoken(Prompt prompt, String voice, PracticeSettings.LocalizedPrompt localizedPrompt) {
        return new PromptText(prompt, voice, localizedPrompt.text().text(), localizedPrompt.recording());
    }

    /// What is said while a line rings, followed by the ringing tone: by the dialplan's fallback, which needs its
    /// announcement alone too, and by the engine.
    private static void announcements(Path folder, Map<String, Path> files) {
        for (Language language : Language.values()) {
            String word = language.name().toLowerCase(Locale.ROOT);
            Path spoken = wav(files, word + "." + DIAL_EMERGENCY);
            copy(spoken, folder.resolve("emergency-" + word + ".wav"));
            announcement(folder, "emergency-" + word, spoken);
            Prompts.WHILE_RINGING.forEach(
                    name -> announcement(folder, word + "." + name, wav(files, word + "." + name)));
        }
    }

    private static void announcement(Path folder, String name, Path spoken) {
        copy(spoken, folder.resolve(name).resolve("1-announcement.wav"));
        new Tones(folder).ringing(name);
    }

    private static Path wav(Map<String, Path> files, String prompt) {
        return Path.of(Objects.requireNonNull(files.get(prompt)) + ".wav");
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BootException("sounds: " + to + " cannot be written", e);
        }
    }

    private static String voice(Language language, PromptSettings settings) {
        return settings.voices().getOrDefault(language, language.name().toLowerCase(Locale.ROOT));
    }

    private static Properties texts(String language) {
        try (var file = HouseSounds.class.getResourceAsStream("prompts-" + language + ".properties")) {
            var texts = new Properties();
            texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new IllegalStateException("prompts-" + language + ": unreadable (expected: in the program)", e);
        }
    }
}
