package org.permanence.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.permanence.access.AccessRequest;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.audit.Action;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.AuditSettings;
import org.permanence.audit.AuditTestKey;
import org.permanence.audit.DirectoryReplica;
import org.permanence.practice.PracticeId;

/// Measures durable entries per second and the wait of an access. Compares the audit log with one and two replicas
/// to a bare loop of write and fdatasync, and to H2 with CHECKPOINT SYNC after each commit.
public final class AuditBench {

    private static final int PRODUCERS = 64;
    private static final long SECONDS = Long.getLong("bench.seconds", 6);

    /// One round of one subject.
    private record Round(String name, long records, double seconds, long p50Micros, long p99Micros) {
        double rate() {
            return records / seconds;
        }
    }

    private AuditBench() {}

    /// Measures, prints, and writes the figures.
    ///
    /// @param args a work directory and the file for the figures
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "audit");
        List<Round> rounds = new ArrayList<>();
        rounds.add(audit("warm-up", work, 1));
        rounds.clear();
        rounds.add(audit("permanence, one sink", work, 1));
        rounds.add(audit("permanence, two sinks", work, 2));
        rounds.add(writeAndSync(work));
        rounds.add(h2(work));
        System.out.printf(Locale.ROOT, "%-28s %12s %10s %10s%n", "durable records", "a second", "p50 us", "p99 us");
        List<String> json = new ArrayList<>();
        for (Round round : rounds) {
            System.out.printf(
                    Locale.ROOT,
                    "%-28s %12.0f %10d %10d%n",
                    round.name(),
                    round.rate(),
                    round.p50Micros(),
                    round.p99Micros());
            json.add(String.format(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"perSecond\":%.0f,\"p50Micros\":%d,\"p99Micros\":%d}",
                    round.name(),
                    round.rate(),
                    round.p50Micros(),
                    round.p99Micros()));
        }
        Files.writeString(
                Path.of(args[1]),
                "{\"bench\":\"audit\",\"producers\":" + PRODUCERS + ",\"seconds\":" + SECONDS + ",\"rounds\":["
                        + String.join(",", json) + "]}\n");
    }

    private static Round audit(String name, Path work, int sinks) throws IOException, InterruptedException {
        List<DirectoryReplica> disks = new ArrayList<>();
        for (int i = 0; i < sinks; i++) {
            disks.add(DirectoryReplica.open(Files.createTempDirectory(work, "sink")));
        }
        var request = AuditRequest.of(
                new AccessRequest(
                        new Principal.Person("dr.okafor", Role.DOCTOR, "cli", "019a1b2c-3d4e-7f60-8123-456789abcdef"),
                        Purpose.TREAT,
                        AccessRequest.Reason.NONE),
                Action.RECORDING_PLAYED,
                new PracticeId("les-lilas"),
                new AuditObject(AuditObject.Kind.RECORDING, "019a1b2c-3d4e-7f60-8123-456789abcdef"));
        var log = AuditLog.open(AuditSettings.of("bench"), disks, AuditTestKey.signer(), InstantSource.system());
        try (log) {
            return producers(name, PRODUCERS, _ -> log.open(request));
        } finally {
            disks.forEach(DirectoryReplica::close);
        }
    }

    private static Round writeAndSync(Path work) throws IOException, InterruptedException {
        try (var channel =
                FileChannel.open(work.resolve("bare"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.allocate(400);
            return producers("bare write + fdatasync", 1, _ -> {
                try {
                    buffer.clear();
                    channel.write(buffer);
                    channel.force(false);
                } catch (IOException fault) {
                    throw new IllegalStateException(fault);
                }
            });
        }
    }

    private static Round h2(Path work) throws SQLException, InterruptedException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + work.resolve("h2") + ";WRITE_DELAY=0");
                Statement statement = connection.createStatement()) {
            statement.execute("create table audit(id bigint primary key, line varchar(500))");
            try (PreparedStatement insert = connection.prepareStatement("insert into audit values(?, ?)")) {
                String line = "x".repeat(400);
                return producers("H2, CHECKPOINT SYNC", 1, number -> {
                    try {
                        insert.setLong(1, number);
                        insert.setString(2, line);
                        insert.executeUpdate();
                        statement.execute("checkpoint sync");
                    } catch (SQLException fault) {
                        throw new IllegalStateException(fault);
                    }
                });
            }
        }
    }

    private static Round producers(String name, int number, LongConsumer write) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        var waits = new long[number][];
        long start = System.nanoTime();
        long end = start + SECONDS * 1_000_000_000L;
        for (int i = 0; i < number; i++) {
            int producer = i;
            threads.add(Thread.ofVirtual().start(() -> waits[producer] = produce(write, end)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] all = Arrays.stream(waits).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Round(name, all.length, seconds, all[all.length / 2], all[(int) (all.length * 99L / 100)]);
    }

    private static long[] produce(LongConsumer write, long end) {
        long[] waits = new long[1 << 16];
        int count = 0;
        for (long now = System.nanoTime(); now < end; ) {
            write.accept(count);
            long done = System.nanoTime();
            if (count == waits.length) {
                waits = Arrays.copyOf(waits, 2 * count);
            }
            waits[count++] = (done - now) / 1_000;
            now = done;
        }
        return Arrays.copyOf(waits, count);
    }
}
