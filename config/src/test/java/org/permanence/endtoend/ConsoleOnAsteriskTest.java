package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.cli.CommandResult;
import org.permanence.lab.Authenticator;
import org.permanence.lab.ConsoleBrowser;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import tools.jackson.databind.JsonNode;

/// The console of a running engine, as a browser sees it.
@Tag("unhurried")
class ConsoleOnAsteriskTest extends SharedInstallation {

    private static final String PASSWORD = "tasse lundi pluie escalier";
    private static final int STEP_SECONDS = 30;
    private static final int TOO_FAST = 429;

    ConsoleOnAsteriskTest() {
        super(LabPlan.minimal().withConsole());
    }

    @Test
    void personAcceptsTheirInvitationSignsInAndEndsTheirSession() {
        String token = firstInvitation();
        try (ConsoleBrowser office = lab.browser();
                ConsoleBrowser home = lab.browser()) {
            JsonNode invited = office.post("/api/invitations/begin", Map.of("token", token))
                    .content();
            var app = new Authenticator(invited.path("seed").asString());
            assertEquals(
                    200,
                    office.post(
                                    "/api/invitations/accept",
                                    Map.of("token", token, "password", PASSWORD, "code", app.code(Instant.now())))
                            .status());
            assertEquals(401, office.get("/api/me").status(), "an accepted invitation is no sign-in");
            assertEquals(401, signIn(office, "not their password", "000000").status());

            String next = app.code(Instant.now().plusSeconds(STEP_SECONDS));
            var signedIn = signIn(office, PASSWORD, next);
            assertEquals(
                    "200 claire",
                    signedIn.status() + " " + signedIn.content().path("login").asString());
            assertEquals(HttpClient.Version.HTTP_2, signedIn.version());
            assertEquals(401, signIn(home, PASSWORD, next).status(), "a code signs in once");

            JsonNode sessions = office.get("/api/sessions").content().path("sessions");
            assertEquals(1, sessions.size());
            assertTrue(sessions.path(0).path("current").asBoolean());
            assertEquals("127.0.0.1", sessions.path(0).path("source").asString());
            assertEquals(
                    "operations",
                    office.get("/api/me")
                            .content()
                            .path("roles")
                            .path(0)
                            .path("role")
                            .asString());

            JsonNode entries = office.get("/api/own-entries").content().path("entries");
            assertEquals("LOG_READ", entries.path(0).path("action").asString(), "also this look");
            assertEquals("SIGNED_IN", entries.path(1).path("action").asString());

            String id = sessions.path(0).path("id").asString();
            assertEquals(
                    401, home.post("/api/sessions/" + id + "/end", Map.of()).status());
            assertEquals(
                    204, office.post("/api/sessions/" + id + "/end", Map.of()).status());
            assertEquals(401, office.get("/api/me").status());
        }
        assertTrue(lab.auditEntries().stream().anyMatch(entry -> entry.contains("SIGNED_OUT")), "the end is entered");
    }

    /// Waits as long as the engine asks after a failure.
    private static ConsoleBrowser.Answer signIn(ConsoleBrowser browser, String password, String code) {
        var answer = new AtomicReference<ConsoleBrowser.Answer>();
        LabInstallation.eventually(SOON, () -> {
            answer.set(browser.post("/api/sign-in", Map.of("login", "claire", "password", password, "code", code)));
            return answer.get().status() != TOO_FAST;
        });
        return answer.get();
    }

    private String firstInvitation() {
        var result = CommandResult.run(
                "user",
                "first",
                "--login",
                "claire",
                "--role",
                "operations",
                "--config",
                lab.workDirectory().resolve("permanence.yaml").toString());
        assertEquals(0, result.exitCode(), result.output());
        return result.out().strip();
    }
}
