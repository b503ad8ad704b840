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

/// The format as two readers see it: ours, and a short one in another language that was written from
/// `docs/recording-format.md`.
class OtherReaderTest {

    private static final Path VECTORS = Path.of("src/test/resources/seal");
    private static final int RANDOM_FILES = 100;

    @TempDir
    Path folder;

    @Test
    void ourReaderGivesWhatTheVectorsSay() throws Exception {
        var expected = lines(Files.readString(VECTORS.resolve("expected.txt")));
        for (var each : expected.entrySet()) {
            assertEquals(
                    each.getValue(),
                    SealVectors.told(Files.readAllBytes(VECTORS.resolve(each.getKey()))),
                    each::getKey);
        }
        assertEquals(18, expected.size());
    }

    @Test
    void theOtherReaderGivesWhatTheVectorsSay() throws Exception {
        var expected = lines(Files.readString(VECTORS.resolve("expected.txt")));
        assertEquals(onlyWhetherRefused(expected), onlyWhetherRefused(lines(node(VECTORS))));
    }

    @Test
    void bothReadersAgreeOnRandomRecordingsAndOnAlteredOnes() throws Exception {
        var chance = new Random(11);
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < RANDOM_FILES; i++) {
            byte[] file = Given.sealed(
                    Given.header(Given.FIRST), Given.key(1), Given.sound(chance.nextInt(chance.nextInt(1, 75_000))));
            write("whole-" + i, file, expected);
            byte[] bad = file.clone();
            bad[chance.nextInt(bad.length)] ^= (byte) (1 << chance.nextInt(8));
            write("altered-" + i, bad, expected);
            write("cut-" + i, Arrays.copyOf(file, chance.nextInt(file.length)), expected);
        }
        assertEquals(onlyWhetherRefused(expected), onlyWhetherRefused(lines(node(folder))));
        assertEquals(
                2 * RANDOM_FILES,
                expected.values().stream()
                        .filter(told -> told.startsWith("refused"))
                        .count());
    }

    private void write(String name, byte[] file, Map<String, String> expected) throws Exception {
        Files.write(folder.resolve(name + ".prec"), file);
        Files.writeString(
                folder.resolve(name + ".key"),
                HexFormat.of().formatHex(Given.key(1).bytes()));
        expected.put(name + ".prec", SealVectors.told(file));
    }

    private static String node(Path files) throws Exception {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "node"))),
                "skipped: no command node on this machine (Debian's package nodejs, 18 or newer)");
        var process = new ProcessBuilder("node", "src/test/node/read-recording.mjs", "--folder", files.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.endsWith("\n"), said);
        return said;
    }

    /// By the file's name, what was said of it.
    private static Map<String, String> lines(String said) {
        return said.lines()
                .map(line -> List.of(line.split(" ", 2)))
                .collect(Collectors.toMap(List::getFirst, List::getLast, (a, _) -> a, TreeMap::new));
    }

    private static Map<String, String> onlyWhetherRefused(Map<String, String> said) {
        var plainly = new TreeMap<>(said);
        plainly.replaceAll((_, told) -> told.startsWith("refused") ? "refused" : told.replace(", {", ",{"));
        return plainly;
    }
}
