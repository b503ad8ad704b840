package org.permanence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.permanence.signin.HashCost;

/// Measures requests of people who have signed in, over the console's HTTP without TLS, from 64 connections in the
/// same process, without live calls:
///
/// 1. session look-up, decision and audit entry of a read; an answer leaves when the entry is on a disk
/// 2. the time from the end of a session on one engine until another engine refuses its next request
///
/// The passwords are hashed at a low cost here. Arguments: a work directory and the file of the table.
final class SessionBench {

    private static final int CLIENTS = 64;
    private static final int SESSIONS = 1_000;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final long SECONDS = Long.getLong("bench.seconds", 3);
    private static final double RATE_MARK = 5_000;
    private static final double P99_MARK = 15;
    private static final double END_MARK = 1_000;

    private static final int UNAVAILABLE = 503;

    private final BenchConsole console;
    private final AccessTable table;
    private final LongAdder refused = new LongAdder();

    private SessionBench(BenchConsole console, AccessTable table) {
        this.console = console;
        this.table = table;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createDirectories(Path.of(arguments[0]));
        try (var console = new BenchConsole(work, SESSIONS, new HashCost(8, 1, 1))) {
            var bench = new SessionBench(console, new AccessTable(Path.of(arguments[1])));
            int port = console.serve();
            List<String> cookies = bench.signIn(port);
            bench.read(port, cookies);
            bench.end(port, console.serve(), cookies);
        }
    }

    private List<String> signIn(int port) throws IOException {
        List<String> cookies = new ArrayList<>();
        try (var connection = new BenchConnection(port)) {
            for (BenchConsole.Visitor visitor : console.visitors()) {
                cookies.add(console.signIn(connection, visitor, "192.0.2.1").sessionCookie());
            }
        }
        return cookies;
    }

    private void read(int port, List<String> cookies) throws IOException, InterruptedException {
        double[] rates = new double[ROUNDS];
        double[] p99 = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) { // The first ones are not counted.
            long begun = System.nanoTime();
            long begunCpu = cpuNanos();
            double[] millis = readForAWhile(port, cookies);
            if (round >= 0) {
                rates[round] = millis.length * 1e9 / (System.nanoTime() - begun);
                p99[round] = AccessTable.quantile(0.99, millis);
                cpu[round] = (cpuNanos() - begunCpu) / 1e3 / millis.length;
            }
        }
        table.add(
                "session look-up + decision + audit entry of a read, 64 clients, HTTP without TLS, without calls",
                AccessTable.spread("%.0f", rates) + " requests/s, p99 " + AccessTable.spread("%.1f", p99)
                        + " ms, CPU with the client " + AccessTable.spread("%.0f", cpu) + " µs each, refused "
                        + refused.sum(),
                "≥ 5,000 requests/s, p99 ≤ 15 ms",
                AccessTable.median(rates) >= RATE_MARK && AccessTable.median(p99) <= P99_MARK);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private double[] readForAWhile(int port, List<String> cookies) throws InterruptedException {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        double[][] millis = new double[CLIENTS][];
        BenchClients.run(CLIENTS, port, (client, connection) -> {
            String path =
                    "/api/bench/" + console.visitors().get(client).practice().value();
            var waits = new double[1 << 16];
            int count = 0;
            for (long now = System.nanoTime(); now < end && count < waits.length; count++) {
                int status = connection.get(path, cookies.get(client)).status();
                if (status == UNAVAILABLE) { // The disk was too slow; counted.
                    refused.increment();
                } else if (status != 200) {
                    throw new IllegalStateException("status " + status + " (expected: 200)");
                }
                long done = System.nanoTime();
                waits[count] = (done - now) / 1e6;
                now = done;
            }
            millis[client] = Arrays.copyOf(waits, count);
        });
        return Stream.of(millis).flatMapToDouble(Arrays::stream).toArray();
    }

    private void end(int port, int otherPort, List<String> cookies) throws IOException, InterruptedException {
        double[] millis = new double[cookies.size()];
        var next = new AtomicInteger();
        BenchClients.run(CLIENTS, port, (_, connection) -> {
            try (var other = new BenchConnection(otherPort)) {
                for (int each = next.getAndIncrement(); each < millis.length; each = next.getAndIncrement()) {
                    String cookie = cookies.get(each);
                    require(200, other.get("/api/me", cookie));
                    long begun = System.nanoTime();
                    require(204, connection.post("/api/sign-out", cookie, "192.0.2.1", ""));
                    while (other.get("/api/me", cookie).status() != 401) {
                        Thread.sleep(1);
                    }
                    millis[each] = (System.nanoTime() - begun) / 1e6;
                }
            }
        });
        double last = AccessTable.quantile(1, millis);
        table.add(
                "a session ends: its next request on another engine is refused, 1,000 sessions, 64 at a time",
                String.format(Locale.ROOT, "p100 %.0f ms, median %.1f ms", last, AccessTable.median(millis)),
                "≤ 1 s p100",
                last <= END_MARK);
    }

    private static void require(int status, BenchConnection.Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException("status " + answer.status() + " (expected: " + status + ")");
        }
    }
}
