package org.permanence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;

/// Measures the time from the start of the engine's process to `/ready`, against a running Asterisk, with and
/// without a console, in turns. Arguments: an empty work directory and the file of the table.
final class StartBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
    private static final Duration LATEST = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration CONSOLE_STARTS = Duration.ofSeconds(4);
    private static final double MARK = 1.03;

    private StartBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Path.of(arguments[0]).toAbsolutePath();
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        try (var bare = LabInstallation.openWithoutEngine(
                        Files.createDirectories(work.resolve("without")), LabPlan.minimal());
                var console = LabInstallation.openWithoutEngine(
                        Files.createDirectories(work.resolve("with")),
                        LabPlan.minimal().withConsole())) {
            for (int round = -1; round < ROUNDS; round++) { // The first one makes keys and certificates.
                boolean bareFirst = round % 2 == 0;
                double first = startMillis(bareFirst ? bare : console);
                double second = startMillis(bareFirst ? console : bare);
                if (round >= 0) {
                    without[round] = bareFirst ? first : second;
                    with[round] = bareFirst ? second : first;
                    ratios[round] = with[round] / without[round];
                }
            }
        }
        table(Path.of(arguments[1]), without, with, ratios);
    }

    private static void table(Path file, double[] without, double[] with, double... ratios) throws IOException {
        double share = AccessTable.median(with) / AccessTable.median(without);
        new AccessTable(file)
                .add(
                        "start to ready with a console",
                        String.format(
                                Locale.ROOT,
                                "%.3f × the medians; pairs %s ×; with %s ms, without %s ms",
                                share,
                                AccessTable.spread("%.2f", ratios),
                                AccessTable.spread("%.0f", with),
                                AccessTable.spread("%.0f", without)),
                        "≤ 1.03 × without",
                        share <= MARK);
    }

    private static double startMillis(LabInstallation lab) throws InterruptedException {
        long begun = System.nanoTime();
        lab.launchEngine();
        while (!lab.isReady()) {
            if (System.nanoTime() - begun > LATEST.toNanos()) {
                throw new IllegalStateException(
                        "engine: not ready\n" + lab.engine().lastLogLines());
            }
            Thread.sleep(POLL);
        }
        double millis = (System.nanoTime() - begun) / 1e6;
        Thread.sleep(CONSOLE_STARTS);
        lab.engine().close();
        return millis;
    }
}
