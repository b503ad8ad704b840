package org.permanence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.permanence.signin.HashCost;

/// Measures the sign-in by password and one-time code over the console's HTTP without TLS:
///
/// 1. sign-ins a second of as many clients as hashes run at a time, and twice as many
/// 2. the time of one sign-in while five a second arrive
/// 3. the time of a refusal for a login that exists, and for one that does not: 2,000 tries with a hash that costs
///    little, in which any other difference shows, and 200 with the real one
///
/// All sign-ins are on devices that are known. Arguments: a work directory and the file of the table.
final class SignInBench {

    private static final int PEOPLE = 60;
    private static final int CLIENTS = 4;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 5);
    private static final int ARRIVALS = 20 * SECONDS;
    private static final int TRIES = Integer.getInteger("bench.tries", 2_000);
    private static final Duration BETWEEN_ARRIVALS = Duration.ofMillis(200);
    private static final Duration NEXT_CODE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(31);
    private static final HashCost CHEAP = new HashCost(1_024, 1, 1);
    private static final double RATE_MARK = 12;
    private static final double P95_MARK = 300;
    private static final double DIFFERENCE_MARK = 5;

    private final AccessTable table;
    private final AtomicInteger next = new AtomicInteger();

    private SignInBench(AccessTable table) {
        this.table = table;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createDirectories(Path.of(arguments[0]));
        var bench = new SignInBench(new AccessTable(Path.of(arguments[1])));
        try (var console = new BenchConsole(work, PEOPLE, HashCost.CURRENT)) {
            int port = console.serve();
            bench.rate(console, port);
            bench.arrivals(console, port);
            bench.unknown("hash of 64 MiB, three passes", console, port, TRIES / 10);
        }
        try (var console = new BenchConsole(work, 1, CHEAP)) {
            bench.unknown("hash of 1 MiB, one pass", console, console.serve(), TRIES);
        }
    }

    private void rate(BenchConsole console, int port) throws IOException, InterruptedException {
        double[] rates = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) { // The first one is not counted.
            long begun = System.nanoTime();
            long end = begun + SECONDS * 1_000_000_000L;
            var done = new AtomicInteger();
            BenchClients.run(CLIENTS, port, (_, connection) -> {
                while (System.nanoTime() < end) {
                    signInNext(console, connection);
                    done.incrementAndGet();
                }
            });
            if (round >= 0) {
                rates[round] = done.get() * 1e9 / (System.nanoTime() - begun);
            }
        }
        table.add(
                "sign-in by password and one-time code, two hashes at a time",
                AccessTable.spread("%.1f", rates) + " a second",
                "≥ 12 a second",
                AccessTable.median(rates) >= RATE_MARK);
    }

    private void arrivals(BenchConsole console, int port) throws IOException, InterruptedException {
        double[] millis = new double[ARRIVALS];
        long begun = System.nanoTime();
        BenchClients.run(ARRIVALS, port, (client, connection) -> {
            long due = begun + client * BETWEEN_ARRIVALS.toNanos();
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            signInNext(console, connection);
            millis[client] = (System.nanoTime() - due) / 1e6;
        });
        table.add(
                "one sign-in while five a second arrive, " + ARRIVALS + " sign-ins",
                String.format(
                        Locale.ROOT,
                        "p95 %.0f ms, median %.0f ms",
                        AccessTable.quantile(0.95, millis),
                        AccessTable.median(millis)),
                "p95 ≤ 300 ms",
                AccessTable.quantile(0.95, millis) <= P95_MARK);
    }

    /// A person's code signs in once, so after all persons the next codes are due.
    private void signInNext(BenchConsole console, BenchConnection connection) throws IOException {
        int number = next.getAndIncrement();
        if (number > 0 && number % PEOPLE == 0) {
            console.clock.skip(NEXT_CODE);
        }
        int status = console.signIn(connection, console.visitors().get(number % PEOPLE), "192.0.2.1")
                .status();
        if (status != 200) {
            throw new IllegalStateException("status " + status + " (expected: 200)");
        }
    }

    private void unknown(String hash, BenchConsole console, int port, int tries) throws IOException {
        var random = new SplittableRandom(14);
        List<Boolean> order = new ArrayList<>(
                IntStream.range(0, tries).mapToObj(each -> each % 2 == 0).toList());
        Collections.shuffle(order, new java.util.Random(14));
        double[] known = new double[tries / 2];
        double[] unknown = new double[tries - tries / 2];
        int knownCount = 0;
        int unknownCount = 0;
        try (var connection = new BenchConnection(port)) {
            for (int warmUp = 0; warmUp < tries / 10; warmUp++) {
                refusalMillis(console, connection, warmUp % 2 == 0, random);
            }
            for (boolean isKnown : order) {
                double millis = refusalMillis(console, connection, isKnown, random);
                if (isKnown) {
                    known[knownCount++] = millis;
                } else {
                    unknown[unknownCount++] = millis;
                }
            }
        }
        double difference = Math.abs(AccessTable.median(known) - AccessTable.median(unknown));
        table.add(
                "refusal of a known and of an unknown login, " + tries + " tries, " + hash,
                String.format(
                        Locale.ROOT,
                        "medians %.2f ms apart; known %s, unknown %s",
                        difference,
                        middle(known),
                        middle(unknown)),
                "medians ≤ 5 ms apart",
                difference <= DIFFERENCE_MARK);
    }

    /// A wrong code with the right password: of a known login, the hash fits.
    private static double refusalMillis(
            BenchConsole console, BenchConnection connection, boolean isKnown, SplittableRandom random)
            throws IOException {
        console.clock.skip(LONGEST_WAIT); // So that no attempt is too fast.
        String source = "198.18." + random.nextInt(256) + "." + random.nextInt(256);
        String login = isKnown ? console.visitors().getFirst().login() : "doctor-absent";
        long begun = System.nanoTime();
        int status = console.attempt(connection, login, "000000", source, "none=none")
                .status();
        double millis = (System.nanoTime() - begun) / 1e6;
        if (status != 401) {
            throw new IllegalStateException("status " + status + " (expected: 401)");
        }
        return millis;
    }

    /// The median and the middle half, in milliseconds.
    private static String middle(double... millis) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                AccessTable.median(millis),
                AccessTable.quantile(0.25, millis),
                AccessTable.quantile(0.75, millis));
    }
}
