package org.permanence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.permanence.settings.ManyPractices;
import org.permanence.settings.SettingsReader;
import org.permanence.settings.SettingsReader.Result.Valid;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/// Measures how long it takes to read and check the settings of an installation with 500 practices: three times in
/// each of several new JVMs. The first reading shows the cost of a start, the others the cost of a change of one
/// practice. Compared with an installation of one practice, and with the YAML library alone on the same files.
/// Arguments: the work directory and the file for the figures.
public final class LoadBench {

    private static final int PRACTICES = 500;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int READINGS = 3;

    private enum Subject {
        ONE_PRACTICE("installation with one practice"),
        YAML_LIBRARY("YAML library, 501 files"),
        MANY_PRACTICES("installation with 501 practices");

        private final String label;

        Subject(String label) {
            this.label = label;
        }
    }

    /// @param cpu milliseconds of the whole process, including compilers and collector
    private record Reading(double wall, double cpu) {}

    private LoadBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("child")) {
            measure(Subject.valueOf(arguments[1]), Path.of(arguments[2]));
            return;
        }
        Path work = Files.createDirectories(Path.of(arguments[0]));
        Path one = ManyPractices.create(work.resolve("one"), 0).path("permanence.yaml");
        Path many = ManyPractices.create(work.resolve("many"), PRACTICES).path("permanence.yaml");
        Map<Subject, List<List<Reading>>> all = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Subject subject : Subject.values()) {
                all.computeIfAbsent(subject, _ -> new ArrayList<>())
                        .add(runInNewJvm(subject, subject == Subject.ONE_PRACTICE ? one : many));
            }
        }
        report(all, Path.of(arguments[1]));
    }

    private static List<Reading> runInNewJvm(Subject subject, Path settingsFile)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=logback-test.xml",
                LoadBench.class.getName(),
                "child",
                subject.name(),
                settingsFile.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Reading> readings;
        try (var lines = process.inputReader().lines()) {
            readings = lines.map(line -> line.split(" ", -1))
                    .map(parts -> new Reading(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])))
                    .toList();
        }
        if (process.waitFor() != 0 || readings.size() != READINGS) {
            throw new IllegalStateException("bench: a JVM of its own failed (expected: " + READINGS + " reads)");
        }
        return readings;
    }

    private static void measure(Subject subject, Path settingsFile) throws IOException {
        double cpu = 0; // The first reading includes the JVM's own start.
        for (int reading = 0; reading < READINGS; reading++) {
            long start = System.nanoTime();
            if (subject == Subject.YAML_LIBRARY) {
                composeYaml(settingsFile);
            } else if (!(new SettingsReader().read(settingsFile) instanceof Valid)) {
                throw new IllegalStateException(
                        "bench: the settings were rejected (expected: the example, many times)");
            }
            double wall = (System.nanoTime() - start) / 1e6;
            double now = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElseThrow()
                            .toNanos()
                    / 1e6;
            System.out.printf(Locale.ROOT, "%.1f %.1f%n", wall, now - cpu);
            cpu = now;
        }
    }

    private static void composeYaml(Path settingsFile) throws IOException {
        var yaml = new Compose(LoadSettings.builder().build());
        Path practices = Objects.requireNonNull(settingsFile.getParent()).resolve("practices");
        try (Stream<Path> files = Files.list(practices)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                var _ = yaml.composeString(Files.readString(file)).orElseThrow();
            }
        }
    }

    private static void report(Map<Subject, List<List<Reading>>> all, Path file) throws IOException {
        System.out.printf(
                Locale.ROOT, "%-26s %10s %10s %10s %10s%n", "medians, ms", "first", "its CPU", "third", "its CPU");
        List<String> json = new ArrayList<>();
        all.forEach((subject, runs) -> {
            double[] row = IntStream.of(0, READINGS - 1)
                    .boxed()
                    .flatMap(reading -> Stream.of(
                            median(runs.stream()
                                    .mapToDouble(run -> run.get(reading).wall())
                                    .toArray()),
                            median(runs.stream()
                                    .mapToDouble(run -> run.get(reading).cpu())
                                    .toArray())))
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            System.out.printf(
                    Locale.ROOT, "%-26s %10.0f %10.0f %10.0f %10.0f%n", subject.label, row[0], row[1], row[2], row[3]);
            json.add(String.format(
                    Locale.ROOT,
                    "{\"rival\":\"%s\",\"first\":%.0f,\"firstCpu\":%.0f,\"third\":%.0f,\"thirdCpu\":%.0f}",
                    subject.label,
                    row[0],
                    row[1],
                    row[2],
                    row[3]));
        });
        System.out.println("mark: installation with 501 practices, first, <= 2,000 ms");
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        Files.writeString(file, "[" + String.join(",\n", json) + "]\n");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
