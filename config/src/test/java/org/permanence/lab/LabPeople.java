package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.permanence.access.Place;
import org.permanence.lab.ManagementPort.Answer;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The people of one installation. When a test first needs a person, they are invited, accept with a password and
/// an authenticator app, and sign in, all over the engine's management port. Their session outlives the engine.
///
/// 1. Operations have the first account, and invite the other staff.
/// 2. Operations invite the doctor and the manager of a practice, and its doctor invites its officers.
public final class LabPeople {

    private static final String PASSWORD = "tasse lundi pluie escalier";
    private static final String NAME = "Camille " + Fixtures.SURNAME;

    /// A command that needs a recent sign-in has one that is younger than this.
    private static final Duration FRESH = Duration.ofMinutes(4);

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private static final Duration UNAVAILABLE_TIMEOUT = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ManagementPort port;
    private final Path directory;
    private final InstantSource clock;
    private final Map<LabPerson, String> invitations = new HashMap<>();
    private final Map<LabPerson, Account> accounts = new HashMap<>();
    private final Set<String> secrets = new LinkedHashSet<>(Set.of(PASSWORD));

    /// A person who has signed in.
    private static final class Account {

        private final Authenticator app;
        private final Deque<String> recoveryCodes = new ArrayDeque<>();
        private String session = "";
        private String device = "";
        private Instant signedInAt = Instant.MIN;

        private Account(Authenticator app) {
            this.app = app;
        }
    }

    /// @param directory for files of the people
    public LabPeople(ManagementPort port, Path directory, InstantSource clock) {
        this.port = port;
        this.directory = directory;
        this.clock = clock;
    }

    /// What the person is answered. Waits while the engine cannot answer, for example without its database.
    ///
    /// @throws LabException if the person is refused
    public JsonNode get(LabPerson person, String path) {
        var answers = new ArrayDeque<Answer>();
        LabInstallation.eventually(UNAVAILABLE_TIMEOUT, () -> {
            answers.add(send(person, "GET", path));
            return answers.getLast().status() != UNAVAILABLE;
        });
        return answers.getLast().orThrow().json();
    }

    /// The answer to a POST request of this person.
    ///
    /// @throws LabException if the person is refused
    public JsonNode post(LabPerson person, String path) {
        return send(person, "POST", path).orThrow().json();
    }

    /// The answer to a request of the person, also a refusal. A person whose session or factor is too old signs in
    /// again first.
    Answer send(LabPerson person, String method, String path) {
        Answer answer = port.send(method, path, "", session(person));
        if (answer.status() == UNAUTHORIZED || (answer.status() == FORBIDDEN && isForOldFactor(answer))) {
            signIn(person);
            return port.send(method, path, "", session(person));
        }
        return answer;
    }

    private static boolean isForOldFactor(Answer answer) {
        return answer.json()
                .path("needs")
                .valueStream()
                .anyMatch(need -> need.asString().equals("step-up"));
    }

    /// A code of the person's app, or a recovery code, that was not used before.
    public synchronized String code(LabPerson person) {
        return nextCode(account(person));
    }

    /// What the people have typed and received that nothing may keep in clear: passwords, tokens, seeds and codes.
    public synchronized Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    /// The secret of the person's session.
    public synchronized String session(LabPerson person) {
        return account(person).session;
    }

    /// The file that `permanence login` would leave, for `--session-file`. The sign-in is recent, unless the engine
    /// cannot sign people in now.
    public synchronized Path sessionFile(LabPerson person) {
        Account account = account(person);
        if (account.signedInAt.plus(FRESH).isBefore(clock.instant())) {
            Answer answer = askToSignIn(person, account);
            if (answer.status() != UNAVAILABLE) {
                noteSession(account, answer);
            }
        }
        try {
            Path file = Files.createDirectories(directory).resolve(person.login());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(
                    file, JSON.writeValueAsString(Map.of("session", account.session, "device", account.device)));
        } catch (IOException e) {
            throw new LabException("session file: not written", e);
        }
    }

