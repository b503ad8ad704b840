package org.permanence.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares two readers of the format: ours, and a short one in JavaScript that was written from
/// `docs/recording-format.md`.
class IndependentReaderTest {

    private static final Path VECTORS = Path.of("src/test/resources/seal");
    private static final int RANDOM_FILES = 100;

    @TempDir
    Path folder;

    @Test
    void javaReaderMatchesTheVectors() throws Exception {
        var expected = lines(Files.readString(VECTORS.resolve("expected.txt")));
        for (var each : expected.entrySet()) {
            assertEquals(
                    each.getValue(),
                    SealVectors.resultOf(Files.readAllBytes(VECTORS.resolve(each.getKey()))),
                    each::getKey);
        }
        assertEquals(18, expected.size());
    }

    @Test
    void nodeReaderMatchesTheVectors() throws Exception {
        var expected = lines(Files.readString(VECTORS.resolve("expected.txt")));
        assertEquals(withoutReasons(expected), withoutReasons(lines(runNode(VECTORS))));
    }

    @Test
    void bothReadersAgreeOnRandomAndAlteredRecordings() throws Exception {
        var random = new Random(11);
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < RANDOM_FILES; i++) {
            byte[] file = SealFixture.seal(
                    SealFixture.header(SealFixture.FIRST),
                    SealFixture.key(1),
                    SealFixture.audio(random.nextInt(random.nextInt(1, 75_000))));
            write("whole-" + i, file, expected);
            byte[] bad = file.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            write("altered-" + i, bad, expected);
            write("cut-" + i, Arrays.copyOf(file, random.nextInt(file.length)), expected);
        }
        assertEquals(withoutReasons(expected), withoutReasons(lines(runNode(folder))));
        assertEquals(
                2 * RANDOM_FILES,
                expected.values().stream()
                        .filter(result -> result.startsWith("refused"))
                        .count());
    }

    private void write(String name, byte[] file, Map<String, String> expected) throws Exception {
        Files.write(folder.resolve(name + ".prec"), file);
        Files.writeString(
                folder.resolve(name + ".key"),
                HexFormat.of().formatHex(SealFixture.key(1).bytes()));
        expected.put(name + ".prec", SealVectors.resultOf(file));
    }

    private static String runNode(Path files) throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "node"))),
                "skipped: no command node on this machine (Debian's package nodejs, 18 or newer)");
        var process = new ProcessBuilder("node", "src/test/node/read-recording.mjs", "--folder", files.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.endsWith("\n"), output);
        return output;
    }

    /// The expected result of each file, by its name.
    private static Map<String, String> lines(String output) {
        return output.lines()
                .map(line -> List.of(line.split(" ", 2)))
                .collect(Collectors.toMap(List::getFirst, List::getLast, (a, _) -> a, TreeMap::new));
    }

    private static Map<String, String> withoutReasons(Map<String, String> results) {
        var plainly = new TreeMap<>(results);
        plainly.replaceAll((_, result) -> result.startsWith("refused") ? "refused" : result.replace(", {", ",{"));
        return plainly;
    }
}
