package org.permanence.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/// What the demonstration saw: one line a station, and all of them as JSON at the end.
final class DemoReport {

    private record Seen(String name, boolean ok, long millis) {}

    private final PrintStream out;
    private final LongSupplier nanos;
    private final List<Seen> stations = new ArrayList<>();
    private long start;

    DemoReport(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /// Times count from here.
    void starts() {
        start = nanos.getAsLong();
    }

    void says(String what) {
        out.println("  " + what);
        out.flush();
    }

    /// One station, and since when it was so. A station that failed ends the demonstration.
    void station(String name, boolean ok, String meaning) {
        long millis = Duration.ofNanos(nanos.getAsLong() - start).toMillis();
        stations.add(new Seen(name, ok, millis));
        out.printf("%s %-20s %6d ms  %s%n", ok ? "ok  " : "FAIL", name, millis, meaning);
        out.flush();
        if (!ok) {
            throw new LabException("station " + name + ": not reached");
        }
    }

    boolean isGood() {
        return stations.stream().allMatch(Seen::ok);
    }

    /// The last line of the output.
    String json(boolean complete) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", complete && isGood());
        all.put("stations", stations);
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
