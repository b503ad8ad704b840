package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.console.AccountScenario.Visitor;
import org.permanence.signin.SessionStarter;
import org.permanence.signin.code.CodeSignIn;
import org.permanence.signin.device.Client;

/// Claire, who is signed in at the console, signs in at the command line with a code.
class CommandLineCodeTest {

    private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Za-z0-9_-]{43})\"");
    private static final Client COMMAND_LINE = new Client.CommandLine(InetAddress.getLoopbackAddress());

    private AccountScenario scenario;
    private Visitor claire;
    private String cookies;

    @BeforeEach
    void signIn(@TempDir Path folder) throws IOException {
        scenario = new AccountScenario(folder);
        claire = scenario.enrolled("claire");
        cookies = AccountScenario.cookies(scenario.signIn(claire));
    }

    @AfterEach
    void close() throws IOException {
        scenario.close();
    }

    @Test
    void codeIsNotShownWithoutASessionOrWithAnOldFactor() throws IOException {
        assertEquals(401, scenario.post("/api/command-line-code", "").status());
        scenario.clock.advance(Duration.ofMinutes(6));
        var old = scenario.post("/api/command-line-code", "", cookies);
        assertEquals(403, old.status());
        assertTrue(old.content().contains("/problems/step-up-needed"), old.content());
    }

    @Test
    void codeOfAnotherLoginCountsForNoOne() throws IOException {
        scenario.colleague("ines");
        String code = code();

        assertRefused("ines", code);
        assertRefused("claire", code);
        assertEquals(
                Map.of("what", "console-code"),
                scenario.details(Action.SIGN_IN_FAILED).getFirst());
    }

    @Test
    void inventedUsedLateAndReplacedCodesSignNoOneIn() throws IOException {
        assertRefused("claire", "A".repeat(43));
        assertRefused("claire", "none");
        String used = code();
        assertSignedIn(used);
        assertRefused("claire", used);
        String replaced = code();
        assertSignedIn(code());
        assertRefused("claire", replaced);
        String late = code();
        scenario.clock.advance(Duration.ofMinutes(2));
        assertRefused("claire", late);
    }

    @Test
    void codeOfASessionThatHasEndedSignsNoOneIn() throws IOException {
        String code = code();
        assertEquals(204, scenario.post("/api/sign-out", "", cookies).status());

        assertRefused("claire", code);
    }

    @Test
    void codeSignsInOnceAtTheCommandLine() throws IOException {
        assertSignedIn(code());

        assertEquals(
                Map.of("code", "console"), scenario.details(Action.SIGNED_IN).getLast());
        assertEquals(200, scenario.get("/api/me", cookies).status(), "the session at the console goes on");
    }

    private String code() throws IOException {
        var answer = scenario.post("/api/command-line-code", "", cookies);
        var found = CODE.matcher(answer.content());
        assertTrue(found.find(), answer.text());
        return found.group(1);
    }

    private void assertSignedIn(String code) {
        var outcome = assertInstanceOf(CodeSignIn.Outcome.SignedIn.class, use("claire", code));
        assertEquals(new Login("claire"), outcome.account().login());
        assertEquals(
                scenario.clock.instant().plus(Duration.ofHours(1)),
                outcome.started().session().session().endsAt());
    }

    /// Waits as a person does whose attempts are slowed.
    private void assertRefused(String login, String code) {
        assertInstanceOf(CodeSignIn.Outcome.NotSignedIn.class, use(login, code));
        scenario.clock.advance(Duration.ofSeconds(15));
    }

    private CodeSignIn.Outcome use(String login, String code) {
        return scenario.codeSignIn.signIn(
                new Login(login),
                code,
                new SessionStarter.Request(Optional.empty(), COMMAND_LINE, Duration.ofHours(1)));
    }
}
