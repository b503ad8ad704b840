package org.permanence.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.lab.AsteriskTree;
import org.permanence.lab.Authenticator;
import org.permanence.lab.ConsoleBrowser;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;
import org.permanence.signin.Session;
import tools.jackson.databind.JsonNode;

/// An installation with a console and a browser, for one test class. Its database is PostgreSQL, so that tests can
/// make a session older.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserInstallation {

    static final String PASSWORD = "tasse lundi pluie escalier";

    private static final Pattern TOKEN = Pattern.compile("(?m)^[A-Za-z0-9_-]{43}$");

    @SuppressWarnings("NullAway.Init")
    private EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init")
    LabInstallation lab;

    @SuppressWarnings("NullAway.Init")
    private Chromium chromium;

    /// A person with an account.
    record Member(String login, Authenticator app, Deque<String> recoveryCodes) {

        String recoveryCode() {
            return recoveryCodes.remove();
        }

        String appCode() {
            return app.takeCode(Instant.now()).orElseThrow();
        }
    }

    @BeforeAll
    void open(@TempDir Path work) throws IOException {
        assumeTrue(AsteriskTree.find().isPresent(), AsteriskTree.whyNotFound());
        chromium = Chromium.open();
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Files.createDirectories(Path.of("target", "postgres")).toFile())
                .start();
        lab = LabInstallation.open(work, plan().withConsole().withPostgreSql(postgres.getPort()));
        lab.browser().close(); // The console has started.
    }

    LabPlan plan() {
        return LabPlan.minimal();
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    final ConsoleTab tab(ConsoleTab.View view) {
        return new ConsoleTab(chromium.browser(), lab.consoleOrigin(), view);
    }

    /// The token of an invitation for an auditor.
    final String invitation(String login) {
        var token = TOKEN.matcher(lab.runAs(LabPerson.OPERATIONS, "user", "invite", login, "--role", "auditor"));
        if (!token.find()) {
            throw new IllegalStateException("invitation: no token");
        }
        return token.group();
    }

    /// A person who has accepted their invitation.
    final Member member(String login) {
        String token = invitation(login);
        try (ConsoleBrowser browser = lab.browser()) {
            JsonNode begun = browser.post("/api/invitations/begin", Map.of("token", token))
                    .content();
            var app = new Authenticator(begun.path("seed").asString());
            var codes = new ArrayDeque<String>();
            String code = app.takeCode(Instant.now()).orElseThrow();
            browser.post("/api/invitations/accept", Map.of("token", token, "password", PASSWORD, "code", code))
                    .content()
                    .path("recoveryCodes")
                    .forEach(recovery -> codes.add(recovery.asString()));
            return new Member(login, app, codes);
        }
    }

    final void signIn(ConsoleTab tab, Member member, String code) {
        signIn(tab, member.login(), code);
    }

    final void signIn(ConsoleTab tab, LabPerson person) {
        signIn(tab, person.login(), lab.people().code(person));
    }

    /// @param code unused, of the person's app or a recovery code
    final void signIn(ConsoleTab tab, String login, String code) {
        tab.open("/");
        tab.fills("Login", login);
        tab.fills("Password", PASSWORD);
        tab.fills("Code", code);
        tab.button("Sign in").click();
        tab.seesHeading("Votre compte");
    }

    /// A stranger guesses, so that the next attempt has to wait for seconds.
    final void failsThreeTimes(Member member) {
        var guess = Map.of("login", member.login(), "password", "not their password", "code", "000000");
        try (ConsoleBrowser guesser = lab.browser()) {
            for (int failure = 0; failure < 3; failure++) {
                LabInstallation.eventually(
                        Duration.ofSeconds(15),
                        () -> guesser.post("/api/sign-in", guess).status() == 401);
            }
        }
    }

    /// Makes the last activity of the person's sessions older.
    final void idle(Member member, Duration time) throws SQLException {
        makeOlder(member, "active_at", time);
    }

    /// Makes the last factor of the person's sessions older.
    final void makeFactorOlder(Member member, Duration time) throws SQLException {
        makeOlder(member, "factor_at", time);
    }

    /// Ends the person's sessions as their time does.
    final void end(Member member) throws SQLException {
        makeOlder(member, "ends_at", Session.MAX_LIFETIME);
    }

    private void makeOlder(Member member, String column, Duration time) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var update = connection.prepareStatement(("update session set %1$s = %1$s - make_interval(secs => ?)"
                                + " where person in (select id from person where login = ?)")
                        .formatted(column))) {
            update.setDouble(1, (double) time.toSeconds());
            update.setString(2, member.login());
            update.executeUpdate();
        }
    }
}
