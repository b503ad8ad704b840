package org.permanence.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.AnswerOrder;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;
import org.permanence.store.JooqQueueStore;
import org.permanence.testing.InMemoryQueueStore;

/// Measures assignments per second for 300 assistants and 1,000 waiting callers in 1 to 30 teams. Compares the real
/// matcher on each database and on maps in memory to two bare queues in memory, and to one row changed and
/// committed by a prepared statement. One assignment is one transaction: an assistant ends a call, another caller
/// arrives, and the assistant is reserved for the first entry of the queue. Argument: the file for the figures.
public final class MatchBench {

    /// As many threads as the store has connections: more would only wait for each other.
    private static final int THREADS = 8;

    private static final List<Integer> TEAMS = Arrays.stream(
                    System.getProperty("bench.teams", "1,3,10,30").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmup", 3));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
    private static final InstantSource CLOCK = InstantSource.system();
    private static final PracticeId PRACTICE = new PracticeId("bench");

    /// @param missed transactions in which the assistant who became ready was not reserved
    /// @param refused transactions that the database did not accept in time
    private record Round(String subject, int teams, MatchRate rate, long missed, long refused) {}

    private final List<Round> rounds = new ArrayList<>();

    private MatchBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var bench = new MatchBench();
        Path folder = Files.createTempDirectory("match-bench");
        try (var server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("postgres").toFile())
                .start()) {
            for (int teams : TEAMS) {
                bench.bareQueues(teams);
                bench.engine("engine, maps in memory", teams, new InMemoryQueueStore());
                bench.rowByRow("one row, H2", teams, JdbcSettings.embedded(folder.resolve("row-" + teams)));
                bench.engine("engine, H2", teams, JdbcSettings.embedded(folder.resolve("h2-" + teams)));
                bench.rowByRow("one row, PostgreSQL", teams, postgres(server, "row" + teams));
                bench.engine("engine, PostgreSQL", teams, postgres(server, "bench" + teams));
            }
        } finally {
            delete(folder);
        }
        bench.report(Path.of(args[0]));
    }

    private void engine(String name, int teams, JdbcSettings settings) throws InterruptedException {
        try (var database = Database.open(settings)) {
            engine(name, teams, new JooqQueueStore(database));
        }
    }

    private void engine(String name, int teams, QueueStore store) throws InterruptedException {
        var loaded = new LoadedTeams(store, teams, List.of(PRACTICE), directory -> directory);
        loaded.fill();
        var missed = new LongAdder();
        var refused = new LongAdder();
        MatchRate rate = rate(teams, team -> {
            try {
                boolean matched = loaded.endOneCall(team);
                if (!matched) {
                    missed.increment();
                }
                return matched;
            } catch (StoreUnavailableException _) {
                refused.increment(); // The machine is too busy; counted.
                return false;
            }
        });
        loaded.check();
        rounds.add(new Round(name, teams, rate, missed.sum(), refused.sum()));
    }

    /// Assignment without storage: the first caller gets the first assistant.
    private void bareQueues(int teams) throws InterruptedException {
        record Pair(Queue<QueueEntry> waiting, Queue<Login> ready) {}
        var numbers = new AtomicLong();
        List<Pair> pairs = LoadedTeams.teams(teams).stream()
                .map(team -> {
                    Pair pair = new Pair(new PriorityQueue<>(AnswerOrder.at(CLOCK.instant())), new ArrayDeque<>());
                    IntStream.range(0, LoadedTeams.WAITING / teams)
                            .forEach(_ -> pair.waiting().add(LoadedTeams.call(team, PRACTICE, numbers)));
                    IntStream.range(0, LoadedTeams.ASSISTANTS / teams)
                            .forEach(each -> pair.ready().add(new Login("a-" + each)));
                    return pair;
                })
                .toList();
        List<TeamId> ids = LoadedTeams.teams(teams);
        MatchRate rate = rate(teams, team -> {
            Pair pair = pairs.get(team);
            QueueEntry next = LoadedTeams.call(ids.get(team), PRACTICE, numbers);
            synchronized (pair) {
                pair.waiting().add(next);
                Login assistant = pair.ready().remove();
                pair.waiting().remove();
                return pair.ready().add(assistant);
            }
        });
        rounds.add(new Round("two bare queues in memory", teams, rate, 0, 0));
    }

    /// The cost of a commit alone.
    private void rowByRow(String name, int teams, JdbcSettings settings) throws InterruptedException {
        String user = settings.user().orElse("");
        try (var connection = DriverManager.getConnection(settings.url(), user, "");
                var statement = connection.createStatement()) {
            statement.execute("create table one_row (id int primary key, n int)");
            for (int team = 0; team < teams; team++) {
                statement.execute("insert into one_row values (" + team + ", 0)");
            }
            var locks =
                    IntStream.range(0, teams).mapToObj(_ -> new ReentrantLock()).toList();
            try (var pool = new Connections(settings.url(), user)) {
                rounds.add(new Round(name, teams, rate(teams, team -> pool.update(team, locks.get(team))), 0, 0));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("bench: one row", failed);
        }
    }

    /// One connection and statement for each thread.
    private static final class Connections implements AutoCloseable {

        private final BlockingQueue<PreparedStatement> free = new ArrayBlockingQueue<>(THREADS);

        Connections(String url, String user) throws SQLException {
            for (int i = 0; i < THREADS; i++) {
                var connection = DriverManager.getConnection(url, user, "");
                connection.setAutoCommit(false);
                free.add(connection.prepareStatement("update one_row set n = n + 1 where id = ?"));
            }
        }

        boolean update(int team, ReentrantLock lock) {
            lock.lock();
            try {
                PreparedStatement statement = free.take();
                statement.setInt(1, team);
                statement.executeUpdate();
                statement.getConnection().commit();
                return free.add(statement);
            } catch (SQLException | InterruptedException failed) {
                throw new IllegalStateException("bench: one row", failed);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() throws SQLException {
            for (PreparedStatement statement : free) {
                statement.getConnection().close();
            }
        }
    }

    private static MatchRate rate(int teams, MatchRate.Match match) throws InterruptedException {
        MatchRate.measure(THREADS, teams, match, WARM_UP);
        return MatchRate.measure(THREADS, teams, match, MEASURED);
    }

    private static JdbcSettings postgres(EmbeddedPostgres server, String name) {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException refused) {
            throw new IllegalStateException("bench database: not made", refused);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
        return new JdbcSettings(url, Optional.of("postgres"), Optional.empty());
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void report(Path file) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-28s %6s %12s %8s %8s %8s%n",
                "matches",
                "teams",
                "a second",
                "CPU µs",
                "missed",
                "refused");
        rounds.forEach(round -> System.out.printf(
                Locale.ROOT,
                "%-28s %6d %12.0f %8.0f %8d %8d%n",
                round.subject(),
                round.teams(),
                round.rate().perSecond(),
                round.rate().cpuMicros(),
                round.missed(),
                round.refused()));
        System.out.println("marks: H2 >= 5,000, PostgreSQL >= 2,000, missed 0, flat in the number of teams");
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        String[] json = rounds.stream()
                .map(round -> String.format(
                        Locale.ROOT,
                        "{\"rival\":\"%s\",\"teams\":%d,\"perSecond\":%.0f,\"cpuMicros\":%.0f,\"missed\":%d,\"refused\":%d}",
                        round.subject(),
                        round.teams(),
                        round.rate().perSecond(),
                        round.rate().cpuMicros(),
                        round.missed(),
                        round.refused()))
                .toArray(String[]::new);
        Files.writeString(
                file,
                "{\"bench\":\"match\",\"assistants\":" + LoadedTeams.ASSISTANTS + ",\"waiting\":" + LoadedTeams.WAITING
                        + ",\"rounds\":[" + String.join(",", Arrays.asList(json)) + "]}\n");
    }
}
