package org.permanence.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/// The rows of `./scripts/bench access`, in the format of docs/performance.md. Each part of the benchmark has a JVM
/// of its own and appends its rows to one file.
public final class AccessTable {

    private final Path file;

    public AccessTable(Path file) {
        this.file = file;
    }

    /// Adds a row with the load of the machine at its end.
    ///
    /// @param measured with its spread
    public void add(String work, String measured, String mark, boolean reached) throws IOException {
        String row = String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.1f |%n",
                work,
                measured,
                mark,
                reached ? "reached" : "**missed**",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.print(row);
        Files.writeString(file, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// The median, and the least and the most, such as `12.3 (11.0 to 14.1)`.
    ///
    /// @param format of one value
    public static String spread(String format, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(values),
                sorted[0],
                sorted[sorted.length - 1]);
    }

    public static double median(double... values) {
        return quantile(0.5, values);
    }

    /// The value below which that share of the values lies.
    ///
    /// @param share such as 0.99
    public static double quantile(double share, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
