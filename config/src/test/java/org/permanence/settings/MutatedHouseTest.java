package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.permanence.settings.SettingsReader.Result.Invalid;
import org.permanence.settings.SettingsReader.Result.Valid;
import org.permanence.testing.Fixtures;

/// Whatever a file holds, it is told, never thrown, and nobody's number is in what is told.
class MutatedHouseTest {

    /// Bits of YAML and of settings, put where they do not belong.
    private static final List<String> SPLINTERS = List.of(
            "",
            ":",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!!int ",
            "|",
            ">",
            "\t",
            "\n",
            "\n\n  ",
            "---\n",
            "...",
            "%YAML 1.1\n",
            "\u0000",
            "\u0007",
            "\uFEFF",
            "\u2028",
            "é",
            "\uD83D\uDE00",
            "null",
            "~",
            "true",
            "-1",
            "99999999999999999999",
            "1e9",
            "0x1F",
            "127.0.0.1",
            "::1",
            "[::]:0",
            "+33199000742",
            "24:00-24:00",
            "<<: ",
            "? ",
            ",",
            "x".repeat(2000));

    private static final Path DIRECTORY = temporary();
    private static final HouseOnDisk HOUSE = new HouseOnDisk(DIRECTORY);

    @AfterContainer
    static void swept() throws IOException {
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 200)
    void aMutatedFileIsReadOrTold(@ForAll long seed, @ForAll boolean inPractice) {
        String file = inPractice ? "practices/les-lilas.yaml" : "house.yaml";
        String whole = HOUSE.text(file);
        HOUSE.write(file, mutated(whole, new Random(seed)));

        try {
            assertTold(HOUSE.read());
        } finally {
            HOUSE.write(file, whole);
        }
    }

    private static void assertTold(SettingsReader.Result result) {
        switch (result) {
            case Valid _ -> {} // A comment, or a text that may be anything.
            case Invalid(List<Problem> problems) -> {
                assertFalse(problems.isEmpty());
                problems.forEach(
                        problem -> assertFalse(problem.toString().contains(Fixtures.NUMBERS), problem::toString));
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("mutated-house");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int times = 1 + random.nextInt(5);
        for (int i = 0; i < times; i++) {
            int start = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), start + random.nextInt(random.nextBoolean() ? 4 : 200));
            mutated.replace(start, end, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
        }
        return mutated.toString();
    }
}
