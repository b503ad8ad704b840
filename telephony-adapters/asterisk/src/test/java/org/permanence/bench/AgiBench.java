package org.permanence.bench;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// FastAGI compared with a bare Netty echo and Asterisk-Java: CPU for each command, and ten thousand open calls.
///
/// Each server runs in its own JVM, and only that JVM's CPU time is measured; the load comes from this JVM. The
/// servers take turns, `rounds` times; the figures are medians. `-Dbench.jvm` sets the flags of the servers' JVMs,
/// `-Dbench.rounds`, `-Dbench.millis`, `-Dbench.warm` and `-Dbench.open` the size. "Waits" is how often a server
/// thread went to sleep per command.
final class AgiBench {

    private static final int CONCURRENT = 100;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 15);
    private static final int MILLIS = Integer.getInteger("bench.millis", 1000);
    private static final int WARM = Integer.getInteger("bench.warm", 400_000);
    private static final int OPEN = Integer.getInteger("bench.open", 10_000);
    private static final String JVM = System.getProperty(
            "bench.jvm",
            "-XX:+UseZGC -XX:+UseCompactObjectHeaders -Xmx1g --enable-native-access=ALL-UNNAMED -Djdk.virtualThreadScheduler.parallelism=1");
    private static final List<String> KINDS = List.of(
            System.getProperty("bench.kinds", "echo,permanence,asterisk-java").split(",", -1));

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final String environment = environment();
    private final Map<String, Object> json = new LinkedHashMap<>();

    private AgiBench() {}

    public static void main(String[] arguments) throws IOException {
        AgiBench bench = new AgiBench();
        bench.run();
        System.exit(0);
    }

    private void run() throws IOException {
        System.out.println("servers' JVM: " + JVM + "; medians of " + ROUNDS + " rounds of " + MILLIS + " ms");
        json.put("jvm", JVM);
        json.put("rounds", ROUNDS);
        json.put("processors", Runtime.getRuntime().availableProcessors());
        List<ServerProcess> targets = new ArrayList<>();
        for (String kind : KINDS) {
            targets.add(new ServerProcess(kind));
        }
        cpu("dialogue", "CPU us a command, 100 dialogues without think time", targets);
        cpu("calls", "CPU us a command, 100 calls at once, of ten commands, each a connection", targets);
        targets.forEach(ServerProcess::end);
        if (OPEN > 0) {
            for (String kind : KINDS) {
                if (!kind.equals("echo")) {
                    open(new ServerProcess(kind));
                }
            }
        }
        Path file = Path.of("target/bench/agi.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, json(json) + "\n");
        System.out.println("written: " + file);
    }

    private void cpu(String name, String title, List<ServerProcess> targets) {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        Map<String, List<Double>> waits = new LinkedHashMap<>();
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        long errors = 0;
        for (int round = -1; round < ROUNDS; round++) { // The first round is a warm-up.
            System.err.printf(Locale.ROOT, "\r%s: round %d of %d ", name, round + 2, ROUNDS + 1);
            for (ServerProcess target : targets) {
                AgiBenchLoad load = load(target, name.equals("calls"));
                load.open(CONCURRENT);
                pause(Duration.ofMillis(500));
                long commands = load.commands.get();
                long switches = target.switches();
                Duration cpu = target.cpu();
                pause(Duration.ofMillis(MILLIS));
                for (int i = 0; round < 0 && i < 100 && load.commands.get() < WARM; i++) {
                    pause(Duration.ofMillis(MILLIS)); // The compiler's CPU must not be measured.
                }
                double spent = target.cpu().minus(cpu).toNanos() / 1000.0;
                commands = load.commands.get() - commands;
                switches = target.switches() - switches;
                load.stop();
                errors += load.errors.get();
                pause(Duration.ofMillis(200));
                if (round >= 0) {
                    micros.computeIfAbsent(target.kind, _ -> new ArrayList<>()).add(spent / commands);
                    waits.computeIfAbsent(target.kind, _ -> new ArrayList<>()).add((double) switches / commands);
                    rates.computeIfAbsent(target.kind, _ -> new ArrayList<>()).add(commands * 1000.0 / MILLIS);
                }
            }
        }
        System.out.println("\n" + title + " (errors " + errors + ")");
        System.out.println("  server           us   min..max          x echo   waits   commands/s");
        Map<String, Object> part = new LinkedHashMap<>();
        double echo = micros.containsKey("echo") ? median(micros.get("echo")) : Double.NaN;
        micros.forEach((kind, values) -> {
            double middle = median(values);
            System.out.printf(
                    Locale.ROOT,
                    "  %-14s %5.2f   %5.2f..%-8.2f  %6.2f   %5.3f   %10.0f%n",
                    kind,
                    middle,
                    values.stream().min(Double::compare).orElseThrow(),
                    values.stream().max(Double::compare).orElseThrow(),
                    middle / echo,
                    median(waits.get(kind)),
                    median(rates.get(kind)));
            part.put(
                    kind,
                    Map.of(
                            "microsACommand",
                            middle,
                            "timesEcho",
                            middle / echo,
                            "waitsACommand",
                            median(waits.get(kind)),
                            "rate",
                            median(rates.get(kind))));
        });
        part.put("errors", errors);
        json.put(name, part);
    }

    private AgiBenchLoad load(ServerProcess target, boolean calls) {
        boolean echo = target.kind.equals("echo");
        return new AgiBenchLoad(
                loop,
                calls ? target.callsPort : target.openPort,
                echo ? null : environment,
                echo && calls ? 10 : 0,
                false);
    }

    private void open(ServerProcess target) {
        System.err.println(target.kind + ", " + OPEN + " open calls: about a minute …");
        AgiBenchLoad warm = load(target, false);
        warm.open(CONCURRENT);
        pause(Duration.ofSeconds(3));
        warm.stop();
        pause(Duration.ofSeconds(1));
        long[] before = target.memory();
        AgiBenchLoad load = new AgiBenchLoad(loop, target.openPort, environment, 0, true);
        for (int i = 0; i < OPEN; i += 100) {
            load.open(100);
            pause(Duration.ofMillis(20));
        }
        for (int i = 0; i < 300 && load.commands.get() < OPEN; i++) {
            pause(Duration.ofMillis(100));
        }
        long arrived = load.commands.get();
        long[] after = target.memory();
        load.pace(2);
        pause(Duration.ofSeconds(3)); // The first replies wake what the garbage collector has just moved.
        loop.submit(load.turnarounds::clear).awaitUninterruptibly();
        pause(Duration.ofSeconds(20));
        List<Duration> sorted = new ArrayList<>();
        loop.submit(() -> sorted.addAll(load.turnarounds)).awaitUninterruptibly();
        sorted.sort(null);
        long errors = load.errors.get() + OPEN - arrived;
        load.stop();
        target.end();
        double heap = (double) (after[0] - before[0]) / OPEN;
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d open calls: errors %d, live heap %.0f bytes a call, threads %d, "
                        + "command p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, worst %.2f ms (%d commands at 2,000/s)%n",
                target.kind,
                OPEN,
                errors,
                heap,
                after[1],
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 0.999),
                millis(sorted, 1),
                sorted.size());
        json.put(
                "open-" + target.kind,
                Map.of(
                        "calls",
                        OPEN,
                        "errors",
                        errors,
                        "heapBytesACall",
                        heap,
                        "threads",
                        after[1],
                        "p999Millis",
                        millis(sorted, 0.999)));
    }

    private void pause(Duration time) {
        loop.schedule(() -> {}, time.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private static double millis(List<Duration> sorted, double quantile) {
        int index = Math.min(sorted.size() - 1, (int) (sorted.size() * quantile));
        return sorted.isEmpty() ? Double.NaN : sorted.get(index).toNanos() / 1e6;
    }

    private static double median(@Nullable List<Double> values) {
        double[] sorted = Objects.requireNonNull(values).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /// The environment that a real Asterisk sent in the tests' recording, with the path `bench`.
    private static String environment() {
        try (InputStream in = Objects.requireNonNull(AgiBench.class.getResourceAsStream("/agi/reception.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                            .lines()
                            .takeWhile(line -> line.length() > 2)
                            .map(line -> line.substring(2).replace("reception", "bench") + "\n")
                            .collect(Collectors.joining())
                    + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":" + json(Objects.requireNonNull(entry.getValue())))
                        .collect(Collectors.joining(",", "{", "}"));
            case Double number -> number.isNaN() ? "null" : String.format(Locale.ROOT, "%.3f", number);
            case Number number -> number.toString();
            default -> "\"" + value + "\"";
        };
    }

    /// A server in its own process.
    private static final class ServerProcess {

        private final String kind;
        private final Process process;
        private final BufferedReader out;
        private final int callsPort;
        private final int openPort;

        ServerProcess(String kind) throws IOException {
            this.kind = kind;
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Arrays.asList(JVM.split(" ", -1)));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), AgiBenchTarget.class.getName(), kind));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            long[] ports = numbers();
            callsPort = (int) ports[0];
            openPort = (int) ports[1];
        }

        Duration cpu() {
            return process.info().totalCpuDuration().orElseThrow();
        }

        /// How often the server's threads have gone to sleep: the cost of wake-ups, which a busy machine does not
        /// distort.
        long switches() {
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
                return threads.mapToLong(ServerProcess::voluntarySwitches).sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long voluntarySwitches(Path thread) {
            try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
                return lines.filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                        .mapToLong(line -> Long.parseLong(
                                line.substring(line.indexOf(':') + 1).strip()))
                        .sum();
            } catch (IOException | UncheckedIOException _) {
                return 0; // The thread has ended.
            }
        }

        long[] memory() {
            try {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
                return numbers();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void end() {
            process.destroy();
        }

        private long[] numbers() throws IOException {
            String line = Objects.requireNonNull(out.readLine());
            return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        }
    }
}
