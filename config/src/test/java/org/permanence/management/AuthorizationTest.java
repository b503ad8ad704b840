package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.breakglass.BreakGlassRights;
import org.permanence.breakglass.OnCallGroups;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverrideStore;
import org.permanence.oncall.RotaId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.publish.PracticeRegistries;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInFixture;
import org.permanence.testing.InMemoryBreakGlassStore;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import org.permanence.text.EnumWords;

/// Which role may make which request, against the table in `docs/rights.md`. The installation is the example, with
/// a rota.
class AuthorizationTest {

    private static final Set<ApiRoute.About> NOT_BY_ROLE =
            EnumSet.of(ApiRoute.About.ENGINE, ApiRoute.About.SIGN_IN, ApiRoute.About.ACCOUNTS);

    private static final TeamId TEAM = new TeamId("centre");

    private final SteppedClock clock = new SteppedClock();
    private final SignedInFixture people = new SignedInFixture(clock);
    private final InMemoryOnCallOverrideStore overrides = new InMemoryOnCallOverrideStore();
    private final InMemoryBreakGlassStore breakGlass = new InMemoryBreakGlassStore();
    private Authorization authorization;
    private int override;

    @BeforeEach
    void open(@TempDir Path work) {
        var settings = new InstallationOnDisk(work)
                .changePractice("2026 09:00 -> fallback-lines", "2026 09:00 -> on-call")
                .changePractice("\nmessages:", "\non-call: {group: north}\nmessages:")
                .change(
                        "\nassistants:",
                        "\non-call-groups: {north: {practices: [les-lilas], week: {wednesday: {\"00:00-24:00\": [back-office]}}, backup-lines: [doctor-martin]}}\n"
                                + "assistants:")
                .settings();
        authorization = new Authorization(
                people.lookup(),
                new Organization(
                        IdleApis.assistants(settings),
                        PracticeRegistries.withoutOverrides(settings)::practicesOf,
                        overrides),
                new BreakGlassRights(breakGlass, new OnCallGroups(SamplePractices.standard())),
                clock);
        Instant now = clock.instant();
        var draft = new OnCallOverride.Draft(
                RotaId.ofPractice("les-lilas"),
                List.of(new Line("doctor-martin")),
                now,
                now.plus(Duration.ofHours(1)),
                "claire",
                "ill",
                now);
        override = ((OnCallOverrideStore.SaveResult.Saved) overrides.save(draft))
                .override()
                .id();
    }

    @Test
    void requestWithoutASessionIsNotSignedIn() {
        ApiRequest request = request("GET journal", true);

        assertTrue(
                authorization.rule(ApiRoutes.find(request).orElseThrow(), request, Optional.empty())
                        instanceof Ruling.NotSignedIn);
        assertTrue(rule(request, SessionToken.read("A".repeat(43)).orElseThrow()) instanceof Ruling.NotSignedIn);
    }

    @Test
    void sessionOfAPersonWithoutARoleIsNotSignedIn() {
        SessionToken session = people.signIn("claire", inItsPlace(Role.OPERATIONS));
        people.takeRoles("claire");

        assertTrue(rule(request("GET journal", true), session) instanceof Ruling.NotSignedIn);
    }

    @Test
    void idleSessionShowsNoDataAndStillChangesTheAssistantsState() {
        SessionToken ines = people.signIn("ines", inItsPlace(Role.ASSISTANT));
        clock.advance(Duration.ofMinutes(10));

        var covered = (Ruling.NotSignedIn) rule(request("GET assistants", false), ines);

        assertEquals(
                Map.of("problem", "idle for more than ten minutes (expected: permanence step-up)"),
                covered.reply().body());
        assertTrue(rule(request("POST assistants/ines/login", false), ines) instanceof Ruling.Permitted);
    }

