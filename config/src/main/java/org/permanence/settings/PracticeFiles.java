package org.permanence.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The directory of the practices: one file each, named after the practice. `….example.yaml` is nobody's practice.
final class PracticeFiles {

    /// A house of ten thousand practices is a mistake in the path.
    private static final int MOST = 10_000;

    private final Path directory;
    private final Spot spot;
    private final Ledger ledger;
    private final Problems problems;

    PracticeFiles(Path directory, Spot spot, Ledger ledger, Problems problems) {
        this.directory = directory;
        this.spot = spot;
        this.ledger = ledger;
        this.problems = problems;
    }

    Map<Name, Value<PracticeSettings>> read(Value<HouseIdentity> identity) {
        Map<Name, Value<PracticeSettings>> read = new LinkedHashMap<>();
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName());
            String shown = directory.getFileName() + "/" + Quoted.key(name);
            String stem = name.substring(0, name.length() - ".yaml".length());
            if (!Name.isName(stem)) {
                problems.add(Spot.wholeFile(shown), "not a practice's name", "the practice's name and .yaml");
                continue;
            }
            Value<PracticeSettings> practice = new YamlFile(file, shown, problems)
                    .read()
                    .map(section -> new PracticeReader(section, ledger, identity).read(new Name(stem)))
                    .orElseGet(() -> Value.unread(Spot.wholeFile(shown)));
            read.put(new Name(stem), practice);
        }
        if (read.isEmpty()) {
            problems.add(spot, "no practice", "a directory with at least one practice's file, such as les-lilas.yaml");
        }
        return read;
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> files = all.filter(PracticeFiles::isPractice)
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
