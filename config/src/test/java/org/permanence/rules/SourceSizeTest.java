package org.permanence.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Sizes that a reader can follow: a file has at most 400 lines (a test 600), a method at most 60, a package at
/// most 36 files. Package `seal` may be larger, because its key bytes are package-private on purpose.
class SourceSizeTest {

    private static final Path PROJECT_ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "engine",
            "practice-files",
            "dialplan",
            "telephony-adapters/asterisk",
            "telephony-adapters/console",
            "config");

    /// A line that opens a method's or a constructor's body, as the formatter lays it out: one level in, and not a
    /// type.
    private static final Pattern METHOD = Pattern.compile(
            "^( {4}| {8})(?!.*\\b(class|record|enum|interface|new|return|switch)\\b)[A-Za-z@<].*\\(.*\\) ?.*\\{$");

    @Test
    void filesStayWithinTheLineLimit() throws IOException {
        assertEquals(List.of(), filesLongerThan("src/main/java", 400));
        assertEquals(List.of(), filesLongerThan("src/test/java", 600));
    }

    @Test
    void packagesStayWithinTheFileLimit() throws IOException {
        Map<Path, Long> sizes = files("src/main/java").stream()
                .collect(
                        Collectors.groupingBy(file -> Objects.requireNonNull(file.getParent()), Collectors.counting()));
        assertEquals(
                List.of(),
                sizes.entrySet().stream()
                        .filter(size -> size.getValue() > 36 && !size.getKey().endsWith("seal"))
                        .map(size -> PROJECT_ROOT.relativize(size.getKey()) + ": " + size.getValue())
                        .toList());
    }

    @Test
    void methodsStayWithinTheLineLimit() throws IOException {
        List<String> longMethods = new ArrayList<>();
        for (Path file : files("src/main/java")) {
            List<String> lines = Files.readAllLines(file);
            for (int start = 0; start < lines.size(); start++) {
                if (METHOD.matcher(lines.get(start)).matches() && methodLength(lines, start) > 60) {
                    longMethods.add(PROJECT_ROOT.relativize(file) + ":" + (start + 1));
                }
            }
        }
        assertEquals(List.of(), longMethods);
    }

    @Test
    void sourceFilesAreFound() throws IOException {
        assertTrue(files("src/main/java").size() > 100);
    }

    /// Lines up to the brace that closes at the same depth as the method began.
    private static int methodLength(List<String> lines, int start) {
        String indent = lines.get(start)
                .substring(
                        0,
                        lines.get(start).length()
                                - lines.get(start).stripLeading().length());
        for (int end = start + 1; end < lines.size(); end++) {
            if (lines.get(end).startsWith(indent + "}")) {
                return end - start + 1;
            }
        }
        return 0;
    }

    private static List<String> filesLongerThan(String folder, int limit) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files(folder)) {
            try (Stream<String> lines = Files.lines(file)) {
                if (lines.count() > limit) {
                    tooLong.add(PROJECT_ROOT.relativize(file).toString());
                }
            }
        }
        return tooLong;
    }

    private static List<Path> files(String folder) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(PROJECT_ROOT.resolve(module).resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }
}
