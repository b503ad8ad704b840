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
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.AssistantEvent;
import org.permanence.assistant.Login;
import org.permanence.assistant.Presence;
import org.permanence.assistant.Skill;
import org.permanence.call.CallId;
import org.permanence.call.Line;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.AnswerOrder;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.QueueStore;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.routing.TeamMatcher;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;
import org.permanence.store.JooqQueueStore;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.triage.Urgency;

/// Measures assignments per second for 300 assistants and 1,000 waiting callers in 1 to 30 teams. Compares the real
/// matcher on each database and on maps in memory to two bare queues in memory, and to one row changed and
/// committed by a prepared statement. One assignment is one transaction: an assistant ends a call, another caller
/// arrives, and the assistant is reserved for the first entry of the queue. Argument: the file for the figures.
public final class MatchBench {

    private static final int ASSISTANTS = 300;
    private static final int WAITING = 1_000;

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
    private record Round(String subject, int teams, Rate rate, long missed, long refused) {}

    /// @param cpuMicros CPU time of this process for each assignment, the fairer figure on a busy machine; excludes
    ///     the database server's
    private record Rate(double perSecond, double cpuMicros) {}

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
        var loaded = new LoadedTeams(store, teams);
        loaded.fill();
        var missed = new LongAdder();
        var refused = new LongAdder();
        Rate rate = rate(teams, team -> {
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
        List<Pair> pairs = teams(teams).stream()
                .map(team -> {
                    Pair pair = new Pair(new PriorityQueue<>(AnswerOrder.at(CLOCK.instant())), new ArrayDeque<>());
                    IntStream.range(0, WAITING / teams)
                            .forEach(_ -> pair.waiting().add(call(team, numbers)));
                    IntStream.range(0, ASSISTANTS / teams)
                            .forEach(each -> pair.ready().add(new Login("a-" + each)));
                    return pair;
                })
                .toList();
        List<TeamId> ids = teams(teams);
        Rate rate = rate(teams, team -> {
            Pair pair = pairs.get(team);
            QueueEntry next = call(ids.get(team), numbers);
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

    private interface Match {
        boolean in(int team);
    }

    private static Rate rate(int teams, Match match) throws InterruptedException {
        run(teams, match, WARM_UP);
        return run(teams, match, MEASURED);
    }

    private static Rate run(int teams, Match match, Duration time) throws InterruptedException {
        var done = new LongAdder();
        long start = System.nanoTime();
        long cpu = cpuNanos();
        long end = start + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            var random = new SplittableRandom(i);
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    if (match.in(random.nextInt(teams))) {
                        done.increment();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Rate(done.sum() / seconds, (cpuNanos() - cpu) / 1e3 / Math.max(1, done.sum()));
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /// Teams in which all assistants are in a call and many callers wait.
    private static final class LoadedTeams implements AssistantDirectory {

        private final QueueStore store;
        private final List<TeamId> teams;
        private final Map<Login, Assistant> assistants = new LinkedHashMap<>();
        private final TeamMatcher matchmaker = new TeamMatcher(this, CLOCK);
        private final AtomicLong numbers = new AtomicLong();

        LoadedTeams(QueueStore store, int teams) {
            this.store = store;
            this.teams = MatchBench.teams(teams);
            IntStream.range(0, ASSISTANTS).forEach(each -> {
                var login = new Login("assistant-" + each);
                assistants.put(login, assistant(login, this.teams.get(each % teams)));
            });
        }

        /// Signs in and reserves all assistants, and fills the queue.
        void fill() {
            for (TeamId team : teams) {
                store.inTeam(team, transaction -> {
                    List<Assistant> members = assistants.values().stream()
                            .filter(each -> each.team().equals(team))
                            .toList();
                    members.forEach(each -> transaction.save(Presence.neverSignedIn(each.login(), team, CLOCK.instant())
                            .on(AssistantEvent.SIGNED_IN, CLOCK.instant())
                            .orElseThrow()));
                    int calls = members.size() + WAITING / teams.size();
                    IntStream.range(0, calls).forEach(_ -> transaction.save(call(team, numbers)));
                    return matchmaker.match(transaction);
                });
            }
        }

        /// Ends a reserved assistant's call.
        ///
        /// @return whether the assistant was reserved again
        boolean endOneCall(int number) {
            TeamId team = teams.get(number);
            return store.inTeam(team, transaction -> {
                QueueEntry endedCall = transaction.waiting().stream()
                        .filter(each -> each.reservedAssistant().isPresent())
                        .min(Comparator.comparing(QueueEntry::effectiveArrival))
                        .orElseThrow();
                Presence presence = transaction
                        .presence(endedCall.reservedAssistant().orElseThrow())
                        .orElseThrow();
                transaction.remove(endedCall.call());
                transaction.save(wrappedUp(presence));
                transaction.save(call(team, numbers));
                return matchmaker.match(transaction).stream()
                        .anyMatch(call -> call.reservedAssistant().equals(Optional.of(presence.login())));
            });
        }

        private static Presence wrappedUp(Presence reserved) {
            var now = CLOCK.instant();
            return reserved.on(AssistantEvent.ANSWERED, now)
                    .flatMap(talking -> talking.on(AssistantEvent.CALL_ENDED, now))
                    .orElseThrow()
                    .wrappingUpUntil(now);
        }

        /// Checks that no assistant is reserved twice and that each reservation matches a call.
        void check() {
            var seen = new HashSet<Login>();
            for (TeamId team : teams) {
                store.inTeam(team, transaction -> {
                    transaction
                            .waiting()
                            .forEach(call -> call.reservedAssistant().ifPresent(login -> {
                                Optional<CallId> reservedCall =
                                        transaction.presence(login).flatMap(Presence::call);
                                if (!seen.add(login) || !reservedCall.equals(Optional.of(call.call()))) {
                                    throw new IllegalStateException("match: reserved twice (expected: once)");
                                }
                            }));
                    return team;
                });
            }
            if (seen.size() != ASSISTANTS) {
                throw new IllegalStateException("match: " + seen.size() + " reserved (expected: " + ASSISTANTS + ")");
            }
        }

        @Override
        public Optional<Assistant> find(Login login) {
            return Optional.ofNullable(assistants.get(login));
        }

        @Override
        public Optional<Assistant> findInService(Login login) {
            return find(login);
        }

        @Override
        public Collection<Assistant> inService() {
            return assistants.values();
        }

        @Override
        public List<TeamId> teams() {
            return teams;
        }
    }

    private static Assistant assistant(Login login, TeamId team) {
        return new Assistant(
                login,
                new Line(login.value()),
                team,
                Map.of(PRACTICE, Skill.FLUENT),
                Set.of(),
                Duration.ofSeconds(20),
                Duration.ZERO);
    }

    private static QueueEntry call(TeamId team, AtomicLong numbers) {
        return QueueEntry.arriving(
                new CallId("call-" + numbers.incrementAndGet()), PRACTICE, team, Urgency.ROUTINE, CLOCK.instant());
    }

    private static List<TeamId> teams(int number) {
        return IntStream.range(0, number)
                .mapToObj(each -> new TeamId("team-" + each))
                .toList();
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
                "{\"bench\":\"match\",\"assistants\":" + ASSISTANTS + ",\"waiting\":" + WAITING + ",\"rounds\":["
                        + String.join(",", Arrays.asList(json)) + "]}\n");
    }
}
