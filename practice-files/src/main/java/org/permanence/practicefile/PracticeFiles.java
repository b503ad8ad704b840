package org.permanence.practicefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.practice.PracticeSource;
import org.permanence.yaml.Name;
import org.permanence.yaml.Problems;
import org.permanence.yaml.SafeEcho;
import org.permanence.yaml.SourceLocation;
import org.permanence.yaml.Value;
import org.permanence.yaml.YamlFile;

/// The directory of practice files: one file for each practice, named after its id. Files that end in
/// `.example.yaml` are skipped. A draft is read in place of its file, whether the file exists or not.
public final class PracticeFiles {

    /// More files than this are probably a mistake in the path.
    private static final int MAX_FILES = 10_000;

    private final Path directory;
    private final SourceLocation location;
    private final ReferenceTable references;
    private final Problems problems;
    private final Map<Name, PracticeDraft> drafts;
    private final Map<Name, PracticeSource> sources = new LinkedHashMap<>();

    public PracticeFiles(
            Path directory,
            SourceLocation location,
            ReferenceTable references,
            Problems problems,
            Map<Name, PracticeDraft> drafts) {
        this.directory = directory;
        this.location = location;
        this.references = references;
        this.problems = problems;
        this.drafts = drafts;
    }

    public Path directory() {
        return directory;
    }

    /// The texts of the files that [#read] has read.
    public Map<Name, PracticeSource> sources() {
        return sources;
    }

    /// Reads the files in parallel, because a starting engine cannot take calls yet.
    public Map<Name, Value<PracticeFile>> read(PracticeDefaults defaults) {
        Map<Name, Value<PracticeFile>> read = new LinkedHashMap<>();
        for (ParsedPractice page : files().parallelStream()
                .map(file -> readPractice(file, defaults))
                .toList()) {
            problems.addAll(page.problems());
            references.addAll(page.references());
            page.source().ifPresent(source -> sources.put(page.name().orElseThrow(), source));
            page.name().ifPresent(name -> read.put(name, page.practice()));
        }
        if (read.isEmpty()) {
            problems.add(
                    location,
                    "no practice file",
                    "a directory with at least one practice file, such as les-lilas.yaml");
        }
        return read;
    }

    /// The result of reading one file.
    ///
    /// @param name empty if the name of the file is not a valid id
    private record ParsedPractice(
            Optional<Name> name,
            Optional<PracticeSource> source,
            Value<PracticeFile> practice,
            Problems problems,
            ReferenceTable references) {}

    private ParsedPractice readPractice(Path file, PracticeDefaults defaults) {
        var found = new Problems();
        var fileReferences = new ReferenceTable(found);
        String fileName = String.valueOf(file.getFileName());
        String defaultDisplayName = directory.getFileName() + "/" + SafeEcho.key(fileName);
        String stem = fileName.substring(0, fileName.length() - ".yaml".length());
        if (!Name.isName(stem)) {
            found.add(SourceLocation.wholeFile(defaultDisplayName), "not a name", "the id of the practice and .yaml");
            return new ParsedPractice(
                    Optional.empty(),
                    Optional.empty(),
                    Value.invalid(SourceLocation.wholeFile(defaultDisplayName)),
                    found,
                    fileReferences);
        }
        var name = new Name(stem);
        Optional<PracticeDraft> draft = Optional.ofNullable(drafts.get(name));
        String displayName = draft.map(PracticeDraft::displayName).orElse(defaultDisplayName);
        var yaml = new YamlFile(file, displayName, found);
        Optional<String> source = draft.map(drafted -> drafted.source().text()).or(yaml::readText);
        Value<PracticeFile> practice = source.flatMap(yaml::read)
                .map(section -> new PracticeReader(section, fileReferences, defaults).read(name))
                .orElseGet(() -> Value.invalid(SourceLocation.wholeFile(displayName)));
        return new ParsedPractice(Optional.of(name), source.map(PracticeSource::new), practice, found, fileReferences);
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(directory)) {
            Stream<Path> drafted = drafts.keySet().stream().map(name -> directory.resolve(name + ".yaml"));
            List<Path> files = Stream.concat(all.filter(PracticeFiles::isPracticeFile), drafted)
                    .distinct()
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (files.size() > MAX_FILES) {
                problems.add(location, "too many files", "at most " + MAX_FILES);
                return List.of();
            }
            return files;
        } catch (IOException _) {
            problems.add(
                    location,
                    "cannot be read",
                    "a directory this user may read"); // The exception message contains the path.
            return List.of();
        }
    }

    private static boolean isPracticeFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") && !name.endsWith(".example.yaml") && !name.startsWith(".");
    }
}