    @Test
    void peopleThatCannotBeReadKeepWhatTheyHad() {
        SessionToken supervisor = people.signIn("omar", inItsPlace(Role.SUPERVISOR));
        people.losePeople();

        assertTrue(rule(request("GET assistants", false), supervisor) instanceof Ruling.Permitted);
        assertTrue(rule(request("GET recordings", true), supervisor) instanceof Ruling.Refused);
    }

    @Test
    void withoutTheDatabaseNoBreakGlassIsBelieved() {
        var portRoyal = new Place.OfPractice(SamplePractices.PORT_ROYAL.id());
        SessionToken hugo = people.signIn("hugo", new RoleAt(Role.DOCTOR, portRoyal));
        breakGlass.failsFromNowOn();

        assertThrows(StoreUnavailableException.class, () -> rule(request("GET messages", true), hugo));
    }

    @Test
    void everyRouteIsPermittedToExactlyTheRolesOfItsRow() throws IOException {
        Map<String, List<String>> table = table();
        List<String> wrong = new ArrayList<>();
        int requests = 0;
        for (Role role : Role.values()) {
            String login = "asking-" + EnumWords.of(role);
            SessionToken session = people.signIn(login, inItsPlace(role));
            for (ApiRoute route : ApiRoutes.all()) {
                if (NOT_BY_ROLE.contains(route.about())) {
                    continue;
                }
                requests++;
                String cell = table.getOrDefault(EnumWords.of(route.deed()), List.of())
                        .get(List.of(Role.values()).indexOf(role));
                boolean isExpected = !cell.equals("–") && !cell.contains("approves") && !cell.contains("if the");
                // An assistant changes their own state, a supervisor that of Ines, who is of the team.
                String assistant = role == Role.ASSISTANT ? login : "ines";
                boolean isPermitted =
                        rule(request(example(route, assistant), true), session) instanceof Ruling.Permitted;
                if (isExpected != isPermitted) {
                    wrong.add(route.request() + " " + role + ": " + isPermitted + " (expected: " + cell + ")");
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertTrue(requests > 7 * 25, requests + " requests");
    }

    @Test
    void signInAndOwnSessionsAreDeedsOfTheirOwn() {
        Set<Deed> own = EnumSet.of(Deed.SIGN_IN, Deed.MANAGE_OWN_SESSIONS);

        for (ApiRoute route : ApiRoutes.all()) {
            assertEquals(route.about() == ApiRoute.About.SIGN_IN, own.contains(route.deed()), route.toString());
        }
    }

    @Test
    void anAssistantSetsOnlyTheirOwnState() {
        SessionToken ines = people.signIn("ines", inItsPlace(Role.ASSISTANT));
        SessionToken omar = people.signIn("omar", inItsPlace(Role.SUPERVISOR));

        assertTrue(rule(request("POST assistants/ines/login", false), ines) instanceof Ruling.Permitted);
        assertTrue(rule(request("POST assistants/omar/login", false), ines) instanceof Ruling.Refused);
        assertTrue(rule(request("POST assistants/ines/login", false), omar) instanceof Ruling.Permitted);
    }

    @Test
    void thePermittedRowsAreThoseOfThePracticeThatTheRequestNames() {
        SessionToken doctor = people.signIn("okafor", inItsPlace(Role.DOCTOR));

        var permitted = (Ruling.Permitted) rule(request("GET recordings", true), doctor);

        assertEquals(
                Set.of(new PracticeId("les-lilas")),
                permitted.permission().scope().orElseThrow().practices());
        assertEquals(Role.DOCTOR, permitted.permission().person().role());
    }

    @Test
    void anotherPracticeIsAnsweredLikeOneThatDoesNotExist() {
        SessionToken doctor = people.signIn("okafor", inItsPlace(Role.DOCTOR));

        var another = (Ruling.Refused) rule(ofPractice("GET recordings", "port-royal"), doctor);
        var unknown = (Ruling.Refused) rule(ofPractice("GET recordings", "les-roses"), doctor);

        assertEquals(404, another.reply().status());
        assertEquals(Reply.unknownPractice(new PracticeId("port-royal")), another.reply());
        assertEquals(Reply.unknownPractice(new PracticeId("les-roses")), unknown.reply());
    }

    @Test
    void aManagerDoesNotExportTheLogOfAllPractices() {
        SessionToken manager = people.signIn("claire", inItsPlace(Role.PRACTICE_MANAGER));

        assertTrue(rule(request("GET audit/export", true), manager) instanceof Ruling.Permitted);
        assertTrue(rule(request("GET audit/export", false), manager) instanceof Ruling.Refused);
    }

    @Test
    void aRefusalNamesTheRowThatSaysSo() {
        SessionToken doctor = people.signIn("okafor", inItsPlace(Role.DOCTOR));

        var refused = (Ruling.Refused) rule(request("POST recordings/one/hold", true), doctor);

        assertEquals(403, refused.reply().status());
        assertEquals(
                Map.of(
                        "problem",
                        "role doctor: no role held allows it "
                                + "(expected: hold-recording: data-protection-officer practice ↑)"),
                refused.reply().body());
    }

    @Test
    void whatAPracticeWouldHaveToAllowIsRefused() {
        SessionToken supervisor = people.signIn("omar", inItsPlace(Role.SUPERVISOR));

        var refused = (Ruling.Refused) rule(request("GET recordings", true), supervisor);

        assertEquals("practice-consent", refused.why());
    }

    @Test
    void aMissingPurposeAndAnOldFactorAreNamed() {
        SessionToken doctor = people.signIn("okafor", inItsPlace(Role.DOCTOR));
        var request = ofPractice("GET recordings", "les-lilas");
        var withoutPurpose = new ApiRequest(
                "GET", request.path(), Map.of("practice", "les-lilas"), Optional.empty(), Optional.empty(), "");

        assertEquals(List.of("purpose"), needs(rule(withoutPurpose, doctor)));
        clock.advance(Duration.ofMinutes(5));
        assertEquals(List.of("purpose", "step-up"), needs(rule(withoutPurpose, doctor)));
        assertEquals(List.of("step-up"), needs(rule(request, doctor)));
    }

    private static Object needs(Ruling ruling) {
        var refused = (Ruling.Refused) ruling;
        assertEquals(403, refused.reply().status());
        return Objects.requireNonNull(((Map<?, ?>) refused.reply().body()).get("needs"));
    }

    private static RoleAt inItsPlace(Role role) {
        return role == Role.DATA_PROTECTION_OFFICER
                ? new RoleAt(role, new Place.Installation()) // Who writes agreements, which are the installation's.
                : SignedInFixture.inItsPlace(role, TEAM);
    }

    /// A request that the route takes: the first of each alternative.
    private String example(ApiRoute route, String login) {
        String object = switch (route.about()) {
            case ASSISTANT -> login;
            case ROTA -> route.deed() == Deed.CANCEL_ON_CALL ? Integer.toString(override) : "les-lilas";
            default -> "les-lilas";
        };
        return RouteExamples.methodAndPath(route, object);
    }

    private Ruling rule(ApiRequest request, SessionToken session) {
        return authorization.rule(
                ApiRoutes.find(request).orElseThrow(() -> new AssertionError(request)), request, Optional.of(session));
    }

    /// @param isOfPractice whether it names the practice `les-lilas`
    private static ApiRequest request(String methodAndPath, boolean isOfPractice) {
        return RouteExamples.request(methodAndPath, isOfPractice ? Map.of("practice", "les-lilas") : Map.of());
    }

    private static ApiRequest ofPractice(String methodAndPath, String practice) {
        return RouteExamples.request(methodAndPath, Map.of("practice", practice));
    }

    /// The cells of each deed, in the order of the roles.
    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(Path.of("../docs/rights.md"))) {
            lines.filter(line -> line.startsWith("| ")).forEach(line -> {
                List<String> row = List.of(line.split("\\|", 10)).stream()
                        .map(String::strip)
                        .toList();
                cells.put(row.get(1), row.subList(2, row.size()));
            });
        }
        return cells;
    }
}
