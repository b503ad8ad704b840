package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Role;
import org.permanence.management.Authorization.Ruling;
import org.permanence.practice.PracticeId;
import org.permanence.testing.SteppedClock;
import org.permanence.text.EnumWords;

/// Which role may make which request, against the table in `docs/rights.md`.
class AuthorizationTest {

    private static final Set<ApiRoute.About> NOT_BY_ROLE = Set.of(ApiRoute.About.FIGURES, ApiRoute.About.ACCOUNTS);

    private final Authorization authorization = new Authorization(new SteppedClock());

    @Test
    void everyRouteIsPermittedToExactlyTheRolesOfItsRow() throws IOException {
        Map<String, List<String>> table = table();
        List<String> wrong = new ArrayList<>();
        int requests = 0;
        for (ApiRoute route : ApiRoutes.all()) {
            if (NOT_BY_ROLE.contains(route.about())) {
                continue;
            }
            for (Role role : Role.values()) {
                requests++;
                String cell = cells(table, route).get(List.of(Role.values()).indexOf(role));
                boolean isExpected = !cell.equals("–")
                        && !cell.contains("approves")
                        && !cell.contains("if the")
                        && !isOfAnotherKind(route, cell);
                boolean isPermitted = rule(example(route), role, "ines") instanceof Ruling.Permitted;
                if (isExpected != isPermitted) {
                    wrong.add(route.request() + " " + role + ": " + isPermitted + " (expected: " + cell + ")");
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertEquals(7 * (ApiRoutes.all().size() - 10), requests);
    }

    private static List<String> cells(Map<String, List<String>> table, ApiRoute route) {
        return table.getOrDefault(EnumWords.of(route.deed()), List.of());
    }

    /// A request about all teams names no practice.
    private static boolean isOfAnotherKind(ApiRoute route, String cell) {
        return route.about() == ApiRoute.About.TEAMS && cell.startsWith("practice");
    }

    @Test
    void anAssistantSetsOnlyTheirOwnState() {
        assertTrue(rule("POST assistants/ines/login", Role.ASSISTANT, "ines") instanceof Ruling.Permitted);
        assertTrue(rule("POST assistants/ines/login", Role.ASSISTANT, "omar") instanceof Ruling.Refused);
        assertTrue(rule("POST assistants/ines/login", Role.SUPERVISOR, "omar") instanceof Ruling.Permitted);
    }

    @Test
    void thePermittedRowsAreThoseOfThePracticeThatTheRequestNames() {
        var permitted = (Ruling.Permitted) rule("GET recordings", Role.DOCTOR, "dr.okafor");

        assertTrue(permitted.scope().orElseThrow().contains(new PracticeId("les-lilas")));
        assertEquals(1, permitted.scope().orElseThrow().practices().size());
    }

    @Test
    void aManagerDoesNotExportTheLogOfAllPractices() {
        var request = request("POST audit/export", Role.PRACTICE_MANAGER, "claire");
        var parameters = new HashMap<>(request.parameters());
        parameters.remove("practice");
        var ofAll = new ApiRequest("POST", request.path(), parameters, Optional.empty(), Optional.empty(), "");

        assertTrue(rule(request) instanceof Ruling.Permitted);
        assertTrue(rule(ofAll) instanceof Ruling.Refused);
    }

    @Test
    void aRefusalNamesTheRowThatSaysSo() {
        var refused = (Ruling.Refused) rule("POST recordings/one/hold", Role.DOCTOR, "dr.okafor");

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
        var refused = (Ruling.Refused) rule("GET recordings", Role.SUPERVISOR, "omar");

        assertEquals(
                "practice-consent", refused.entry(Optional.empty()).details().get("why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor", "role", "purpose", "practice"})
    void aRequestThatLeavesOutWhoAsksAndWhyIsUnreadable(String missing) {
        var request = request("GET recordings", Role.DOCTOR, "dr.okafor");
        var parameters = new HashMap<>(request.parameters());
        parameters.remove(missing);

        assertThrows(
                IllegalArgumentException.class,
                () -> rule(new ApiRequest("GET", request.path(), parameters, Optional.empty(), Optional.empty(), "")));
    }

    /// A request that the route takes: the first of each alternative.
    private static String example(ApiRoute route) {
        return route.request()
                .pattern()
                .replace("(?<object>[^/ ]+)", "ines")
                .replaceAll("\\(/versions\\(/\\\\d\\+\\)\\?\\)\\?", "")
                .replaceAll("\\((\\?<what>)?([a-z-]+)[^)]*\\)", "$2");
    }

    private Ruling rule(String methodAndPath, Role role, String actor) {
        return rule(request(methodAndPath, role, actor));
    }

    private Ruling rule(ApiRequest request) {
        return authorization.rule(ApiRoutes.find(request).orElseThrow(() -> new AssertionError(request)), request);
    }

    private static ApiRequest request(String methodAndPath, Role role, String actor) {
        String[] words = methodAndPath.split(" ", 2);
        return new ApiRequest(
                words[0],
                List.of(words[1].split("/", -1)),
                Map.of("actor", actor, "role", EnumWords.of(role), "purpose", "hoperat", "practice", "les-lilas"),
                Optional.empty(),
                Optional.empty(),
                "");
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
