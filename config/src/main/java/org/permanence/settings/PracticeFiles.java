package org.permanence.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.practice.PracticeText;

/// The directory of the practices: one file each, named after the practice. `….example.yaml` is nobody's practice.
/// A draft is read in its file's place, whether the file is there or not.
final class PracticeFiles {

    /// A house of ten thousand practices is a mistake in the path.
    private static final int MOST = 10_000;

    private final Path directory;
    private final Spot spot;
    private final Ledger ledger;
    private final Problems problems;
    private final Map<Name, Draft> drafts;
    private final Map<Name, PracticeText> texts = new LinkedHashMap<>();

    PracticeFiles(Path directory, Spot spot, Ledger ledger, Problems problems, Map<Name, Draft> drafts) {
        this.directory = directory;
        this.spot = spot;
        this.ledger = ledger;
        this.problems = problems;
        this.drafts = drafts;
    }

    Path directory() {
        return directory;
    }

    /// What the files said that [#read] has read.
    Map<Name, PracticeText> texts() {
        return texts;
    }

    Map<Name, Value<PracticeSettings>> read(Shared shared) {
        Map<Name, Value<PracticeSettings>> read = new LinkedHashMap<>();
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            String shown = directory.getFileName() + "/" + Quoted.key(name);
            String stem = name.substring(0, name.length() - ".yaml".length());
            if (!Name.isName(stem)) {
                problems.add(Spot.wholeFile(shown), "not a practice's name", "the practice's name and .yaml");
                continue;
            }
            read.put(new Name(stem), practice(new Name(stem), file, shown, shared));
        }
        if (read.isEmpty()) {
            problems.add(spot, "no practice", "a directory with at least one practice's file, such as les-lilas.yaml");
        }
        return read;
    }

    private Value<PracticeSettings> practice(Name name, Path file, String usual, Shared shared) {
        Optional<Draft> draft = Optional.ofNullable(drafts.get(name));
        String shown = draft.map(Draft::shown).orElse(usual);
        var yaml = new YamlFile(file, shown, problems);
        Optional<String> text = draft.map(said -> said.text().written()).or(yaml::text);
        text.ifPresent(said -> texts.put(name, new PracticeText(said)));
        return text.flatMap(yaml::read)
                .map(section -> new PracticeReader(section, ledger, shared).read(name))
                .orElseGet(() -> Value.unread(Spot.wholeFile(shown)));
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(directory)) {
            Stream<Path> drafted = drafts.keySet().stream().map(name -> directory.resolve(name + ".yaml"));
            List<Path> files = Stream.concat(all.filter(PracticeFiles::isPractice), drafted)
                    .distinct()
                    .sorted()
                    .limit(MOST + 1L)
                    .toList();
            if (files.size() > MOST) {
                problems.add(spot, "too many files", "at most " + MOST);
                return List.of();
            }
            return files;
        } catch (IOException _) {
            problems.add(spot, "cannot be read", "a directory this user may read"); // The reason repeats the path.
            return List.of();
        }
    }

    private static boolean isPractice(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") && !name.endsWith(".example.yaml") && !name.startsWith(".");
    }
}
