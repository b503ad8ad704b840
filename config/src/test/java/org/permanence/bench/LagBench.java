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
import org.permanence.bench.LagTelephones.Placed;
import org.permanence.lab.AsteriskTree;
import tools.jackson.databind.json.JsonMapper;

/// From the caller's INVITE to the assistant's INVITE through a real Asterisk: this house beside Asterisk's own
/// `app_queue`, in blocks that take turns, 5 calls a second, 20 assistants of whom about 8 talk.
///
/// Measured of ours: the shipped dialplan, FastAGI, the reception, the place in the queue and the match in one
/// transaction of H2 in a file, the order by AMI, and Asterisk's part of all that. Left out: what the caller would
/// hear before the queue, greeting and emergency question ([org.permanence.boot.SilentEngine]). The rival answers,
/// and queues at once; it keeps nothing anywhere. Each has an Asterisk of its own, so that the rival's sends its
/// events to nobody.
///
/// Both are warmed by calls that do not count: an engine runs for weeks. `-Dbench.blocks`, `-Dbench.calls` and
/// `-Dbench.warm` set the size, `-Dbench.jvm` adds options of the engine's virtual machine.
final class LagBench {

    private static final int BLOCKS = Integer.getInteger("bench.blocks", 6);
    private static final int CALLS = Integer.getInteger("bench.calls", 50);
    private static final int WARM = Integer.getInteger("bench.warm", 800);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration TALK = Duration.ofMillis(1500);

    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Placed> ours = new ArrayList<>();
    private final List<Placed> rivals = new ArrayList<>();
    private Duration engineCpu = Duration.ZERO;

    private LagBench() {}

    /// Runs it, and writes `target/bench/lag.json`.
    ///
    /// @param words a work directory, which is empty
    public static void main(String[] words) throws IOException {
        var tree = AsteriskTree.find().orElseThrow(() -> new IllegalStateException(AsteriskTree.absence()));
        new LagBench().run(tree, Path.of(words[0]));
    }

