package org.permanence.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The project uses one vocabulary, in plain English: code, comments, documents, messages, scripts and settings.
class WordsTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> TEXTS = Set.of(
            "java",
            "md",
            "yaml",
            "yml",
            "xml",
            "sql",
            "sh",
            "conf",
            "properties",
            "json",
            "mjs",
            "prec",
            "txt",
            "ts",
            "tsx",
            "css",
            "html");

    private static final Set<String> NOT_OURS = Set.of(".git", ".permanence", "target", "node_modules");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/// Whoever calls is asked first.",
                "// nobody answers",
                "Tell somebody.",
                "the caller whom we ring",
                "the question is asked anew",
                "rung in vain",
                "Is it a matter of life?",
                "/// the assistant and her telephone",
                "/// she answers"
            })
    void aSentenceThatHidesWhoActsIsFound(String planted) {
        assertEquals(
                1, WordCheck.refusedWords("Planted.java", List.of("", planted)).size());
        assertTrue(WordCheck.refusedWords("Planted.java", List.of("", planted))
                .getFirst()
                .startsWith("Planted.java:2: "));
    }

    @Test
    void aSentenceThatNamesTheActorIsNotFound() {
        assertEquals(
                List.of(),
                WordCheck.refusedWords("Good.java", List.of("The engine rings another assistant.", "others, there")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QueueDesk",
                "WaitingRoom",
                "TeamBook",
                "MessageKit",
                "AgiWatch",
                "TextUtil",
                "CallHelper",
                "CallManager",
                "CallImpl"
            })
    void aNameThatSaysNothingIsRefused(String planted) {
        assertTrue(WordCheck.isRefusedName(planted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TeamQueue", "Watchdog", "RoomNumber", "Booking", "Bookings", "QueueEntry"})
    void aNameOfTheTradeIsNotRefused(String name) {
        assertFalse(WordCheck.isRefusedName(name));
    }

    @Test
    void noTextUsesARefusedWord() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : texts()) {
            found.addAll(WordCheck.refusedWords(PROJECT.relativize(file).toString(), Files.readAllLines(file)));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void noClassHasARefusedName() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Path file : javaFiles()) {
            WordCheck.declaredTypes(Files.readString(file)).stream()
                    .filter(WordCheck::isRefusedName)
                    .map(name -> PROJECT.relativize(file) + ": " + name)
                    .forEach(refused::add);
        }
        assertEquals(List.of(), refused);
    }

    @Test
    void noTwoClassesOfTheProductHaveTheSameName() throws IOException {
        Map<String, List<Path>> byName = javaFiles().stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
        assertEquals(List.of(), twice(byName));
    }

    @Test
    void aNameThatIsUsedTwiceIsFound() {
        assertEquals(
                List.of("Draft.java"),
                twice(Map.of(
                        "Draft.java", List.of(Path.of("a/Draft.java"), Path.of("b/Draft.java")),
                        "Leg.java", List.of(Path.of("a/Leg.java")))));
    }

    @Test
    void theCheckReadsTheWholeProject() throws IOException {
        assertTrue(texts().size() > 800);
    }

    private static List<String> twice(Map<String, List<Path>> byName) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static List<Path> javaFiles() throws IOException {
        return texts().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /// All texts of the checkout except test data from elsewhere, the licence and this check itself.
    private static List<Path> texts() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(Files::isRegularFile)
                    .filter(WordsTest::isOurs)
                    .filter(WordsTest::isText)
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        Path inside = PROJECT.relativize(file);
        for (Path part : inside) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return !inside.startsWith("engine/src/test/resources")
                && !inside.endsWith("WordCheck.java")
                && !inside.endsWith("WordsTest.java");
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        boolean isScript = PROJECT.relativize(file).startsWith("scripts")
                || PROJECT.relativize(file).startsWith(".ci");
        return isScript || (dot >= 0 && TEXTS.contains(name.substring(dot + 1)));
    }
}
