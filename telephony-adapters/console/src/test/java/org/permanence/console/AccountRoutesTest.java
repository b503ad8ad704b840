package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.console.AccountScenario.PASSWORD;
import static org.permanence.console.AccountScenario.cookies;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.console.AccountScenario.Visitor;

@Timeout(60)
class AccountRoutesTest {

    private static final String NOT_SIGNED_IN =
            "{\"type\":\"/problems/not-signed-in\",\"title\":\"Not signed in\",\"status\":401}";

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",\"current\":(true|false)");

    private AccountScenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new AccountScenario(folder);
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void invitedPersonSetsTheirFactorsSignsInAndSeesTheirAccount() throws IOException {
        String token = scenario.invitation("claire");
        var claire = new Visitor("claire", scenario.begin(token));

        var accepted = scenario.accept(token, PASSWORD, scenario.code(claire));
        assertEquals(200, accepted.status(), accepted.text());
        assertEquals(10, accepted.content().split("\",\"").length, "recovery codes");
        scenario.clock.advance(Duration.ofMinutes(1));

        var signedIn = scenario.signIn(claire);
        assertTrue(
                signedIn.content()
                        .matches("\\{\"login\":\"claire\",\"endsAt\":\"[0-9T:-]+Z\",\"code\":\"one-time-code\"}"),
                signedIn.text());
        assertEquals(
                "{\"login\":\"claire\",\"language\":\"fr\",\"roles\":[{\"role\":\"operations\",\"place\":\"installation\"}]}",
                scenario.get("/api/me", cookies(signedIn)).content());
    }

    @ParameterizedTest
    @CsvSource({
        "claire, not the password at all, right",
        "claire, tasse lundi pluie escalier, 000000",
        "claire, tasse lundi pluie escalier, earlier",
        "clara, tasse lundi pluie escalier, right",
        "cl@ire, tasse lundi pluie escalier, right"
    })
    void wrongSignInsGetOneAnswer(String login, String password, String code) throws IOException {
        Visitor claire = scenario.enrolled("claire");
        String earlier = scenario.code(claire);
        scenario.signIn(claire);
        scenario.clock.advance(Duration.ofMinutes(5));

        var answer = scenario.signIn(
                login,
                password,
                switch (code) {
                    case "right" -> scenario.code(claire);
                    case "earlier" -> earlier;
                    default -> code;
                });

        assertEquals(401, answer.status());
        assertEquals(NOT_SIGNED_IN, answer.content());
        assertFalse(answer.text().contains("Set-Cookie"), answer.text());
    }

    @Test
    void personSeesWhatWasLookedAtInTheirName() throws IOException {
        String cookies = cookies(scenario.signIn(scenario.enrolled("claire")));

        var answer = scenario.get("/api/own-entries", cookies);

        assertTrue(
                answer.content()
                        .startsWith("{\"entries\":[{\"number\":7,\"time\":\"2026-11-30T12:00:00.000000Z\","
                                + "\"action\":\"RECORDING_PLAYED\""),
                answer.text());
        assertTrue(answer.content().contains("\"role\":\"OPERATIONS\""), answer.content());
    }

    @Test
    void noEntryIsShownWhileTheAuditLogCannotBeRead() throws IOException {
        String cookies = cookies(scenario.signIn(scenario.enrolled("claire")));
        scenario.closeAuditLog();

        assertEquals(503, scenario.get("/api/own-entries", cookies).status());
    }

    @Test
    void machineHasNoSessionAtTheConsole() throws IOException {
        scenario.enrolled("claire");
        String session =
                "Cookie: __Host-session=" + scenario.machineSession("robot").text();

        for (String path : List.of("/api/me", "/api/approvals", "/api/own-entries", "/api/passkeys")) {
            assertEquals(401, scenario.get(path, session).status(), path);
        }
    }

    @Test
    void sessionThatEndsBeforeTheContentHasArrivedDoesNothing() throws IOException {
        String session = cookies(scenario.signIn(scenario.enrolled("claire")));
        try (Socket late = scenario.awaitingContent("/api/passkeys/none/name", 2, session)) {
            late.getOutputStream().write('{'); // The server has begun to work on it after some others.
            for (int i = 0; i < 20; i++) {
                assertEquals(200, scenario.get("/api/me", session).status());
            }
            assertEquals(204, scenario.post("/api/sign-out", "", session).status());
            late.getOutputStream().write('}');

            assertTrue(read(late).startsWith("HTTP/1.1 401"));
        }
    }

    private static String read(Socket connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void codeSignsInOnce() throws IOException {
        Visitor claire = scenario.enrolled("claire");
        var first = scenario.signIn(claire);

        var second = scenario.signIn(claire, cookies(first));

        assertEquals("200 401", first.status() + " " + second.status());
    }

    @Test
    void strangerWhoGuessesIsSlowedAndThePersonSignsInFromTheirDevice() throws IOException {
        Visitor claire = scenario.enrolled("claire");
        var earlier = scenario.signIn(claire);
        scenario.clock.advance(Duration.ofMinutes(1));

        assertEquals(401, scenario.signIn("claire", "guess", "000000").status());
        var slowed = scenario.signIn("claire", "guess", "000000");

        assertEquals(429, slowed.status());
        assertTrue(slowed.hasHeader("Retry-After: 1"), slowed.text());
        assertEquals(
                "{\"type\":\"/problems/too-fast\",\"title\":\"Too many requests\",\"status\":429}", slowed.content());
        assertEquals(
                200, scenario.signIn(claire, device(cookies(earlier))).status(), "the device has attempts of its own");
    }

    @Test
    void endedSessionIsNoSessionOnTheNextRequest() throws IOException {
        Visitor claire = scenario.enrolled("claire");
        String office = cookies(scenario.signIn(claire));
        scenario.clock.advance(Duration.ofMinutes(1));
        String home = cookies(scenario.signIn(claire));

        List<String> other = ids(scenario.get("/api/sessions", home).content(), false);
        assertEquals(1, other.size());
        assertEquals(204, end(other.getFirst(), home).status());

        assertEquals(401, scenario.get("/api/me", office).status());
        assertEquals(200, scenario.get("/api/me", home).status());
        var out = scenario.post("/api/sign-out", "", home);
        assertEquals(204, out.status());
        assertTrue(
                out.hasHeader("Set-Cookie: __Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"),
                out.text());
        assertEquals(401, scenario.get("/api/me", home).status());
        assertEquals(
                2,
                scenario.audit.log().stream().filter("note SIGNED_OUT"::equals).count());
    }

    @Test
    void newSignInInABrowserEndsTheEarlierSession() throws IOException {
        Visitor claire = scenario.enrolled("claire");
        String first = cookies(scenario.signIn(claire));
        scenario.clock.advance(Duration.ofMinutes(1));

        String second = cookies(scenario.signIn(claire, first));

        assertEquals(401, scenario.get("/api/me", first).status());
        assertEquals(
                1, ids(scenario.get("/api/sessions", second).content(), true).size());
        assertEquals(List.of(), ids(scenario.get("/api/sessions", second).content(), false));
    }

    @ParameterizedTest
    @CsvSource({"01900000-0000-7000-8000-000000000000", "1", "00000000-0000-0000-0000-000000000000"})
    void unknownSessionIsNotFound(String id) throws IOException {
        String cookies = cookies(scenario.signIn(scenario.enrolled("claire")));

        var answer = end(id, cookies);

        assertEquals(
                "404 {\"type\":\"/problems/not-found\",\"title\":\"Not found\",\"status\":404}",
                answer.status() + " " + answer.content());
    }

    @Test
    void idleSessionIsCoveredAndCanBeEnded() throws IOException {
        String cookies = cookies(scenario.signIn(scenario.enrolled("claire")));
        scenario.clock.advance(Duration.ofMinutes(9));
        assertEquals(200, scenario.get("/api/me", cookies).status());
        scenario.clock.advance(Duration.ofMinutes(9));
        assertEquals(200, scenario.get("/api/me", cookies, "X-Cause: page").status());
        scenario.clock.advance(Duration.ofMinutes(1));

        var covered = scenario.get("/api/me", cookies);

        assertEquals(401, covered.status(), "a request of the page by itself is no activity");
        assertTrue(covered.content().contains("/problems/session-covered"), covered.content());
        assertEquals(401, scenario.get("/api/sessions", cookies).status());
        assertEquals(204, scenario.post("/api/sign-out", "", cookies).status());
    }

    @Test
    void oneFactorUncoversASessionUnderANewToken() throws IOException {
        Visitor claire = scenario.enrolled("claire");
        String cookies = cookies(scenario.signIn(claire));
        scenario.clock.advance(Duration.ofMinutes(11));

        var wrong = scenario.post("/api/step-up", "{\"code\":\"000000\"}", cookies);
        assertEquals("401 " + NOT_SIGNED_IN, wrong.status() + " " + wrong.content());
        assertFalse(wrong.text().contains("Set-Cookie"), "the session goes on");
        var proved = scenario.post("/api/step-up", "{\"code\":\"" + scenario.code(claire) + "\"}", cookies);

        assertEquals(200, proved.status(), proved.text());
        assertEquals(200, scenario.get("/api/me", cookies(proved)).status());
        assertEquals(401, scenario.get("/api/me", cookies).status(), "the earlier token has ended");
    }

    @ParameterizedTest
    @CsvSource({"no token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void unknownInvitationIsNotFound(String token) throws IOException {
        var begun = scenario.post("/api/invitations/begin", "{\"token\":\"" + token + "\"}");
        var accepted = scenario.accept(token, PASSWORD, "123456");

        assertEquals("404 404", begun.status() + " " + accepted.status());
        assertEquals(begun.content(), accepted.content());
    }

    @Test
    void usedInvitationIsNotFound() throws IOException {
        String token = scenario.invitation("claire");
        var claire = new Visitor("claire", scenario.begin(token));
        assertEquals(
                200, scenario.accept(token, PASSWORD, scenario.code(claire)).status());

        assertEquals(
                404, scenario.accept(token, PASSWORD, scenario.code(claire)).status());
    }

    @ParameterizedTest
    @CsvSource({
        "pluie, right, /password, 'at least 12 characters\",\"reason\":\"too-short'",
        "motdepassemotdepasse, right, /password, "
                + "'four unrelated words, or random characters\",\"reason\":\"easy-to-guess'",
        "tasse lundi pluie escalier, 000000, /code, the six digits that the app shows now for this account"
    })
    void factorsThatAreNotGoodEnoughAreNamed(String password, String code, String pointer, String expected)
            throws IOException {
        String token = scenario.invitation("claire");
        var claire = new Visitor("claire", scenario.begin(token));

        var answer = scenario.accept(token, password, code.equals("right") ? scenario.code(claire) : code);

        assertEquals(400, answer.status());
        assertTrue(
                answer.content().contains("\"pointer\":\"" + pointer + "\",\"expected\":\"" + expected + "\""),
                answer.content());
        assertFalse(answer.content().contains(password), answer.content());
    }

    @ParameterizedTest
    @CsvSource({"login, 65", "password, 1025", "code, 65"})
    void longTextsOfASignInAreRefusedBeforeTheyAreHashed(String field, int length) throws IOException {
        String json = "{\"login\":\"claire\",\"password\":\"p\",\"code\":\"1\"}";
        String changed =
                json.replaceFirst("\"" + field + "\":\"[^\"]+\"", "\"" + field + "\":\"" + "x".repeat(length) + "\"");

        var answer = scenario.post("/api/sign-in", changed);

        assertEquals(400, answer.status());
        assertTrue(answer.content().contains("\"pointer\":\"/" + field + "\""), answer.content());
    }

    @Test
    void everyRouteThatNeedsASessionIsRefusedWithoutOne() throws IOException {
        for (ConsoleRoute<?, ?> route : scenario.routes.table().rows()) {
            if (route.access() == RouteAccess.OPEN) {
                continue;
            }
            String path = route.path().replace("{id}", "01900000-0000-7000-8000-000000000000");
            var answer = route.method() == ConsoleRoute.Method.GET ? scenario.get(path) : scenario.post(path, "");

            assertEquals(NOT_SIGNED_IN, answer.content(), path);
        }
    }

    private ConsoleClient.Answer end(String id, String cookies) throws IOException {
        return scenario.post("/api/sessions/" + id + "/end", "", cookies);
    }

    private static List<String> ids(String sessions, boolean current) {
        return ID.matcher(sessions)
                .results()
                .filter(found -> Boolean.parseBoolean(found.group(2)) == current)
                .map(found -> found.group(1))
                .toList();
    }

    /// Without the session: the browser was closed.
    private static String device(String cookies) {
        return cookies.replaceFirst("__Host-session=[^;]+; ", "");
    }
}
