package org.permanence.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.gates.ContractPeriod;
import org.permanence.gates.CurrentGates;
import org.permanence.gates.Gate;
import org.permanence.gates.GateRecords;
import org.permanence.gates.GateStore;
import org.permanence.gates.GatedAssistants;
import org.permanence.people.PersonId;
import org.permanence.practice.PracticeId;
import org.permanence.queue.QueueStore;
import org.permanence.store.Database;
import org.permanence.store.JdbcSettings;
import org.permanence.store.JooqQueueStore;
import org.permanence.testing.InMemoryQueueStore;

/// Measures what the gates cost a call, for 300 assistants who may each serve 3,000 practices, with all gates
/// required:
///
/// 1. the directory of all assistants after a change, in which one practice in ten is not in order
/// 2. the match with gates that are all in order, against the match without gates, in turns
///
/// Argument: the file of the table.
public final class GateBench {

    private static final int PRACTICES = 3_000;
    private static final int TEAMS = 10;
    private static final int THREADS = 8;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("bench.seconds", 3));
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
    private static final double SNAPSHOT_MARK = 50;
    private static final double MATCH_MARK = 0.95;

    private final AccessTable table;
    private final List<PracticeId> practices = IntStream.range(0, PRACTICES)
            .mapToObj(each -> new PracticeId("practice-" + each))
            .toList();

    private GateBench(AccessTable table) {
        this.table = table;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var bench = new GateBench(new AccessTable(Path.of(arguments[0])));
        bench.snapshot();
        bench.match("memory", new InMemoryQueueStore(), new InMemoryQueueStore());
        Path folder = Files.createTempDirectory("gate-bench");
        try (var one = Database.open(JdbcSettings.embedded(folder.resolve("without")));
                var other = Database.open(JdbcSettings.embedded(folder.resolve("with")))) {
            bench.match("H2", new JooqQueueStore(one), new JooqQueueStore(other));
        }
    }

    private void snapshot() throws IOException {
        GateRecords records = records(10);
        var editions = new AtomicLong();
        var gates = new CurrentGates(store(editions, records), EnumSet.allOf(Gate.class));
        var staffed = new LoadedTeams(new InMemoryQueueStore(), TEAMS, practices, directory -> directory);
        var offered = gated(staffed, gates);
        double[] millis = new double[2 * ROUNDS];
        double[] cpu = new double[2 * ROUNDS];
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        for (int round = -ROUNDS; round < millis.length; round++) { // The first ones are not counted.
            editions.incrementAndGet();
            gates.refresh();
            long begun = System.nanoTime();
            long begunCpu = thread.getCurrentThreadCpuTime();
            int served = offered.inService().stream()
                    .map(Assistant::skills)
                    .mapToInt(Map::size)
                    .sum();
            if (round >= 0) {
                millis[round] = (System.nanoTime() - begun) / 1e6;
                cpu[round] = (thread.getCurrentThreadCpuTime() - begunCpu) / 1e6;
            }
            if (served != LoadedTeams.ASSISTANTS * PRACTICES * 9 / 10) {
                throw new IllegalStateException("gates: " + served + " practices in order (expected: nine in ten)");
            }
        }
        table.add(
                "directory of 300 assistants × 3,000 practices with gates",
                AccessTable.spread("%.0f", millis) + " ms, of which CPU " + AccessTable.spread("%.0f", cpu) + " ms",
                "≤ 50 ms",
                AccessTable.median(millis) <= SNAPSHOT_MARK);
    }

    private void match(String name, QueueStore without, QueueStore with) throws IOException, InterruptedException {
        var gates = new CurrentGates(store(new AtomicLong(), records(0)), EnumSet.allOf(Gate.class));
        gates.refresh();
        var bare = new LoadedTeams(without, TEAMS, practices, directory -> directory);
        var gated = new LoadedTeams(with, TEAMS, practices, directory -> gated(directory, gates));
        bare.fill();
        gated.fill();
        double[] ratios = new double[ROUNDS];
        double[] rates = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) { // The first one is not counted.
            double bareRate = rate(bare);
            double gatedRate = rate(gated);
            if (round >= 0) {
                ratios[round] = gatedRate / bareRate;
                rates[round] = gatedRate;
            }
        }
        bare.check();
        gated.check();
        table.add(
                "match with gates, " + name,
                AccessTable.spread("%.2f", ratios) + " × the rate without; " + AccessTable.spread("%.0f", rates)
                        + " a second",
                "≥ 0.95 ×",
                AccessTable.median(ratios) >= MATCH_MARK);
    }

    private static double rate(LoadedTeams teams) throws InterruptedException {
        return MatchRate.measure(THREADS, TEAMS, teams::endOneCall, MEASURED).perSecond();
    }

    private static GatedAssistants gated(AssistantDirectory staffed, CurrentGates gates) {
        return new GatedAssistants(
                staffed,
                gates,
                (_, practice, _, missing, _) -> {
                    throw new IllegalStateException("gates: " + missing + " at " + practice.value());
                },
                InstantSource.system());
    }

    /// All gates in order, but for unread instruction sheets.
    ///
    /// @param unreadOne of so many practices; 0: none
    private GateRecords records(int unreadOne) {
        Map<Login, GateRecords.Holder> people = new HashMap<>();
        Map<PersonId, Integer> signed = new HashMap<>();
        Map<PersonId, Instant> trained = new HashMap<>();
        Map<PersonId, Map<PracticeId, Integer>> read = new HashMap<>();
        for (int each = 0; each < LoadedTeams.ASSISTANTS; each++) {
            var id = new PersonId("0199aaaa-0000-7000-8000-%012x".formatted(each));
            people.put(LoadedTeams.login(each), new GateRecords.Holder(id, true, true));
            signed.put(id, 1);
            trained.put(id, Instant.parse("2099-01-01T00:00:00Z"));
            Map<PracticeId, Integer> sheets = new HashMap<>();
            for (int practice = 0; practice < PRACTICES; practice++) {
                if (unreadOne == 0 || (practice + each) % unreadOne != 0) {
                    sheets.put(practices.get(practice), 1);
                }
            }
            read.put(id, sheets);
        }
        Map<PracticeId, Integer> sheets = new HashMap<>();
        Map<PracticeId, List<ContractPeriod>> contracts = new HashMap<>();
        var signer = new PersonId("0199aaaa-0000-7000-8000-ffffffffffff");
        practices.forEach(practice -> {
            sheets.put(practice, 1);
            contracts.put(
                    practice,
                    new ArrayList<>(List.of(new ContractPeriod(practice, 1, BEGUN, Optional.empty(), signer))));
        });
        return new GateRecords(people, Map.of(1, BEGUN), signed, trained, sheets, read, contracts, Map.of());
    }

    /// A store of these records only.
    private static GateStore store(AtomicLong editions, GateRecords records) {
        return (GateStore) Proxy.newProxyInstance(
                GateBench.class.getClassLoader(),
                new Class<?>[] {GateStore.class},
                (_, method, _) -> switch (method.getName()) {
                    case "edition" -> new GateStore.Edition(editions.get(), LoadedTeams.ASSISTANTS, Optional.empty());
                    case "load" -> records;
                    default -> throw new IllegalStateException(method.getName() + " (expected: a read)");
                });
    }
}