    /// A code that the person has not used yet.
    public synchronized String nextCode(LabPerson person) {
        return nextCode(account(person));
    }

    private Account account(LabPerson person) {
        Account known = accounts.get(person);
        if (known != null) {
            return known;
        }
        Account accepted = accept(invitation(person));
        accounts.put(person, accepted);
        signIn(person);
        return accepted;
    }

    private String invitation(LabPerson person) {
        if (person.equals(LabPerson.OPERATIONS)) {
            return first();
        }
        if (person.place() instanceof Place.OfPractice(var practice)) {
            // Operations invite a doctor and a manager only while the practice has no active one.
            invite(LabPerson.OPERATIONS, LabPerson.doctor(practice.value()));
            invite(LabPerson.OPERATIONS, LabPerson.manager(practice.value()));
            if (!invitations.containsKey(person)) {
                invite(LabPerson.doctor(practice.value()), person);
            }
        } else {
            invite(LabPerson.OPERATIONS, person);
        }
        return Objects.requireNonNull(invitations.get(person));
    }

    private String first() {
        return tokenOf(port.send("POST", "/people/first", JSON.writeValueAsString(draft(LabPerson.OPERATIONS))));
    }

    private void invite(LabPerson by, LabPerson person) {
        if (invitations.containsKey(person)) {
            return;
        }
        Map<String, String> draft = draft(person);
        draft.put("place", person.place().word());
        Answer answer = port.send("POST", "/people/invite", JSON.writeValueAsString(draft), session(by));
        if (answer.status() == CONFLICT) { // An assistant of the settings, who is in the database already.
            answer = port.send("POST", "/people/" + person.login() + "/invite", "", session(by));
        }
        invitations.put(person, tokenOf(answer));
    }

    private static Map<String, String> draft(LabPerson person) {
        Map<String, String> draft = new LinkedHashMap<>();
        draft.put("login", person.login());
        draft.put("role", person.roleWord());
        draft.put("language", "fr");
        draft.put("region", person.region().code());
        draft.put("name", NAME);
        return draft;
    }

    private String tokenOf(Answer answer) {
        return secret(answer.orThrow().json(), "token");
    }

    private String secret(JsonNode answer, String key) {
        String secret = answer.path(key).asString();
        secrets.add(secret);
        return secret;
    }

    private Account accept(String token) {
        JsonNode shown =
                send("/sign-in/begin", Map.of("token", token)).orThrow().json();
        var account = new Account(new Authenticator(secret(shown, "seed")));
        send("/sign-in/accept", Map.of("token", token, "password", PASSWORD, "code", nextCode(account)))
                .orThrow()
                .json()
                .path("recovery-codes")
                .forEach(code -> account.recoveryCodes.add(code.asString()));
        secrets.addAll(account.recoveryCodes);
        return account;
    }

    private synchronized void signIn(LabPerson person) {
        Account account = account(person);
        noteSession(account, askToSignIn(person, account));
    }

    private Answer askToSignIn(LabPerson person, Account account) {
        return send(
                "/sign-in",
                Map.of(
                        "login",
                        person.login(),
                        "password",
                        PASSWORD,
                        "code",
                        nextCode(account),
                        "device",
                        account.device));
    }

    private void noteSession(Account account, Answer answer) {
        JsonNode signedIn = answer.orThrow().json();
        account.session = secret(signedIn, "session");
        account.device = secret(signedIn, "device");
        account.signedInAt = clock.instant();
    }

    private String nextCode(Account account) {
        return account.app.takeCode(clock.instant()).orElseGet(account.recoveryCodes::remove);
    }

    /// A request without a session.
    private Answer send(String path, Map<String, String> body) {
        return port.send("POST", path, JSON.writeValueAsString(body));
    }
}
