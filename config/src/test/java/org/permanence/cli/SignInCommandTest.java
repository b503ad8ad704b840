package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.testing.SteppedClock;

/// `permanence login`, `logout`, `sessions` and `user accept`, on a management port with real records.
class SignInCommandTest {

    private static final String REFUSED =
            "permanence: not signed in (expected: your login, your password and a code not used before)\n";

    @TempDir
    Path work;

    private final SteppedClock clock = new SteppedClock();
    private ServedInstallation installation;
    private SignInSteps person;
    private String seed = "";
    private List<String> recoveryCodes = List.of();

    @BeforeEach
    void acceptTheFirstInvitation() throws IOException {
        installation = ServedInstallation.open(work.resolve("installation"), clock);
        person = new SignInSteps(installation.settingsFile(), work, clock);
        CommandResult accepted = person.accept(invite());
        assertEquals(0, accepted.exitCode(), accepted.output());
        seed = SignInSteps.seedIn(accepted.err());
        recoveryCodes = accepted.out().lines().toList();
        clock.advance(Duration.ofSeconds(31));
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void commandsWithoutASessionSayHowToSignIn() {
        for (String command : List.of("sessions", "logout", "step-up")) {
            CommandResult result = person.run(command);
            assertEquals(1, result.exitCode());
            assertEquals("permanence: not signed in (expected: permanence login)\n", result.output());
        }
    }

    @Test
    void wrongPasswordUnknownLoginWrongAndUsedCodeAreRefusedInTheSameWords() {
        assertEquals(REFUSED, login("claire", "tasse lundi pluie escalieR", person.code(seed)));
        assertEquals(REFUSED, login("ines", SignInSteps.PASSWORD, person.code(seed)));
        assertEquals(REFUSED, login("claire", SignInSteps.PASSWORD, "000000"));
        assertEquals(REFUSED, login("claire", SignInSteps.PASSWORD, ""), "no code");
        String code = person.code(seed);
        assertTrue(person.login("claire", SignInSteps.PASSWORD, code).out().startsWith("signed in as claire"));
        assertEquals(REFUSED, person.login("claire", SignInSteps.PASSWORD, code).output(), "used");
    }

    @Test
    void personSignsInListsTheirSessionsAndSignsOut() {
        signIn();
        String sessions = person.run("sessions").out();
        assertEquals(1, sessions.lines().count(), sessions);
        assertTrue(sessions.endsWith("(this one)\n"), sessions);

        assertEquals("signed out\n", person.run("logout").out());
        assertEquals(1, person.run("sessions").exitCode());
    }

    @Test
    void sessionEndsAfterAnHourAndIsCoveredAfterTenMinutes() {
        signIn();
        clock.advance(Duration.ofMinutes(11));
        assertEquals(
                "permanence: idle for more than ten minutes (expected: permanence step-up)\n",
                person.run("sessions").output());
        clock.advance(Duration.ofMinutes(49));
        assertEquals(
                "permanence: not signed in (expected: permanence login)\n",
                person.run("sessions").output());
    }

    @Test
    void stepUpNeedsACodeThatWasNotUsed() {
        String refused = "permanence: code: wrong or used before (expected: the one that the app shows now)\n";
        signIn();
        assertEquals(refused, person.stepUp(person.code(seed)).output(), "the code of the sign-in");
        clock.advance(Duration.ofSeconds(31));
        assertEquals(refused, person.stepUp("000000").output());
        assertEquals(refused, person.stepUp(recoveryCodes.getFirst()).output());
        assertEquals(0, person.run("sessions").exitCode(), "the session goes on");
    }

    @Test
    void stepUpUncoversTheSessionUnderAnotherSecret() throws IOException {
        signIn();
        String first = Files.readString(person.sessionFile());
        clock.advance(Duration.ofMinutes(11));

        CommandResult steppedUp = person.stepUp(person.code(seed));
        assertEquals(
                "factor is fresh until "
                        + clock.instant().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS) + "\n",
                steppedUp.out(),
                steppedUp.output());
        assertEquals(1, person.run("sessions").out().lines().count());

        String second = Files.readString(person.sessionFile());
        Files.writeString(person.sessionFile(), first);
        assertEquals(1, person.run("sessions").exitCode(), "the first secret");
        Files.writeString(person.sessionFile(), second);
        clock.advance(Duration.ofSeconds(31));
        signIn();
        assertEquals(2, person.run("sessions").out().lines().count(), "the device is still known");
    }

