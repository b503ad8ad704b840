package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.console.AccountScenario.cookies;
import static org.permanence.console.SoftwareAuthenticator.challengeIn;
import static org.permanence.console.SoftwareAuthenticator.userIn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.audit.Action;
import org.permanence.audit.AuditRequest;

@Timeout(60)
class PasskeyRoutesTest {

    private static final String NOT_SIGNED_IN =
            "{\"type\":\"/problems/not-signed-in\",\"title\":\"Not signed in\",\"status\":401}";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\",\"name\"");
    private static final String OTHER = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);

    private final SoftwareAuthenticator authenticator = new SoftwareAuthenticator();
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
    void invitedPersonAcceptsWithAPasskeyAndSignsInWithIt() throws IOException {
        var accepted = accept(scenario.invitation("claire"), authenticator);
        assertEquals(204, accepted.status(), accepted.text());

        var signedIn = signIn(authenticator.sign(challenge()));

        assertTrue(signedIn.content().matches("\\{\"login\":\"claire\",\"endsAt\":\"[0-9T:-]+Z\"}"), signedIn.text());
        assertEquals(200, scenario.get("/api/me", cookies(signedIn)).status());
        assertEquals(
                List.of(Map.of("what", "passkey"), Map.of("code", "passkey")),
                List.of(last(Action.FACTOR_ADDED), last(Action.SIGNED_IN)));
    }

    @Test
    void optionsAskForAVerifiedUserAndAPasskeyThatTheAuthenticatorFinds() throws IOException {
        var creation = options(scenario.invitation("claire"));
        var request = scenario.post("/api/sign-in/passkey/options", "");

        assertTrue(
                creation.content()
                        .endsWith(
                                "\"authenticatorSelection\":{\"residentKey\":\"required\",\"requireResidentKey\":true,"
                                        + "\"userVerification\":\"required\"},\"attestation\":\"none\"}"),
                creation.text());
        assertTrue(creation.content().contains("\"rp\":{\"id\":\"localhost\",\"name\":\"Permanence\"}"));
        assertTrue(
                request.content()
                        .endsWith("\"rpId\":\"localhost\",\"timeout\":120000,\"allowCredentials\":[],"
                                + "\"userVerification\":\"required\"}"),
                request.text());
    }

    @Test
    void wrongPasswordsOfStrangersSlowNoPasskey() throws IOException {
        accept(scenario.invitation("claire"), authenticator);
        assertEquals(
                401,
                scenario.signIn("claire", "not the password at all", "000000").status());
        assertEquals(
                429,
                scenario.signIn("claire", "not the password at all", "000000").status());

        assertEquals(200, signIn(authenticator.sign(challenge())).status());
    }

    @ParameterizedTest
    @CsvSource({
        "other origin, origin",
        "frame of another page, origin",
        "wrong relying party, relying-party",
        "counter going back, counter",
        "same counter, counter",
        "counter gone, counter",
        "user not verified, user-not-verified",
        "another signature, signature",
        "another challenge signed, challenge",
        "challenge of another purpose, challenge",
        "invented challenge, challenge",
        "used challenge, challenge",
        "challenge of a failed attempt, challenge",
        "challenge of two minutes ago, challenge",
        "unknown passkey, unknown",
        "passkey of another person, unknown",
        "without a person, unknown",
        "account at rest, unknown",
        "unreadable data, format",
        "signature for a registration, format"
    })
    void wrongSignInGetsOneAnswerAndItsReasonInTheAuditLog(String what, String reason) throws IOException {
        accept(scenario.invitation("claire"), authenticator);
        authenticator.counter = 5;
        assertEquals(200, signIn(authenticator.sign(challenge())).status());
        scenario.audit.clear();

        var answer = signIn(wrong(what));

        assertEquals("401 " + NOT_SIGNED_IN, answer.status() + " " + answer.content());
        assertFalse(answer.text().contains("Set-Cookie"), answer.text());
        assertEquals(reason, last(Action.SIGN_IN_FAILED).get("passkey"));
        assertFalse(scenario.audit.log().contains("note SIGNED_IN"));
    }

    private Map<String, String> wrong(String what) throws IOException {
        switch (what) {
            case "other origin" -> authenticator.origin = "http://localhost:8080";
            case "frame of another page" -> authenticator.crossOrigin = true;
            case "wrong relying party" -> authenticator.relyingParty = "example.org";
            case "counter going back" -> authenticator.counter = 4;
            case "same counter" -> authenticator.counter = 5;
            case "counter gone" -> authenticator.counter = 0;
            case "user not verified" -> authenticator.verifiesUser = false;
            case "unknown passkey" -> authenticator.credential = OTHER;
            case "passkey of another person" -> authenticator.userHandle = OTHER;
            case "without a person" -> authenticator.userHandle = "";
            case "account at rest" -> {
                accept(scenario.invitation("ines", "claire"), new SoftwareAuthenticator(OTHER));
                scenario.rest("claire", "ines");
            }
            default -> {
                return wrongChallengeOrData(what);
            }
        }
        return authenticator.sign(challenge());
    }

    private Map<String, String> wrongChallengeOrData(String what) throws IOException {
        String challenge = challenge();
        var right = authenticator.sign(challenge);
        switch (what) {
            case "another signature" ->
                right.put(
                        "signature", new SoftwareAuthenticator().sign(challenge).get("signature"));
            case "another challenge signed" -> right.put("challenge", challenge());
            case "challenge of another purpose" -> {
                return authenticator.sign(challengeIn(options(scenario.invitation("ines", "claire"))));
            }
            case "invented challenge" -> {
                return authenticator.sign("A".repeat(75));
            }
            case "used challenge" -> {
                signIn(right);
                scenario.audit.clear();
                return authenticator.sign(challenge);
            }
            case "challenge of a failed attempt" -> {
                right.put("signature", right.get("browserData"));
                signIn(right);
                scenario.clock.advance(Duration.ofSeconds(2));
                return authenticator.sign(challenge);
            }
            case "challenge of two minutes ago" -> scenario.clock.advance(Duration.ofMinutes(2));
            case "unreadable data" -> right.put("authenticatorData", "AAAA");
            default ->
                right.put("browserData", authenticator.make("x", challenge).get("browserData"));
        }
        return right;
    }

    @ParameterizedTest
    @CsvSource({
        "other origin, origin",
        "wrong relying party, relying-party",
        "user not verified, user-not-verified",
        "challenge of two minutes ago, challenge",
        "challenge of another person, challenge",
        "unreadable data, format"
    })
    void wrongPasskeyOfAnInvitedPersonIsNotAccepted(String what, String reason) throws IOException {
        String token = scenario.invitation("claire");
        String challenge = challengeIn(options(token));
        switch (what) {
            case "other origin" -> authenticator.origin = "https://localhost";
            case "wrong relying party" -> authenticator.relyingParty = "example.org";
            case "user not verified" -> authenticator.verifiesUser = false;
            case "challenge of two minutes ago" -> scenario.clock.advance(Duration.ofMinutes(2));
            case "challenge of another person" -> challenge = challenge();
            default -> {}
        }
        var made = authenticator.make("Telephone", challenge);
        if (what.equals("unreadable data")) {
            made.put("attestation", made.get("browserData"));
        }

        var answer = scenario.post("/api/invitations/passkey/accept", first(token, made));

        assertEquals("401 " + NOT_SIGNED_IN, answer.status() + " " + answer.content());
        assertEquals(Map.of("what", "new-passkey", "passkey", reason), last(Action.SIGN_IN_FAILED));
        assertFalse(scenario.audit.log().contains("note FACTOR_ADDED"));
        assertEquals(200, options(token).status(), "the invitation stays open");
    }

    @ParameterizedTest
    @CsvSource({"options", "accept"})
    void unknownInvitationIsNotFound(String step) throws IOException {
        String token = "A".repeat(43);
        var answer = step.equals("options")
                ? options(token)
                : scenario.post(
                        "/api/invitations/passkey/accept", first(token, authenticator.make("x", "A".repeat(75))));

        assertEquals(404, answer.status(), answer.text());
    }

    @Test
    void usedInvitationIsNotFound() throws IOException {
        String token = scenario.invitation("claire");
        accept(token, authenticator);

        assertEquals(404, options(token).status());
    }

    @Test
    void stepUpByPasskeyUncoversTheSessionUnderANewToken() throws IOException {
        String session = passkeySession();
        scenario.clock.advance(Duration.ofMinutes(11));
        assertEquals(401, scenario.get("/api/me", session).status());

        var options = scenario.post("/api/step-up/passkey/options", "", session);
        assertTrue(options.content().contains("\"id\":\"" + authenticator.credential + "\""), options.text());
        var proved = scenario.post(
                "/api/step-up/passkey", SoftwareAuthenticator.json(authenticator.sign(challengeIn(options))), session);

        assertEquals(200, proved.status(), proved.text());
        assertEquals(200, scenario.get("/api/me", cookies(proved)).status());
        assertEquals(401, scenario.get("/api/me", session).status(), "the earlier token has ended");
        assertEquals(Map.of("code", "passkey"), last(Action.STEPPED_UP));
    }

    @Test
    void stepUpNeedsAChallengeOfThatSessionAndAPasskeyOfThatPerson() throws IOException {
        String session = passkeySession();
        var ofSignIn = scenario.post(
                "/api/step-up/passkey", SoftwareAuthenticator.json(authenticator.sign(challenge())), session);
        assertEquals("401 " + NOT_SIGNED_IN, ofSignIn.status() + " " + ofSignIn.content());
        assertEquals(Map.of("what", "step-up", "passkey", "challenge"), last(Action.SIGN_IN_FAILED));

        var ines = new SoftwareAuthenticator(OTHER);
        accept(scenario.invitation("ines", "claire"), ines);
        String own = challengeIn(scenario.post("/api/step-up/passkey/options", "", session));
        var ofInes = scenario.post("/api/step-up/passkey", SoftwareAuthenticator.json(ines.sign(own)), session);
        assertEquals(401, ofInes.status());
        assertEquals(Map.of("what", "step-up", "passkey", "unknown"), last(Action.SIGN_IN_FAILED));
    }

    @Test
    void secondPasskeyIsAddedTheFirstRemovedAndTheLastStays() throws IOException {
        String session = passkeySession();
        var second = new SoftwareAuthenticator(OTHER);

        assertEquals(204, add(second, "Key on the ring", session).status());
        var both = scenario.get("/api/passkeys", session);
        List<String> ids = ID.matcher(both.content())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(2, ids.size(), both.text());
        assertTrue(both.content().contains("\"name\":\"Key on the ring\""), both.content());
        assertEquals(204, remove(ids.getFirst(), session).status());

        var last = remove(ids.getLast(), session);
        assertEquals(
                "409 {\"type\":\"/problems/conflict\",\"title\":\"Not possible here, or not any more\",\"status\":409}",
                last.status() + " " + last.content());
        assertEquals(404, remove(ids.getFirst(), session).status(), "it is gone");
        assertEquals(401, signIn(authenticator.sign(challenge())).status());
        scenario.clock.advance(Duration.ofSeconds(1));
        assertEquals(200, signIn(second.sign(challenge())).status());
        assertEquals(
                List.of("REFUSED", "SUCCEEDED"),
                scenario.audit.log().stream()
                        .filter(entry -> entry.startsWith("close FACTOR_REMOVED "))
                        .map(entry -> entry.substring("close FACTOR_REMOVED ".length()))
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Test
    void personWithPasswordAndCodesAddsAPasskeyAndRemovesIt() throws IOException {
        String session = cookies(scenario.signIn(scenario.enrolled("claire")));

        assertEquals(204, add(authenticator, "Telephone", session).status());
        assertEquals(200, signIn(authenticator.sign(challenge())).status());
        String id = firstId(scenario.get("/api/passkeys", session));
        assertEquals(204, remove(id, session).status());

        assertEquals(401, signIn(authenticator.sign(challenge())).status());
    }

    @Test
    void passkeysAreAddedAndRemovedWithAFreshFactorOnly() throws IOException {
        String session = passkeySession();
        String id = firstId(scenario.get("/api/passkeys", session));
        var options = scenario.post("/api/passkeys/options", "", session);
        scenario.clock.advance(Duration.ofMinutes(5));

        for (var answer : List.of(
                scenario.post("/api/passkeys/options", "", session),
                scenario.post(
                        "/api/passkeys",
                        SoftwareAuthenticator.json(new SoftwareAuthenticator(OTHER).make("x", challengeIn(options))),
                        session),
                remove(id, session))) {
            assertEquals(403, answer.status(), answer.text());
            assertTrue(answer.content().contains("/problems/step-up-needed"), answer.content());
        }
    }

    @Test
    void passkeyIsNotAddedTwice() throws IOException {
        String session = passkeySession();

        assertEquals(400, add(authenticator, "Again", session).status(), "the session goes on");
        assertEquals(Map.of("what", "new-passkey", "passkey", "format"), last(Action.SIGN_IN_FAILED));
    }

    @Test
    void passkeyIsNotAddedWithoutItsEntryInTheAuditLog() throws IOException {
        String session = passkeySession();
        scenario.audit.refuses();

        assertEquals(
                503, add(new SoftwareAuthenticator(OTHER), "Second", session).status());
        assertEquals(
                1,
                ID.matcher(scenario.get("/api/passkeys", session).content())
                        .results()
                        .count());
    }

    @Test
    void passkeyGetsAnotherName() throws IOException {
        String session = passkeySession();
        String id = firstId(scenario.get("/api/passkeys", session));

        assertEquals(400, rename(id, "two\\nlines", session).status());
        assertEquals(400, rename(id, " ", session).status());
        assertEquals(
                404,
                rename("01900000-0000-7000-8000-000000000000", "Mine", session).status());
        assertEquals(404, rename("1", "Mine", session).status());
        assertEquals(204, rename(id, " Téléphone ", session).status());

        assertTrue(scenario.get("/api/passkeys", session).content().contains("\"name\":\"Téléphone\""));
    }

    @Test
    void strangerWhoTriesAKnownPasskeyIsSlowed() throws IOException {
        accept(scenario.invitation("claire"), authenticator);
        signIn(authenticator.sign("A".repeat(75)));

        var slowed = signIn(authenticator.sign(challenge()));

        assertEquals(429, slowed.status());
        assertTrue(slowed.hasHeader("Retry-After: 1"), slowed.text());
    }

    private String passkeySession() throws IOException {
        accept(scenario.invitation("claire"), authenticator);
        return cookies(signIn(authenticator.sign(challenge())));
    }

    private ConsoleClient.Answer options(String token) throws IOException {
        return scenario.post("/api/invitations/passkey/options", "{\"token\":\"" + token + "\"}");
    }

    private ConsoleClient.Answer accept(String token, SoftwareAuthenticator with) throws IOException {
        var options = options(token);
        with.userHandle = userIn(options);
        return scenario.post(
                "/api/invitations/passkey/accept", first(token, with.make("Telephone", challengeIn(options))));
    }

    private static String first(String token, Map<String, String> made) {
        return "{\"token\":\"" + token + "\",\"passkey\":" + SoftwareAuthenticator.json(made) + "}";
    }

    private ConsoleClient.Answer add(SoftwareAuthenticator with, String name, String session) throws IOException {
        var options = scenario.post("/api/passkeys/options", "", session);
        with.userHandle = userIn(options);
        return scenario.post(
                "/api/passkeys", SoftwareAuthenticator.json(with.make(name, challengeIn(options))), session);
    }

    private ConsoleClient.Answer remove(String id, String session) throws IOException {
        return scenario.post("/api/passkeys/" + id + "/remove", "", session);
    }

    private ConsoleClient.Answer rename(String id, String name, String session) throws IOException {
        return scenario.post("/api/passkeys/" + id + "/name", "{\"name\":\"" + name + "\"}", session);
    }

    private String challenge() throws IOException {
        return challengeIn(scenario.post("/api/sign-in/passkey/options", ""));
    }

    private ConsoleClient.Answer signIn(Map<String, String> assertion) throws IOException {
        return scenario.post("/api/sign-in/passkey", SoftwareAuthenticator.json(assertion));
    }

    private Map<String, String> last(Action action) {
        return scenario.audit.requests().stream()
                .filter(request -> request.action() == action)
                .map(AuditRequest::details)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private static String firstId(ConsoleClient.Answer answer) {
        var found = ID.matcher(answer.content());
        if (!found.find()) {
            throw new IllegalStateException(answer.text());
        }
        return found.group(1);
    }
}
