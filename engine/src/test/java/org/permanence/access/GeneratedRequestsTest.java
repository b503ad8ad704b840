package org.permanence.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.assistant.Login;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;

/// 100,000 generated requests of 50 people over 20 practices, which 5 teams serve.
class GeneratedRequestsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final int PRACTICES = 20;
    private static final int TEAMS = 5;
    private static final int PEOPLE = 50;
    private static final int REQUESTS = 100_000;
    private static final List<Deed> DEEDS = List.of(Deed.values());
    private static final List<Role> ROLES = List.of(Role.values());

    private final SplittableRandom random = new SplittableRandom(14);
    private final List<Rights> people =
            IntStream.range(0, PEOPLE).mapToObj(this::person).toList();

    @Test
    void noPersonIsAllowedADeedAtAnotherPractice() {
        int allowed = 0;
        for (int request = 0; request < REQUESTS; request++) {
            Rights asking = people.get(random.nextInt(PEOPLE));
            Deed deed = DEEDS.get(random.nextInt(DEEDS.size()));
            int practice = random.nextInt(PRACTICES);
            Subject subject = subject(practice);
            if (Policy.decide(asking, deed, subject, NOW) instanceof Decision.Allowed) {
                allowed++;
                assertTrue(
                        practicesOf(asking).contains(practice),
                        () -> asking + " was allowed " + deed + " for " + subject);
            }
        }
        assertTrue(allowed > REQUESTS / 100, "too few requests were allowed to prove anything: " + allowed);
    }

    @Test
    void aRoleMoreNeverTakesARightAway() {
        for (int request = 0; request < REQUESTS; request++) {
            Rights asking = people.get(random.nextInt(PEOPLE));
            Deed deed = DEEDS.get(random.nextInt(DEEDS.size()));
            Subject subject = subject(random.nextInt(PRACTICES));
            List<RoleAt> more = new ArrayList<>(asking.roles());
            more.add(random.nextInt(more.size() + 1), role());

            Decision before = Policy.decide(asking, deed, subject, NOW);
            Decision after = Policy.decide(new Rights(asking.login(), more, asking.isInEea()), deed, subject, NOW);

            if (before instanceof Decision.Allowed) {
                assertTrue(after instanceof Decision.Allowed, () -> asking + " " + deed + " " + subject);
            }
        }
    }

    @Test
    void theOrderOfRolesDoesNotMatter() {
        for (int request = 0; request < REQUESTS; request++) {
            Rights asking = people.get(random.nextInt(PEOPLE));
            Deed deed = DEEDS.get(random.nextInt(DEEDS.size()));
            Subject subject = subject(random.nextInt(PRACTICES));
            var reversed = new Rights(asking.login(), asking.roles().reversed(), asking.isInEea());

            assertEquals(
                    weight(Policy.decide(asking, deed, subject, NOW)),
                    weight(Policy.decide(reversed, deed, subject, NOW)),
                    () -> asking + " " + deed + " " + subject);
        }
    }

    /// The reason of a refusal, or the number of needs.
    private static Object weight(Decision decision) {
        return switch (decision) {
            case Decision.Allowed(Set<Need> needs, Role _) -> needs.size();
            case Decision.Refused(Why why) -> why;
        };
    }

    private Rights person(int number) {
        List<RoleAt> roles = new ArrayList<>();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            roles.add(role());
        }
        return new Rights("person-" + number, roles, random.nextInt(10) > 0);
    }

    private RoleAt role() {
        Role role = ROLES.get(random.nextInt(ROLES.size()));
        return new RoleAt(
                role,
                switch (role) {
                    case ASSISTANT, SUPERVISOR -> new Place.OfTeam(team(random.nextInt(TEAMS)));
                    case PRACTICE_MANAGER, DOCTOR -> new Place.OfPractice(practice(random.nextInt(PRACTICES)));
                    case DATA_PROTECTION_OFFICER, AUDITOR, OPERATIONS ->
                        random.nextInt(4) == 0
                                ? new Place.Installation()
                                : new Place.OfPractice(practice(random.nextInt(PRACTICES)));
                });
    }

    /// Data of a practice: half of it about a person, such as the assistant of a call.
    private Subject subject(int practice) {
        return new Subject(
                Optional.of(practice(practice)),
                random.nextBoolean() ? Optional.of(team(practice % TEAMS)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(new Login("person-" + random.nextInt(PEOPLE))) : Optional.empty(),
                random.nextBoolean() ? Optional.of(NOW.minusSeconds(random.nextInt(200_000))) : Optional.empty());
    }

    private static Set<Integer> practicesOf(Rights person) {
        Set<Integer> practices = new HashSet<>();
        for (int practice = 0; practice < PRACTICES; practice++) {
            for (RoleAt held : person.roles()) {
                boolean isTheirs = switch (held.place()) {
                    case Place.Installation() -> true;
                    case Place.OfPractice(PracticeId own) -> own.equals(practice(practice));
                    case Place.OfTeam(TeamId own) -> own.equals(team(practice % TEAMS));
                };
                if (isTheirs) {
                    practices.add(practice);
                }
            }
        }
        return practices;
    }

    private static PracticeId practice(int number) {
        return new PracticeId("practice-" + number);
    }

    private static TeamId team(int number) {
        return new TeamId("team-" + number);
    }
}
