package org.permanence.prompts;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.permanence.adapter.audio.PromptException;
import org.permanence.adapter.audio.PromptRenderer;
import org.permanence.adapter.audio.PromptText;
import org.permanence.adapter.audio.Tones;
import org.permanence.call.Prompt;
import org.permanence.durable.DurableDirectory;
import org.permanence.durable.FileGroup;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.practice.Practice;
import org.permanence.practice.Prompts;
import org.permanence.practice.SpokenWaitEstimate;
import org.permanence.practicefile.LocalizedPrompt;
import org.permanence.practicefile.PracticeFile;
import org.permanence.practicefile.PracticeTexts;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.PromptSettings;
import org.permanence.triage.Urgency;

/// The sound files of all prompts, rendered before the first call: those of the practices, those of the engine, the
/// hold music, and what the dialplan plays while the engine is down.
public final class PromptLibrary implements PromptFiles {

    /// Prefix of the questions to a doctor on call, by urgency.
    private static final String ACCEPT_PREFIX = "accept-";

    private final PromptRenderer renderer;
    private final PromptSettings settings;
    private final Map<String, Path> files;

    private PromptLibrary(PromptRenderer renderer, PromptSettings settings, Map<String, Path> files) {
        this.renderer = renderer;
        this.settings = settings;
        this.files = new ConcurrentHashMap<>(files);
    }

    /// Renders what is missing in a directory.
    ///
    /// @param progress receives the number of finished prompts and the total
    public static PromptLibrary prepare(
            InstallationSettings settings, Path directory, BiConsumer<Integer, Integer> progress) {
        List<PromptText> prompts = new ArrayList<>();
        for (Language language : Language.values()) {
            prompts.addAll(commonPrompts(language, settings.prompts()));
        }
        settings.practiceFiles().values().forEach(file -> prompts.addAll(practicePrompts(file, settings.prompts())));
        FileGroup readers = settings.asterisk().group();
        openDirectory(directory, readers);
        var renderer = new PromptRenderer(
                directory.resolve("spoken"), readers, settings.prompts().command());
        Map<String, Path> files =
                new HashMap<>(renderer.render(prompts, done -> progress.accept(done, prompts.size())));
        var tones = new Tones(directory, readers);
        new FallbackAnnouncements(directory, readers, tones).write(files);
        tones.music("hold");
        files.put(Prompts.TONE.name(), tones.tone());
        files.put(Prompts.SILENCE.name(), tones.silence());
        return new PromptLibrary(renderer, settings.prompts(), files);
    }

