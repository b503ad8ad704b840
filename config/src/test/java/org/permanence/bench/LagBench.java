package org.permanence.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.permanence.bench.LagTelephones.Block;
import org.permanence.bench.LagTelephones.PlacedCall;
import org.permanence.lab.AsteriskTree;
import tools.jackson.databind.json.JsonMapper;

/// Measures the time from the caller's INVITE to the assistant's INVITE through a real Asterisk: the engine against
/// Asterisk's own `app_queue`, in alternating blocks, with 5 calls a second and 20 assistants, about 8 of them in a
/// call.
///
/// Measured for the engine: the shipped dialplan, FastAGI, reception, the queue entry and its assignment in one
/// transaction of H2 in a file, the AMI action, and Asterisk's own part. Left out: what callers hear before the
/// queue, greeting and emergency question ([org.permanence.boot.SilentEngine]). The rival answers and queues at
/// once, and stores nothing. Each side has its own Asterisk, so that no engine reads the rival's events.
///
/// Uncounted calls warm up both sides, because an engine runs for weeks. `-Dbench.blocks`, `-Dbench.calls` and
/// `-Dbench.warm` set the size; `-Dbench.jvm` adds options of the engine's JVM.
final class LagBench {

    private static final int BLOCKS = Integer.getInteger("bench.blocks", 6);
    private static final int CALLS = Integer.getInteger("bench.calls", 50);
    private static final int WARM_UP_CALLS = Integer.getInteger("bench.warm", 800);
    private static final Duration CALL_INTERVAL = Duration.ofMillis(200);
    private static final Duration TALK_TIME = Duration.ofMillis(1500);

    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<PlacedCall> engineCalls = new ArrayList<>();
    private final List<PlacedCall> baselineCalls = new ArrayList<>();
    private Duration engineCpu = Duration.ZERO;
    private Duration asteriskCpu = Duration.ZERO;
    private Duration baselineCpu = Duration.ZERO;

    private LagBench() {}

    /// Runs the benchmark and writes `target/bench/lag.json`.
    ///
    /// @param arguments an empty work directory
    public static void main(String[] arguments) throws IOException {
        var tree = AsteriskTree.find().orElseThrow(() -> new IllegalStateException(AsteriskTree.whyNotFound()));
        new LagBench().run(tree, Path.of(arguments[0]));
    }

