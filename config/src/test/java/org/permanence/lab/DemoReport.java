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

    private record Step(String name, boolean ok, long millis) {}

    private final PrintStream out;
    private final LongSupplier nanos;
    private final List<Step> steps = new ArrayList<>();
    private long start;

    DemoReport(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /// Times count from here.
    void startClock() {
        start = nanos.getAsLong();
    }

    void print(String text) {
        out.println("  " + text);
        out.flush();
    }

    /// One station, and since when it was so. A station that failed ends the demonstration.
    void step(String name, boolean ok, String meaning) {
        long millis = Duration.ofNanos(nanos.getAsLong() - start).toMillis();
        steps.add(new Step(name, ok, millis));
        out.printf("%s %-20s %6d ms  %s%n", ok ? "ok  " : "FAIL", name, millis, meaning);
        out.flush();
        if (!ok) {
            throw new LabException("station " + name + ": not reached");
        }
    }

    boolean isOk() {
        return steps.stream().allMatch(Step::ok);
    }

    /// The last line of the output.
    String json(boolean complete) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", complete && isOk());
        all.put("stations", steps);
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
