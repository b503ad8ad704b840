package org.permanence.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// Measures decisions per second of the policy on one core, for requests of 1,000 people about 3,000 practices, and
/// what a decision leaves for the garbage collector. Arguments: the file for the figures, and that of the table.
public final class AccessBench {

    private static final int PEOPLE = 1_000;
    private static final int PRACTICES = 3_000;
    private static final int TEAMS = 30;
    private static final int REQUESTS = 1 << 16;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 7);
    private static final long DECISIONS_PER_ROUND = 64L * REQUESTS;

    /// Million decisions a second.
    private static final double MARK = 2;

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private static final List<Deed> DEEDS = List.of(Deed.values());
    private static final List<Role> ROLES = List.of(Role.values());

    private record Request(Rights rights, Deed deed, Subject subject) {}

    private AccessBench() {}

    public static void main(String[] arguments) throws IOException {
        var random = new SplittableRandom(14);
        List<Rights> people = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            people.add(person(person, random));
        }
        Request[] requests = new Request[REQUESTS];
        Arrays.setAll(requests, _ -> request(people, random));
        decide(requests);
        decide(requests); // Compiled by now.
        double[] perSecond = new double[ROUNDS];
        double bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = allocatedBytes();
            long begun = System.nanoTime();
            decide(requests);
            perSecond[round] = DECISIONS_PER_ROUND * 1e9 / (System.nanoTime() - begun);
            bytes = (double) (allocatedBytes() - allocated) / DECISIONS_PER_ROUND;
        }
        Arrays.sort(perSecond);
        String figures = String.format(
                Locale.ROOT,
                "{\"decisions-per-second\":{\"lowest\":%.0f,\"median\":%.0f,\"highest\":%.0f},\"bytes-per-decision\":%.1f}",
                perSecond[0],
                perSecond[ROUNDS / 2],
                perSecond[ROUNDS - 1],
                bytes);
        Files.writeString(Path.of(arguments[0]), figures + "\n");
        double[] millions = Arrays.stream(perSecond).map(rate -> rate / 1e6).toArray();
        new AccessTable(Path.of(arguments[1]))
                .add(
                        "one decision of the policy, 1,000 people × 3,000 practices, one core",
                        AccessTable.spread("%.1f", millions)
                                + String.format(Locale.ROOT, " million a second, %.1f bytes each", bytes),
                        "≥ 2 million a second, no garbage beyond the answer",
                        AccessTable.median(millions) >= MARK);
    }

    private static void decide(Request... requests) {
        int allowed = 0;
        for (long i = 0; i < DECISIONS_PER_ROUND; i++) {
            Request request = requests[(int) (i & (REQUESTS - 1))];
            if (Policy.decide(request.rights(), request.deed(), request.subject(), NOW) instanceof Decision.Allowed) {
                allowed++;
            }
        }
        if (allowed == 0) {
            throw new IllegalStateException("no request was allowed");
        }
    }

    private static Rights person(int number, SplittableRandom random) {
        List<RoleAt> roles = new ArrayList<>();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            Role role = ROLES.get(random.nextInt(ROLES.size()));
            roles.add(new RoleAt(role, place(role, random)));
        }
        return new Rights("person-" + number, roles, random.nextInt(20) > 0);
    }

    private static Place place(Role role, SplittableRandom random) {
        return switch (role) {
            case ASSISTANT, SUPERVISOR -> new Place.OfTeam(new TeamId("team-" + random.nextInt(TEAMS)));
            case PRACTICE_MANAGER, DOCTOR -> new Place.OfPractice(practice(random.nextInt(PRACTICES)));
            case DATA_PROTECTION_OFFICER, AUDITOR, OPERATIONS -> new Place.Installation();
        };
    }

    private static Request request(List<Rights> people, SplittableRandom random) {
        int practice = random.nextInt(PRACTICES);
        return new Request(
                people.get(random.nextInt(PEOPLE)),
                DEEDS.get(random.nextInt(DEEDS.size())),
                new Subject(
                        Optional.of(practice(practice)),
                        Optional.of(new TeamId("team-" + practice % TEAMS)),
                        Optional.of(new Login("person-" + random.nextInt(PEOPLE))),
                        Optional.of(NOW.minusSeconds(random.nextInt(100_000)))));
    }

    private static PracticeId practice(int number) {
        return new PracticeId("practice-" + number);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
