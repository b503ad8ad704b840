package org.permanence.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.practice.PracticeSource;

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
    private final Map<Name, PracticeSource> texts = new LinkedHashMap<>();

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
    Map<Name, PracticeSource> texts() {
        return texts;
    }

    /// Reads them on all processors: callers wait while a house starts.
    Map<Name, Value<PracticeSettings>> read(Shared shared) {
        Map<Name, Value<PracticeSettings>> read = new LinkedHashMap<>();
        for (Page page :
                files().parallelStream().map(file -> page(file, shared)).toList()) {
            problems.addAll(page.problems());
            ledger.addAll(page.ledger());
            page.text().ifPresent(source -> texts.put(page.name().orElseThrow(), source));
            page.name().ifPresent(name -> read.put(name, page.practice()));
        }
        if (read.isEmpty()) {
            problems.add(spot, "no practice", "a directory with at least one practice's file, such as les-lilas.yaml");
        }
        return read;
    }

    /// What one file comes to by itself.
    ///
    /// @param name empty where the file's name is no practice's
    private record Page(
            Optional<Name> name,
            Optional<PracticeSource> text,
            Value<PracticeSettings> practice,
            Problems problems,
            Ledger ledger) {}

    private Page page(Path file, Shared shared) {
        var found = new Problems();
        var said = new Ledger(found);
        String fileName = String.valueOf(file.getFileName());
        String usual = directory.getFileName() + "/" + Quoted.key(fileName);
        String stem = fileName.substring(0, fileName.length() - ".yaml".length());
        if (!Name.isName(stem)) {
            found.add(Spot.wholeFile(usual), "not a practice's name", "the practice's name and .yaml");
            return new Page(Optional.empty(), Optional.empty(), Value.unread(Spot.wholeFile(usual)), found, said);
        }
        var name = new Name(stem);
        Optional<Draft> draft = Optional.ofNullable(drafts.get(name));
        String shown = draft.map(Draft::shown).orElse(usual);
        var yaml = new YamlFile(file, shown, found);
        Optional<String> text = draft.map(drafted -> drafted.source().text()).or(yaml::text);
        Value<PracticeSettings> practice = text.flatMap(yaml::read)
                .map(section -> new PracticeReader(section, said, shared).read(name))
                .orElseGet(() -> Value.unread(Spot.wholeFile(shown)));
        return new Page(Optional.of(name), text.map(PracticeSource::new), practice, found, said);
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