    @Test
    void sessionOutlivesTheEngine() {
        signIn();

        installation = installation.restart(clock);

        assertEquals(1, person.run("sessions").out().lines().count());
    }

    @Test
    void personEndsTheirOtherSessionButNoneOfAnotherPerson() {
        signIn();
        String first = person.run("sessions").out().substring(0, 36);
        clock.advance(Duration.ofSeconds(31));
        signIn();
        assertEquals(2, person.run("sessions").out().lines().count());

        assertEquals(
                "ended " + first + "\n", person.run("sessions", "--end", first).out());
        assertEquals(1, person.run("sessions").out().lines().count());
        String unknown = "permanence: session: unknown (expected: an id that permanence sessions lists)\n";
        assertEquals(unknown, person.run("sessions", "--end", first).output());
        assertEquals(
                unknown,
                person.run("sessions", "--end", "0199aaaa-0000-7000-8000-000000000009")
                        .output());
    }

    @Test
    void tenRecoveryCodesAreShownAndEachSignsInOnce() {
        assertEquals(10, recoveryCodes.size());
        assertEquals(
                0,
                person.login("claire", SignInSteps.PASSWORD, recoveryCodes.getFirst())
                        .exitCode());
        assertEquals(REFUSED, login("claire", SignInSteps.PASSWORD, recoveryCodes.getFirst()));
    }

    @Test
    void restingAccountAndOneThatLeftHaveNoSession() throws IOException {
        signIn();
        SignInSteps omar = invited("omar");
        run(omar, "user rest claire");
        assertEquals(1, person.run("sessions").exitCode(), "at rest");
        assertEquals(REFUSED, login("claire", SignInSteps.PASSWORD, person.code(seed)));

        run(omar, "user rest claire --end");
        assertEquals(1, person.run("sessions").exitCode(), "the session of before the rest");
        signIn();
        assertEquals(0, person.run("sessions").exitCode());
        run(omar, "user left claire");
        assertEquals(1, person.run("sessions").exitCode(), "left");
        assertEquals(REFUSED, login("claire", SignInSteps.PASSWORD, person.code(seed)));
    }

    @Test
    void refusedPasswordLeavesTheInvitationOpen() {
        signIn();
        String token = run(person, "user invite omar --role operations").strip();
        CommandResult refused = person.accept(token, "claireclaire");
        assertEquals(1, refused.exitCode());
        assertTrue(
                refused.err()
                        .endsWith("permanence: password: mostly names of this installation "
                                + "(expected: none of them, such as four other words)\n"),
                refused.err());

        assertEquals(0, person.accept(token).exitCode());
        assertEquals(1, person.accept(token).exitCode(), "once");
    }

    @Test
    void sixthAttemptInARowIsTooFast() {
        for (int failure = 0; failure < 5; failure++) {
            assertEquals(REFUSED, person.login("claire", "guess", "000000").output());
            clock.advance(Duration.ofSeconds(1L << failure));
        }
        person.login("claire", "guess", "000000");
        assertEquals(
                "permanence: too many attempts (expected: the next one in 30 s)\n",
                person.login("claire", SignInSteps.PASSWORD, person.code(seed)).output());
    }