    /// Renders a revision of a practice's prompts. Earlier revisions stay available to running calls.
    ///
    /// @return why the prompts could not be rendered; empty on success
    public Optional<String> renderPractice(PracticeFile file) {
        try {
            files.putAll(renderer.render(practicePrompts(file, settings), _ -> {}));
            return Optional.empty();
        } catch (PromptException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public String path(Prompt prompt) {
        return Objects.requireNonNull(
                        files.get(prompt.name()), () -> "prompt: " + prompt.name() + " (expected: rendered)")
                .toString();
    }

    private static List<PromptText> commonPrompts(Language language, PromptSettings settings) {
        String languageCode = language.name().toLowerCase(Locale.ROOT);
        Properties texts = loadTexts(languageCode);
        List<PromptText> all = new ArrayList<>();
        for (String name : texts.stringPropertyNames()) {
            String text = texts.getProperty(name);
            List<Integer> numbers = numbered(name);
            if (numbers.isEmpty() && !name.startsWith(ACCEPT_PREFIX)) {
                all.add(spoken(languageCode, name, text, language, settings));
            }
            numbers.stream()
                    .filter(count -> !texts.containsKey(name + "-" + count)) // It has its own text.
                    .forEach(count -> all.add(
                            spoken(languageCode, name + "-" + count, numbered(text, count), language, settings)));
        }
        return all;
    }

    /// The numbers for which a text is rendered.
    private static List<Integer> numbered(String text) {
        return switch (text) {
            case "position" ->
                IntStream.rangeClosed(1, Prompts.LAST_SPOKEN_POSITION).boxed().toList();
            case "language-offer" ->
                Languages.SELECTION_KEYS
                        .chars()
                        .mapToObj(key -> Character.digit(key, 10))
                        .toList();
            case "wait-under" ->
                SpokenWaitEstimate.MINUTES.stream()
                        .filter(minutes -> minutes <= SpokenWaitEstimate.MAX_WITHOUT_MINIMUM)
                        .toList();
            case "wait-from" -> SpokenWaitEstimate.MINUTES.subList(0, SpokenWaitEstimate.MINUTES.size() - 1);
            case "wait-to" -> SpokenWaitEstimate.MINUTES.subList(1, SpokenWaitEstimate.MINUTES.size());
            default -> List.of();
        };
    }

    private static String numbered(String text, int count) {
        String number = Integer.toString(count);
        return text.replace("{position}", number)
                .replace("{hours}", number)
                .replace("{minutes}", number)
                .replace("{key}", number);
    }

    private static PromptText spoken(
            String languageCode, String name, String text, Language language, PromptSettings settings) {
        String prompt = languageCode + "." + name;
        Optional<Path> recording = settings.directory()
                .map(directory -> directory.resolve(prompt + ".wav"))
                .filter(Files::isReadable);
        return new PromptText(new Prompt(prompt), voice(language, settings), text, recording);
    }

    private static List<PromptText> practicePrompts(PracticeFile file, PromptSettings settings) {
        Practice practice = file.practice();
        PracticeTexts texts = file.texts();
        List<PromptText> rendered = new ArrayList<>();
        for (Language language : practice.languages().offered()) {
            Prompts prompts = practice.promptsIn(language);
            String voice = voice(language, settings);
            rendered.add(spoken(prompts.greeting(), voice, texts.greeting().inLanguage(language)));
            rendered.add(
                    spoken(prompts.closed(), voice, texts.closedAnnouncement().inLanguage(language)));
            texts.questions()
                    .forEach((name, localizedPrompt) ->
                            rendered.add(spoken(prompts.question(name), voice, localizedPrompt.inLanguage(language))));
            if (prompts.own() && practice.mayAskToAccept()) {
                rendered.addAll(acceptQuestions(prompts, voice, file));
            }
        }
        return rendered;
    }

    /// The questions to a doctor on call: whether they accept a call or unread messages of the practice.
    private static List<PromptText> acceptQuestions(Prompts prompts, String voice, PracticeFile file) {
        Practice practice = file.practice();
        Properties texts = loadTexts(practice.language().name().toLowerCase(Locale.ROOT));
        Map<Prompt, String> questions = new HashMap<>();
        for (Urgency urgency : Urgency.values()) {
            questions.put(
                    prompts.onCallQuestion(urgency),
                    texts.getProperty(ACCEPT_PREFIX + urgency.name().toLowerCase(Locale.ROOT)));
        }
        if (practice.messages().alertsOnCall()) {
            questions.put(
                    prompts.unreadQuestion(),
                    unreadQuestion(texts, practice.messages().unreadAfter()));
        }
        return questions.entrySet().stream()
                .map(question -> new PromptText(
                        question.getKey(),
                        voice,
                        question.getValue()
                                .replace("{practice}", file.texts().name().text()),
                        Optional.empty()))
                .toList();
    }

    /// States the practice's time limit, which is true for every overdue message.
    private static String unreadQuestion(Properties texts, Duration readWithin) {
        boolean inHours = readWithin.compareTo(Duration.ofHours(2)) >= 0;
        return inHours
                ? numbered(texts.getProperty(ACCEPT_PREFIX + "unread-hours"), (int) readWithin.toHours())
                : numbered(texts.getProperty(ACCEPT_PREFIX + "unread-minutes"), (int) readWithin.toMinutes());
    }

    private static PromptText spoken(Prompt prompt, String voice, LocalizedPrompt localizedPrompt) {
        return new PromptText(prompt, voice, localizedPrompt.text().text(), localizedPrompt.recording());
    }

    private static void openDirectory(Path directory, FileGroup readers) {
        try {
            DurableDirectory.create(directory);
            readers.mayList(directory);
        } catch (IOException e) {
            throw new PromptException("prompts: directory not created (expected: free space and permission)", e);
        }
    }

    private static String voice(Language language, PromptSettings settings) {
        return settings.voices().getOrDefault(language, language.name().toLowerCase(Locale.ROOT));
    }

    private static Properties loadTexts(String language) {
        try (var file = PromptLibrary.class.getResourceAsStream("prompts-" + language + ".properties")) {
            var texts = new Properties();
            texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new IllegalStateException("prompts-" + language + ": unreadable (expected: in the program)", e);
        }
    }
}
