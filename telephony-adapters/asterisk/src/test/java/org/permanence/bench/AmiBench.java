package org.permanence.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/// AMI events per second of a recorded bridged call: the production client from the socket to its listener,
/// compared with Asterisk-Java's connection from the socket to its listener, in alternating runs.
public final class AmiBench {

    private static final int ROUNDS = 5;
    private static final Pattern RATE = Pattern.compile("\"wireEventsPerSecond\":([0-9]+)");

    private AmiBench() {}

    public static void main(String[] args) throws Exception {
        // Tests log at DEBUG; the baseline would be slowed down by log lines that are never read.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        List<Double> ours = new ArrayList<>();
        List<Double> rival = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ours.add(permanence());
            rival.add(asteriskJava());
        }
        double[] a = ours.stream().mapToDouble(x -> x).sorted().toArray();
        double[] b = rival.stream().mapToDouble(x -> x).sorted().toArray();
        System.out.printf(Locale.ROOT, "%-16s %12s %12s %12s%n", "events/s", "median", "least", "most");
        print("permanence", a);
        print("asterisk-java", b);
        Path file = Path.of("target", "bench", "ami.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "{\"bench\":\"ami\",\"eventsACall\":%d,\"rounds\":%d,\"permanence\":%s,\"asteriskJava\":%s,"
                                + "\"ratio\":%.2f}%n",
                        AmiBenchStream.EVENTS_A_CALL,
                        ROUNDS,
                        json(a),
                        json(b),
                        a[ROUNDS / 2] / b[ROUNDS / 2]));
        System.out.println("written: " + file);
    }

    private static double permanence() throws IOException {
        try (var stream = new AmiBenchStream(50)) {
            stream.serve();
            var out = new ByteArrayOutputStream();
            new org.permanence.adapter.ami.AmiBenchClient(System::nanoTime, new Random(1))
                    .run(stream.port(), new PrintStream(out, true, StandardCharsets.UTF_8));
            String line = out.toString(StandardCharsets.UTF_8).strip();
            System.out.println(line);
            var rate = RATE.matcher(line);
            if (!rate.find()) {
                throw new IllegalStateException("bench: no rate (expected: wireEventsPerSecond)");
            }
            return Double.parseDouble(rate.group(1));
        }
    }

    /// Asterisk-Java builds every event of the stream, our client only the events that the engine uses. The
    /// difference is intended.
    private static double asteriskJava() throws Exception {
        try (var stream = new AmiBenchStream(15)) {
            stream.serve();
            var reader = new AsteriskJavaReader(stream.port());
            return stream.events() / reader.secondsBetweenMarks();
        }
    }

    private static void print(String name, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %,12.0f %,12.0f %,12.0f%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static String json(double[] sorted) {
        return String.format(
                Locale.ROOT,
                "{\"median\":%.0f,\"least\":%.0f,\"most\":%.0f}",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
