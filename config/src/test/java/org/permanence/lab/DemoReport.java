package org.permanence.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/// The demonstration's results: one line for each step, and JSON at the end.
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

    /// Starts the clock of the steps.
    void startClock() {
        start = nanos.getAsLong();
    }

    void print(String text) {
        out.println("  " + text);
        out.flush();
    }

    /// Prints one step with its time. A failed step ends the demonstration.
    void step(String name, boolean ok, String meaning) {
        long millis = Duration.ofNanos(nanos.getAsLong() - start).toMillis();
        steps.add(new Step(name, ok, millis));
        out.printf("%s %-20s %6d ms  %s%n", ok ? "ok  " : "FAIL", name, millis, meaning);
        out.flush();
        if (!ok) {
            throw new LabException("step " + name + ": failed");
        }
    }

    boolean isOk() {
        return steps.stream().allMatch(Step::ok);
    }

    /// The JSON in the last line of the output.
    String json(boolean complete) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", complete && isOk());
        all.put("steps", steps);
        return JsonMapper.builder().build().writeValueAsString(all);
    }
}
