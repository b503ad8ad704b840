package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.console.AccountScenario.cookies;
import static org.permanence.console.SoftwareAuthenticator.challengeIn;
import static org.permanence.console.SoftwareAuthenticator.json;
import static org.permanence.console.SoftwareAuthenticator.userIn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Role;
import org.permanence.audit.Action;
import org.permanence.console.AccountScenario.Visitor;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.SourceRange;
import org.permanence.signin.device.SourceRules;

/// People of operations sign in from one address only.
@Timeout(60)
class SourceRangesTest {

    private static final String ELSEWHERE = "127.0.0.2";

    private AccountScenario scenario;
    private Visitor claire;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        var here = SourceRange.parse("127.0.0.1/32").orElseThrow();
        scenario = new AccountScenario(
                folder, new ClientRules(new SourceRules(Map.of(Role.OPERATIONS, List.of(here))), Set.of()));
        claire = scenario.enrolled("claire");
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void rightPasskeyFromElsewhereIsAnsweredLikeAWrongOne() throws IOException {
        String session = cookies(scenario.signIn(claire));
        var authenticator = new SoftwareAuthenticator();
        var options = scenario.post("/api/passkeys/options", "", session);
        authenticator.userHandle = userIn(options);
        var made = scenario.post("/api/passkeys", json(authenticator.make("Telephone", challengeIn(options))), session);
        assertEquals(204, made.status(), made.text());

        var elsewhere = scenario.postFrom(ELSEWHERE, "/api/sign-in/passkey", json(authenticator.sign(challenge())));
        assertEquals(401, elsewhere.status());
        assertEquals(List.of(Map.of("what", "source")), scenario.details(Action.SIGN_IN_FAILED));
        scenario.clock.advance(Duration.ofSeconds(30));
        assertEquals(
                200,
                scenario.post("/api/sign-in/passkey", json(authenticator.sign(challenge())))
                        .status());
    }

    private String challenge() throws IOException {
        return challengeIn(scenario.post("/api/sign-in/passkey/options", ""));
    }

    @Test
    void rightFactorsFromElsewhereAreAnsweredLikeWrongOnes() throws IOException {
        var wrong = scenario.signInFrom(ELSEWHERE, "claire", "not the password at all", scenario.code(claire));
        scenario.clock.advance(Duration.ofMinutes(1));
        String code = scenario.code(claire);
        var elsewhere = scenario.signInFrom(ELSEWHERE, "claire", AccountScenario.PASSWORD, code);

        assertEquals(401, elsewhere.status());
        assertEquals(withoutDate(wrong), withoutDate(elsewhere));
        assertEquals(List.of(Map.of(), Map.of("what", "source")), scenario.details(Action.SIGN_IN_FAILED));
        scenario.clock.advance(Duration.ofSeconds(30));
        assertEquals(
                200, scenario.signIn("claire", AccountScenario.PASSWORD, code).status(), "the code is unused");
    }

    @Test
    void sessionThatIsUsedFromElsewhereEnds() throws IOException {
        String cookies = cookies(scenario.signIn(claire));

        var elsewhere = scenario.getFrom(ELSEWHERE, "/api/me", cookies);

        assertEquals(401, elsewhere.status());
        assertTrue(elsewhere.text().contains("Set-Cookie: __Host-session=; "), elsewhere.text());
        assertEquals(401, scenario.get("/api/me", cookies).status(), "the person signs in again");
        assertEquals(List.of(Map.of("what", "source")), scenario.details(Action.SIGNED_OUT));
        assertFalse(elsewhere.content().contains("claire"));
    }

    private static String withoutDate(ConsoleClient.Answer answer) {
        return answer.text().replaceFirst("Date: [^\r]+", "Date");
    }
}