    private void run(AsteriskTree tree, Path work) throws IOException {
        System.out.println("starting two Asterisks and the engine …");
        try (var telephones = new LagTelephones(LagHouse.numbers());
                var house = new LagHouse(tree, work, telephones.contact()).open()) {
            json.put("bench", "lag");
            json.put("processors", Runtime.getRuntime().availableProcessors());
            json.put("loadBefore", load());
            System.out.printf(
                    Locale.ROOT,
                    "%d blocks of %d calls a side in turns, 5 calls/s, %d assistants, talks of %d ms; "
                            + "before, up to %d calls a side that do not count; load %.1f%n",
                    BLOCKS,
                    CALLS,
                    LagHouse.ASSISTANTS,
                    TALK.toMillis(),
                    WARM,
                    load());
            int warmRivals = call(telephones, "app_queue, warm-up", warm(house.rivalsPort()))
                    .size();
            int warmOurs = call(telephones, "permanence, warm-up", warm(house.oursPort()))
                    .size();
            json.put("warmUpCalls", Map.of("appQueue", warmRivals, "permanence", warmOurs));
            for (int i = 1; i <= BLOCKS; i++) {
                String block = ", block " + i + " of " + BLOCKS;
                rivals.addAll(call(telephones, "app_queue" + block, measured(house.rivalsPort())));
                Duration cpu = house.engineCpu();
                ours.addAll(call(telephones, "permanence" + block, measured(house.oursPort())));
                engineCpu = engineCpu.plus(house.engineCpu().minus(cpu));
            }
            table();
            stations(new LagStations(house.journal()));
        }
        json.put("loadAfter", load());
        Path file = Path.of("target/bench/lag.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, JsonMapper.builder().build().writeValueAsString(json) + "\n");
        System.out.println("written: " + file);
    }

    /// As fast as they are answered, few at once: a cold engine sets the pace.
    private static Block warm(int exchange) {
        return new Block(exchange, WARM, Duration.ofMillis(10), Duration.ofMillis(100), 6, Duration.ofSeconds(30));
    }

    private static Block measured(int exchange) {
        return new Block(exchange, CALLS, EVERY, TALK, Integer.MAX_VALUE, Duration.ofMinutes(1));
    }

    private static List<Placed> call(LagTelephones telephones, String what, Block block) throws IOException {
        List<Placed> placed = telephones.call(block, calls -> {
            if (calls % 10 == 0) {
                System.err.printf(Locale.ROOT, "\r%s: %d of %d calls", what, calls, block.calls());
            }
        });
        System.err.printf(
                Locale.ROOT,
                "\r%s: %d calls, %d rang nobody, %d refused, p50 %.2f ms, load %.1f%n",
                what,
                placed.size(),
                placed.stream().filter(one -> !one.hasRung()).count(),
                placed.stream().filter(Placed::wasRefused).count(),
                at(sorted(placed), 0.5),
                load());
        return placed;
    }

    private void table() {
        double[] us = sorted(ours);
        double[] them = sorted(rivals);
        System.out.printf(Locale.ROOT, "%nms from INVITE to INVITE, load %.1f%n", load());
        System.out.printf(
                Locale.ROOT,
                "  %-12s %6s %12s %8s %8s %8s %8s%n",
                "",
                "calls",
                "rang nobody",
                "p50",
                "p90",
                "p99",
                "most");
        json.put("appQueue", row("app_queue", rivals, them));
        json.put("permanence", row("permanence", ours, us));
        System.out.printf(Locale.ROOT, "  %-12s %6s %12s", "ratio", "", "");
        Map<String, Object> ratio = new LinkedHashMap<>();
        for (double quantile : new double[] {0.5, 0.9, 0.99, 1}) {
            double times = at(us, quantile) / at(them, quantile);
            ratio.put(name(quantile), rounded(times));
            System.out.printf(Locale.ROOT, " %8.2f", times);
        }
        System.out.println();
        json.put("ratio", ratio);
        double cpu = millis(engineCpu) / ours.size();
        json.put("engineCpuMillisACall", rounded(cpu));
        System.out.printf(Locale.ROOT, "the engine's CPU: %.1f ms a call, talk and end included%n", cpu);
        for (double quantile : new double[] {0.5, 0.99}) {
            boolean reached = at(us, quantile) <= at(them, quantile);
            System.out.printf("mark, at most app_queue's %s: %s%n", name(quantile), reached ? "reached" : "missed");
            json.put(name(quantile) + "Reached", reached);
        }
    }

    private static Map<String, Object> row(String name, List<Placed> placed, double[] sorted) {
        int nobody = placed.size() - sorted.length;
        System.out.printf(Locale.ROOT, "  %-12s %6d %12d", name, placed.size(), nobody);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("calls", placed.size());
        row.put("rangNobody", nobody);
        for (double quantile : new double[] {0.5, 0.9, 0.99, 1}) {
            System.out.printf(Locale.ROOT, " %8.2f", at(sorted, quantile));
            row.put(name(quantile), rounded(at(sorted, quantile)));
        }
        System.out.println();
        return row;
    }

    private void stations(LagStations stations) {
        System.out.printf(Locale.ROOT, "%n  %-46s %6s %8s %8s%n", "where ours goes, ms", "calls", "p50", "p99");
        Map<String, Object> part = new LinkedHashMap<>();
        stations.parts(ours).forEach((name, times) -> {
            double[] sorted =
                    times.stream().mapToDouble(LagBench::millis).sorted().toArray();
            System.out.printf(
                    Locale.ROOT, "  %-46s %6d %8.2f %8.2f%n", name, sorted.length, at(sorted, 0.5), at(sorted, 0.99));
            part.put(name, Map.of("p50", rounded(at(sorted, 0.5)), "p99", rounded(at(sorted, 0.99))));
        });
        json.put("stations", part);
    }

    private static double[] sorted(List<Placed> placed) {
        return placed.stream()
                .filter(Placed::hasRung)
                .mapToDouble(call -> millis(call.lag()))
                .sorted()
                .toArray();
    }

    private static double at(double[] sorted, double quantile) {
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