    private void run(AsteriskTree tree, Path work) throws IOException {
        System.out.println("starting two Asterisks and the engine …");
        try (var telephones = new LagTelephones(LagInstallation.numbers());
                var lab = new LagInstallation(tree, work, telephones.contact()).open()) {
            json.put("bench", "lag");
            json.put("processors", Runtime.getRuntime().availableProcessors());
            json.put("loadBefore", load());
            System.out.printf(
                    Locale.ROOT,
                    "%d blocks of %d calls a side in turns, 5 calls/s, %d assistants, talks of %d ms; "
                            + "before, up to %d calls a side that do not count; load %.1f%n",
                    BLOCKS,
                    CALLS,
                    LagInstallation.ASSISTANTS,
                    TALK_TIME.toMillis(),
                    WARM_UP_CALLS,
                    load());
            int warmBaseline = call(telephones, "app_queue, warm-up", warmUpBlock(lab.baselinePort()))
                    .size();
            int warmEngine = call(telephones, "permanence, warm-up", warmUpBlock(lab.enginePort()))
                    .size();
            json.put("warmUpCalls", Map.of("appQueue", warmBaseline, "permanence", warmEngine));
            for (int i = 1; i <= BLOCKS; i++) {
                String block = ", block " + i + " of " + BLOCKS;
                Duration baseline = lab.baselineCpu();
                baselineCalls.addAll(call(telephones, "app_queue" + block, measuredBlock(lab.baselinePort())));
                baselineCpu = baselineCpu.plus(lab.baselineCpu().minus(baseline));
                Duration cpu = lab.engineCpu();
                Duration asterisk = lab.asteriskCpu();
                engineCalls.addAll(call(telephones, "permanence" + block, measuredBlock(lab.enginePort())));
                engineCpu = engineCpu.plus(lab.engineCpu().minus(cpu));
                asteriskCpu = asteriskCpu.plus(lab.asteriskCpu().minus(asterisk));
            }
            printTable();
            printBreakdown(new LagBreakdown(lab.journal()));
        }
        json.put("loadAfter", load());
        Path file = Path.of("target/bench/lag.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, JsonMapper.builder().build().writeValueAsString(json) + "\n");
        System.out.println("written: " + file);
    }

    /// Places calls as fast as they are answered, a few at once, so that a cold engine sets the pace.
    private static Block warmUpBlock(int exchange) {
        return new Block(
                exchange, WARM_UP_CALLS, Duration.ofMillis(10), Duration.ofMillis(100), 6, Duration.ofSeconds(30));
    }

    private static Block measuredBlock(int exchange) {
        return new Block(exchange, CALLS, CALL_INTERVAL, TALK_TIME, Integer.MAX_VALUE, Duration.ofMinutes(1));
    }

    private static List<PlacedCall> call(LagTelephones telephones, String label, Block block) throws IOException {
        List<PlacedCall> placed = telephones.placeCalls(block, calls -> {
            if (calls % 10 == 0) {
                System.err.printf(Locale.ROOT, "\r%s: %d of %d calls", label, calls, block.calls());
            }
        });
        System.err.printf(
                Locale.ROOT,
                "\r%s: %d calls, %d unanswered, %d refused, p50 %.2f ms, load %.1f%n",
                label,
                placed.size(),
                placed.stream().filter(one -> !one.hasRung()).count(),
                placed.stream().filter(PlacedCall::wasRefused).count(),
                quantile(sorted(placed), 0.5),
                load());
        if (placed.stream().noneMatch(PlacedCall::hasRung)) {
            throw new IllegalStateException("bench: no call of a block rang an assistant (expected: nearly all)");
        }
        return placed;
    }

    private void printTable() {
        double[] engineMillis = sorted(engineCalls);
        double[] baselineMillis = sorted(baselineCalls);
        System.out.printf(Locale.ROOT, "%nms from INVITE to INVITE, load %.1f%n", load());
        System.out.printf(
                Locale.ROOT,
                "  %-12s %6s %12s %8s %8s %8s %8s%n",
                "",
                "calls",
                "unanswered",
                "p50",
                "p90",
                "p99",
                "most");
        json.put("appQueue", printRow("app_queue", baselineCalls, baselineMillis));
        json.put("permanence", printRow("permanence", engineCalls, engineMillis));
        System.out.printf(Locale.ROOT, "  %-12s %6s %12s", "ratio", "", "");
        Map<String, Object> ratio = new LinkedHashMap<>();
        for (double quantile : new double[] {0.5, 0.9, 0.99, 1}) {
            double ratioAtQuantile = quantile(engineMillis, quantile) / quantile(baselineMillis, quantile);
            ratio.put(name(quantile), rounded(ratioAtQuantile));
            System.out.printf(Locale.ROOT, " %8.2f", ratioAtQuantile);
        }
        System.out.println();
        json.put("ratio", ratio);
        printCpu();
        for (double quantile : new double[] {0.5, 0.99}) {
            boolean reached = quantile(engineMillis, quantile) <= quantile(baselineMillis, quantile);
            System.out.printf("mark, at most app_queue's %s: %s%n", name(quantile), reached ? "reached" : "missed");
            json.put(name(quantile) + "Reached", reached);
        }
    }

    private void printCpu() {
        double engine = millis(engineCpu) / engineCalls.size();
        double asterisk = millis(asteriskCpu) / engineCalls.size();
        double baseline = millis(baselineCpu) / baselineCalls.size();
        json.put("engineCpuMillisACall", rounded(engine));
        json.put("asteriskCpuMillisACall", rounded(asterisk));
        json.put("appQueueCpuMillisACall", rounded(baseline));
        System.out.printf(
                Locale.ROOT,
                "CPU, ms a call, talk without audio and end included: engine %.1f, its Asterisk %.1f, app_queue %.1f%n",
                engine,
                asterisk,
                baseline);
    }

    private static Map<String, Object> printRow(String name, List<PlacedCall> placed, double[] sorted) {
        int unanswered = placed.size() - sorted.length;
        System.out.printf(Locale.ROOT, "  %-12s %6d %12d", name, placed.size(), unanswered);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("calls", placed.size());
        row.put("unanswered", unanswered);
        for (double quantile : new double[] {0.5, 0.9, 0.99, 1}) {
            System.out.printf(Locale.ROOT, " %8.2f", quantile(sorted, quantile));
            row.put(name(quantile), rounded(quantile(sorted, quantile)));
        }
        System.out.println();
        return row;
    }

    private void printBreakdown(LagBreakdown breakdown) {
        System.out.printf(Locale.ROOT, "%n  %-46s %6s %8s %8s%n", "where ours goes, ms", "calls", "p50", "p99");
        Map<String, Object> parts = new LinkedHashMap<>();
        breakdown.parts(engineCalls).forEach((name, times) -> {
            double[] sorted =
                    times.stream().mapToDouble(LagBench::millis).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "  %-46s %6d %8.2f %8.2f%n",
                    name,
                    sorted.length,
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.99));
            parts.put(name, Map.of("p50", rounded(quantile(sorted, 0.5)), "p99", rounded(quantile(sorted, 0.99))));
        });
        json.put("parts", parts);
    }

    private static double[] sorted(List<PlacedCall> placed) {
        return placed.stream()
                .filter(PlacedCall::hasRung)
                .mapToDouble(call -> millis(call.lag()))
                .sorted()
                .toArray();
    }

    private static double quantile(double[] sorted, double quantile) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (sorted.length * quantile))];
    }

    private static String name(double quantile) {
        return quantile == 1 ? "most" : "p" + Math.round(quantile * 100);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static double load() {
        return rounded(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
