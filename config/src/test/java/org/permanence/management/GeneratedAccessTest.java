package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.Skill;
import org.permanence.oncall.RotaId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInFixture;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// 100,000 generated requests about 20 practices, which 5 teams serve, by 50 people with generated roles; in 20
/// generated installations. The test knows by itself which practices are a person's own.
class GeneratedAccessTest {

    private static final int INSTALLATIONS = 20;
    private static final int REQUESTS = 5_000;
    private static final int PRACTICES = 20;
    private static final int TEAMS = 5;
    private static final int PEOPLE = 50;
    private static final PracticeId UNKNOWN = new PracticeId("practice-unknown");
    private static final List<Role> ROLES = List.of(Role.values());
    private static final Set<ApiRoute.About> ABOUT_A_PRACTICE = EnumSet.of(
            ApiRoute.About.PRACTICE,
            ApiRoute.About.PRACTICE_PARAMETER,
            ApiRoute.About.PRACTICE_OR_INSTALLATION,
            ApiRoute.About.ROTA);

    /// An override belongs to a rota by its number, and names no practice.
    private static final List<ApiRoute> ROUTES = ApiRoutes.all().stream()
            .filter(route -> ABOUT_A_PRACTICE.contains(route.about()) && route.deed() != Deed.CANCEL_ON_CALL)
            .toList();

    private final SplittableRandom random = new SplittableRandom(14);
    private int permitted;
    private int others;
    private int notFound;

    @Test
    void noRequestGetsRowsOfAnotherPracticeAndTheAnswerIsThatOfAnUnknownOne() {
        for (int installation = 0; installation < INSTALLATIONS; installation++) {
            new Installation().ask();
        }

        assertTrue(ROUTES.size() > 30, ROUTES.size() + " routes");
        assertTrue(permitted > 1_000, permitted + " permitted of " + INSTALLATIONS * REQUESTS);
        assertTrue(others > 10_000, others + " for another practice");
        assertTrue(notFound > 2_000, notFound + " not found, because the person may do it elsewhere");
    }

    private record Asking(SessionToken session, List<RoleAt> roles) {}

    private record Question(Asking asking, ApiRoute route) {}

    private final class Installation {

        private final SteppedClock clock = new SteppedClock();
        private final SignedInFixture signedIn = new SignedInFixture(clock);
        private final List<Set<PracticeId>> practicesOfTeams = IntStream.range(0, TEAMS)
                .<Set<PracticeId>>mapToObj(_ -> new HashSet<>())
                .toList();
        private final List<Asking> people = new ArrayList<>();
        private final Map<Question, Reply> ofUnknown = new HashMap<>();
        private final Authorization authorization;

        private Installation() {
            Map<RotaId, Set<PracticeId>> rotas = new HashMap<>();
            for (int number = 0; number < PRACTICES; number++) {
                PracticeId practice = practice(number);
                practicesOfTeams.get(random.nextInt(TEAMS)).add(practice);
                practicesOfTeams.get(random.nextInt(TEAMS)).add(practice);
                rotas.put(RotaId.ofPractice(practice.value()), Set.of(practice));
            }
            for (int number = 0; number < PEOPLE; number++) {
                List<RoleAt> roles = IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> role())
                        .distinct()
                        .toList();
                people.add(new Asking(signedIn.signIn("person-" + number, roles.toArray(RoleAt[]::new)), roles));
            }
            Assistant[] staff =
                    IntStream.range(0, TEAMS).mapToObj(this::assistant).toArray(Assistant[]::new);
            authorization = new Authorization(
                    signedIn.lookup(),
                    new Organization(
                            SamplePractices.with(staff),
                            rota -> rotas.getOrDefault(rota, Set.of()),
                            new InMemoryOnCallOverrideStore()),
                    IdleApis.noBreakGlass(),
                    clock);
        }

        private Assistant assistant(int team) {
            return SamplePractices.assistant("staff-" + team)
                    .withTeam(team(team))
                    .withSkills(practicesOfTeams.get(team).stream()
                            .collect(Collectors.toMap(practice -> practice, _ -> Skill.FLUENT)));
        }

        void ask() {
            for (int request = 0; request < REQUESTS; request++) {
                ask(
                        people.get(random.nextInt(PEOPLE)),
                        ROUTES.get(random.nextInt(ROUTES.size())),
                        practice(random.nextInt(PRACTICES)));
            }
        }

        private void ask(Asking asking, ApiRoute route, PracticeId practice) {
            Ruling ruling = rule(asking, route, practice);
            if (isOwn(asking, practice)) {
                examineOwn(ruling, practice);
                return;
            }
            others++;
            Reply reply = refusal(ruling, asking, route);
            Reply expected = ofUnknown.computeIfAbsent(
                    new Question(asking, route), _ -> refusal(rule(asking, route, UNKNOWN), asking, route));
            assertEquals(
                    expected.body().toString().replace(UNKNOWN.value(), practice.value()),
                    reply.body().toString(),
                    () -> asking.roles() + " " + route);
            assertEquals(expected.status(), reply.status(), () -> asking.roles() + " " + route);
            if (asking.roles().stream().anyMatch(held -> mayElsewhere(held, route))) {
                notFound++;
                assertEquals(404, reply.status(), () -> asking.roles() + " " + route);
            }
        }

        private void examineOwn(Ruling ruling, PracticeId practice) {
            if (ruling instanceof Ruling.Permitted(Permission permission)) {
                permitted++;
                permission.scope().ifPresent(scope -> assertEquals(Set.of(practice), scope.practices()));
            }
        }

        private Reply refusal(Ruling ruling, Asking asking, ApiRoute route) {
            assertTrue(ruling instanceof Ruling.Refused, () -> asking.roles() + " " + route + ": " + ruling);
            return ((Ruling.Refused) ruling).reply();
        }

        private Ruling rule(Asking asking, ApiRoute route, PracticeId practice) {
            boolean isParameter = route.about() == ApiRoute.About.PRACTICE_PARAMETER
                    || route.about() == ApiRoute.About.PRACTICE_OR_INSTALLATION;
            ApiRequest request = RouteExamples.request(
                    RouteExamples.methodAndPath(route, isParameter ? "one" : practice.value()),
                    isParameter ? Map.of("practice", practice.value()) : Map.of());
            return authorization.rule(ApiRoutes.find(request).orElseThrow(), request, Optional.of(asking.session()));
        }

        private boolean isOwn(Asking asking, PracticeId practice) {
            return asking.roles().stream().anyMatch(held -> switch (held.place()) {
                case Place.Installation() -> true;
                case Place.OfPractice(PracticeId own) -> own.equals(practice);
                case Place.OfTeam(TeamId own) ->
                    IntStream.range(0, TEAMS)
                            .anyMatch(team -> team(team).equals(own)
                                    && practicesOfTeams.get(team).contains(practice));
            });
        }
    }

    /// Roles of a practice that may do this at their own practice, by the table of rights as people read it.
    private static boolean mayElsewhere(RoleAt held, ApiRoute route) {
        return held.role() == Role.DOCTOR
                && Set.of(Deed.LIST_RECORDINGS, Deed.LIST_MESSAGES, Deed.READ_NOTE, Deed.APPLY_RULES, Deed.SEE_ON_CALL)
                        .contains(route.deed());
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

    private static PracticeId practice(int number) {
        return new PracticeId("practice-" + number);
    }

    private static TeamId team(int number) {
        return new TeamId("team-" + number);
    }
}
