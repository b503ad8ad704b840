package org.permanence.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.settings.SettingsReader.Result.Invalid;
import org.permanence.settings.SettingsReader.Result.Valid;
import org.permanence.testing.Fixtures;
import org.permanence.yaml.Problem;

/// A broken file causes problems, never an exception, and no problem contains a telephone number.
class MutatedSettingsTest {

    /// Fragments of YAML and of settings, inserted at random.
    private static final List<String> FRAGMENTS = List.of(
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

    private static final int ROUNDS = 200;

    @ParameterizedTest
    @ValueSource(strings = {"permanence.yaml", "practices/les-lilas.yaml"})
    void mutatedFileIsReadOrReported(String file, @TempDir Path directory) {
        var installation = new InstallationOnDisk(directory);
        String original = installation.text(file);
        for (int seed = 0; seed < ROUNDS; seed++) {
            installation.write(file, mutated(original, new Random(seed)));

            assertReported(installation.read(), seed);
        }
    }

    private static void assertReported(SettingsReader.Result result, int seed) {
        switch (result) {
            case Valid _ -> {} // The mutation hit a comment or a free text.
            case Invalid(List<Problem> problems) -> {
                assertFalse(problems.isEmpty(), "seed " + seed);
                problems.forEach(problem -> assertFalse(
                        problem.toString().contains(Fixtures.NUMBER_PREFIX), () -> "seed " + seed + ": " + problem));
            }
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        int mutations = 1 + random.nextInt(5);
        for (int i = 0; i < mutations; i++) {
            int start = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), start + random.nextInt(random.nextBoolean() ? 4 : 200));
            mutated.replace(start, end, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return mutated.toString();
    }
}
