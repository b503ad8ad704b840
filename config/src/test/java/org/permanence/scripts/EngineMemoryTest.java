package org.permanence.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The memory of the engine is limited by `scripts/lib/engine.options`, whatever the machine has.
@Timeout(120)
class EngineMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    /// A quarter of the memory of most machines, which is the JVM's own limit, is more.
    private static final int MORE_THAN_THE_LIMIT = 1_200;

    /// The status at which the launcher starts the engine again (SupervisedEngineTest).
    private static final int OUT_OF_MEMORY = 3;

    @Test
    void engineThatNeedsMoreThanTheLimitEndsWithTheStatusThatStartsItAgain() throws Exception {
        Process engine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@../scripts/lib/engine.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FillsMemory.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertTrue(engine.waitFor(60, TimeUnit.SECONDS), "the engine ends");
        assertEquals(OUT_OF_MEMORY, engine.exitValue());
    }

    /// Stands for the engine.
    static final class FillsMemory {

        private FillsMemory() {}

        public static void main(String[] arguments) {
            List<byte[]> kept = new ArrayList<>();
            while (kept.size() < MORE_THAN_THE_LIMIT) {
                kept.add(new byte[MEGABYTE]);
            }
            System.out.println(kept.size());
        }
    }
}