    @Test
    void nothingSecretIsInAnyFileOfTheInstallation() throws IOException {
        signIn();
        String session = Files.readString(person.sessionFile()).replaceAll("(?s).*\"session\":\"([^\"]+)\".*", "$1");
        installation.close();

        List<String> secrets = new ArrayList<>(recoveryCodes);
        recoveryCodes.forEach(code -> secrets.add(code.replace("-", "")));
        secrets.addAll(List.of(SignInSteps.PASSWORD, seed, session));
        assertEquals(23, secrets.size());
        assertEquals(List.of(), filesWithAny(secrets));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(person.sessionFile())));
    }

    @Test
    void auditLogNamesThePersonAndTheSession() throws IOException {
        login("claire", "guess", "000000");
        login("nurse", "guess", "000000");
        signIn();
        person.stepUp("000000");
        clock.advance(Duration.ofSeconds(31));
        person.stepUp(person.code(seed));
        person.run("logout");
        installation.close();

        String entries = filesUnder(installation.files().path("state/audit"));
        assertTrue(entries.contains("\"action\":\"FACTOR_ADDED\",\"actor\":\"claire\""), entries);
        assertTrue(entries.contains("\"action\":\"SIGNED_IN\",\"actor\":\"claire\""), entries);
        assertTrue(entries.contains("\"action\":\"STEPPED_UP\",\"actor\":\"claire\""), entries);
        assertTrue(entries.contains("\"action\":\"SIGN_IN_FAILED\",\"actor\":\"claire\""), entries);
        assertTrue(entries.contains("\"action\":\"SIGNED_OUT\",\"actor\":\"claire\""), entries);
        for (String action : List.of("SIGNED_IN", "SIGNED_OUT")) {
            var itself = Pattern.compile("\"" + action + "\",.*\"object\":\"([0-9a-f-]{36})\",.*\"session\":\"\\1\"");
            assertTrue(itself.matcher(entries).find(), action + " under that session: " + entries);
        }
        assertTrue(
                Pattern.compile("\"FACTOR_ADDED\".*\"session\":\"none\"")
                        .matcher(entries)
                        .find(),
                entries);
        assertTrue(entries.contains("\"action\":\"SIGN_IN_FAILED\",\"actor\":\"engine\""), entries);
        assertTrue(entries.contains("\"object\":\"unknown\""), entries);
        assertFalse(entries.contains("nurse"), "what was typed as a login may be a password");
        CommandResult verified = CommandResult.verifyAuditLog(installation.files());
        assertEquals(0, verified.exitCode(), verified.output());
    }

    private void signIn() {
        CommandResult result = person.login("claire", SignInSteps.PASSWORD, person.code(seed));
        assertEquals(0, result.exitCode(), result.output());
    }

    /// What the command prints. Waits afterwards, so that the next attempt is not too fast.
    private String login(String login, String password, String code) {
        String printed = person.login(login, password, code).output();
        clock.advance(Duration.ofSeconds(31));
        return printed;
    }

    private String invite() {
        CommandResult result = installation.run(List.of("user", "first", "--login", "claire"));
        assertEquals(0, result.exitCode(), result.output());
        return result.out().strip();
    }

    /// Another person of operations, who has signed in.
    private SignInSteps invited(String login) throws IOException {
        var steps = new SignInSteps(
                installation.settingsFile(), Files.createDirectories(work.resolve("home of " + login)), clock);
        CommandResult accepted = steps.accept(
                run(person, "user invite " + login + " --role operations").strip());
        assertEquals(0, accepted.exitCode(), accepted.output());
        clock.advance(Duration.ofSeconds(31));
        CommandResult signedIn =
                steps.login(login, SignInSteps.PASSWORD, steps.code(SignInSteps.seedIn(accepted.err())));
        assertEquals(0, signedIn.exitCode(), signedIn.output());
        return steps;
    }

    private static String run(SignInSteps person, String words) {
        CommandResult result = person.run(words.split(" ", -1));
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    private List<Path> filesWithAny(List<String> secrets) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(work.resolve("installation"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                if (secrets.stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static String filesUnder(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".entries")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
