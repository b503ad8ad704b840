package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallEvent;
import org.permanence.journal.CallEventLog;
import org.permanence.metrics.EngineMetrics;
import org.permanence.note.AssistantCalls;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.practice.Practice;
import org.permanence.publish.PracticePublisher;
import org.permanence.publish.PracticeRegistries;
import org.permanence.publish.PracticeRegistry;
import org.permanence.queue.AssistantService;
import org.permanence.queue.TeamQueue;
import org.permanence.queue.WaiterSignals;
import org.permanence.routing.TeamMatcher;
import org.permanence.settings.Host;
import org.permanence.settings.HostPort;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.ManagementSettings;
import org.permanence.settings.SecretFile;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInFixture;
import org.permanence.testing.InMemoryJournalStore;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryQueueStore;
import org.permanence.testing.Ports;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import org.permanence.text.EnumWords;
import org.permanence.transfer.TransferRegistry;
import org.permanence.triage.Urgency;

class ManagementServerTest {

    private static final String TOKEN = "a-token-of-this-test";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final SteppedClock clock = new SteppedClock();
    private final InMemoryQueueStore store = new InMemoryQueueStore();
    private final InMemoryJournalStore journal = new InMemoryJournalStore();
    private final EngineMetrics metrics = new EngineMetrics();
    private final HostPort address = new HostPort(Host.LOOPBACK, Ports.tcp(InetAddress.getLoopbackAddress()));
    private final TransferRegistry transfers = new TransferRegistry(new AssistantCalls(clock));
    private final SignedInFixture people = new SignedInFixture(clock);
    private final Map<Role, SessionToken> sessions = new EnumMap<>(Role.class);
    private boolean attached = true;

    @SuppressWarnings("NullAway.Init")
    private InstallationOnDisk practicesInstallation;

    @SuppressWarnings("NullAway.Init")
    private Path token;

    @SuppressWarnings("NullAway.Init")
    private ManagementServer server;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        practicesInstallation = new InstallationOnDisk(directory);
        server = server();
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
        metrics.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "a-token-of-this-test", "Basic a-token-of-this-test"})
    void requestWithoutASessionReadsAndChangesNothing(String authorization) throws Exception {
        for (String path :
                new String[] {"/assistants", "/journal", "/channels", "/metrics", "/ready/", "/metrics/x", "/"}) {
            assertEquals(401, send("GET", path, authorization).statusCode(), path);
        }
        var refused = send("POST", "/assistants/ines/login", authorization);

        assertEquals(401, refused.statusCode());
        assertFalse(refused.body().contains(TOKEN));
        assertTrue(get("/assistants").body().contains("\"ines\",\"state\":\"off\""));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /assistants",
        "GET, /journal?practice=les-lilas",
        "GET, /channels",
        "GET, /recordings?practice=les-lilas",
        "GET, /people",
        "GET, /audit/state",
        "POST, /assistants/ines/login",
        "POST, /people/invite",
        "POST, /audit/verify"
    })
    void tokenOfTheManagementPortOpensNoData(String method, String path) throws Exception {
        var refused = send(method, path, "Bearer " + TOKEN);

        assertEquals(401, refused.statusCode());
        assertEquals("{\"problem\":\"not signed in (expected: permanence login)\"}", refused.body());
        assertTrue(get("/assistants").body().contains("\"ines\",\"state\":\"off\""));
    }

    @Test
    void sessionOpensNoMetricsAndNoFirstAccount() throws Exception {
        String session = bearer(Role.OPERATIONS);

        assertEquals(401, send("GET", "/metrics", session).statusCode());
        assertEquals(401, send("POST", "/people/first", session).statusCode());
    }

    @Test
    void tokenFileReadableByOthersOpensNothing() throws IOException {
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

        assertThrows(IOException.class, () -> send("GET", "/metrics", "Bearer " + TOKEN));
    }

    @Test
    void changedTokenTakesEffect() throws Exception {
        Files.writeString(token, "another-token\n");

        assertEquals(401, send("GET", "/metrics", "Bearer " + TOKEN).statusCode());
        assertEquals(200, send("GET", "/metrics", "Bearer another-token").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere",
        "GET, /",
        "GET, /assistants/",
        "GET, /assistants/ines",
        "GET, /assistants/ines/login",
        "GET, /journal/1",
        "POST, /assistants",
        "POST, /assistants/ines",
        "POST, /assistants/ines/login/now",
        "POST, /practices/ines/login",
        "POST, /assistants/ines/dance",
        "POST, /journal",
        "POST, /ready",
        "PUT, /assistants/ines/login",
        "DELETE, /journal",
        "PATCH, /assistants",
        "OPTIONS, /assistants"
    })
    void unknownPathsAreNotFoundAndChangeNothing(String method, String path) throws Exception {
        assertEquals(404, send(method, path, bearer(roleFor(path))).statusCode());
        assertFalse(get("/assistants").body().contains("ready"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ines", "i..s", "%0d%0aX:1", "%00"})
    void malformedNameIsRefusedAndCannotInjectHeaders(String name) throws Exception {
        var refused = post("/assistants/" + name + "/login");

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().chars().noneMatch(Character::isISOControl));
        assertTrue(refused.headers().firstValue("X").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "holiday", "LUNCH", "lunch%0a"})
    void pauseReasonMustBeOneOfTheList(String reason) throws Exception {
        post("/assistants/ines/login");

        var refused = post("/assistants/ines/pause?reason=" + reason);

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("expected: break, lunch, training, meeting, other"));
    }

    @Test
    void impossibleTransitionIsAConflict() throws Exception {
        var refused = post("/assistants/ines/pause?reason=lunch");

        assertEquals(409, refused.statusCode());
        assertEquals("{\"problem\":\"assistant ines: not possible in state off\"}", refused.body());
    }

    @Test
    void missingStoreIsReportedWithoutDetails() throws Exception {
        store.becomeUnavailable();

        for (var answer : new HttpResponse<?>[] {get("/assistants"), post("/assistants/ines/login")}) {
            assertEquals(503, answer.statusCode());
            assertEquals("{\"problem\":\"the database does not answer: see the log\"}", answer.body());
        }
        store.becomeAvailable();
        assertEquals(200, post("/assistants/ines/login").statusCode());
    }

    @Test
    void portInUseIsReported() {
        var fault = assertThrows(ManagementException.class, this::server);

        assertEquals(
                "management port: " + address + " is in use (expected: free; is another engine running?)",
                fault.getMessage());
    }

    @Test
    void listensOnTheConfiguredAddressOnly() {
        assertThrows(
                ConnectException.class, () -> new Socket(InetAddress.ofLiteral("127.0.0.2"), server.port()).close());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ManagementSettings(new HostPort(new Host("0.0.0.0"), address.port()), new SecretFile(token)));
    }

    @Test
    void metricsNeedTheToken() throws Exception {
        metrics.fallback();

        var refused = send("GET", "/metrics", "");

        assertEquals(401, refused.statusCode());
        assertFalse(refused.body().contains("permanence_"));
        assertTrue(metricsPage().contains("permanence_calls_fallback_total 1.0\n"));
    }

    @Test
    void withoutTheTokenReadinessIsAStatusOnly() throws Exception {
        var ready = send("GET", "/ready", "");
        attached = false;
        var notReady = send("GET", "/ready", "Bearer wrong");

        assertEquals(200, ready.statusCode());
        assertEquals("", ready.body());
        assertEquals(503, notReady.statusCode());
        assertEquals("", notReady.body());
    }

    @Test
    void readinessNamesTheReasons() throws Exception {
        var ready = send("GET", "/ready", "Bearer " + TOKEN);
        attached = false;
        var notReady = send("GET", "/ready", "Bearer " + TOKEN);

        assertEquals("{\"ready\":true,\"reasons\":[],\"practices-without-contract\":[]}", ready.body());
        assertEquals(200, ready.statusCode());
        assertEquals(
                "{\"ready\":false,\"reasons\":[\"asterisk: not attached\"],\"practices-without-contract\":[]}",
                notReady.body());
        assertEquals(503, notReady.statusCode());
    }

    @Test
    void metricsAreWrittenAtMostOnceASecond() throws Exception {
        metrics.fallback();
        metricsPage();
        metrics.fallback();

        assertTrue(metricsPage().contains("permanence_calls_fallback_total 1.0\n"));
        clock.advance(Duration.ofMillis(999));
        assertTrue(metricsPage().contains("permanence_calls_fallback_total 1.0\n"));
        clock.advance(Duration.ofMillis(1));
        assertTrue(metricsPage().contains("permanence_calls_fallback_total 2.0\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "evil.example:80, 421",
        "127.0.0.1.evil.example, 421",
        "127.0.0.1, 200",
        "localhost:9573, 200",
        "[::1]:9573, 200"
    })
    void onlyLoopbackHostsAreServed(String host, int status) throws Exception {
        assertEquals(status, raw("Host: " + host));
    }

    @Test
    void requestOfAWebPageIsRefusedEvenWithASession() throws Exception {
        assertEquals(403, raw("Host: 127.0.0.1", "Origin: http://127.0.0.1"));
        assertEquals(403, raw("Host: 127.0.0.1", "Origin: null"));
        assertEquals(421, raw("Host: 127.0.0.1", "Host: evil.example"));
    }

    /// The status of `GET /assistants` with a session and exactly these headers, which Java's client does not send.
    private int raw(String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream()
                    .write(("GET /assistants HTTP/1.1\r\nAuthorization: " + bearer(Role.SUPERVISOR) + "\r\n"
                                    + String.join("\r\n", headers) + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    @Test
    void headRequestsAreAnswered() throws Exception {
        assertEquals(200, send("HEAD", "/metrics", "Bearer " + TOKEN).statusCode());
        assertEquals(200, send("HEAD", "/ready", "").statusCode(), "the next HEAD request is answered");
    }

    @Test
    void assistantLogsInPausesAndLogsOut() throws Exception {
        assertEquals(state("ready"), post("/assistants/ines/login").body());
        assertEquals(
                "{\"login\":\"ines\",\"state\":\"paused\",\"since\":\"2026-11-18T09:30:00Z\",\"reason\":\"lunch\"}",
                post("/assistants/ines/pause?reason=lunch").body());
        assertEquals(state("ready"), post("/assistants/ines/ready").body());
        assertEquals(state("off"), post("/assistants/ines/logout").body());
    }

    @ParameterizedTest
    @CsvSource({
        "omar, ASSISTANT",
        "claire, PRACTICE_MANAGER",
        "claire, DOCTOR",
        "claire, DATA_PROTECTION_OFFICER",
        "claire, AUDITOR",
        "claire, OPERATIONS"
    })
    void assistantIsChangedOnlyByThemselvesOrASupervisorOfTheirTeam(String login, Role role) throws Exception {
        String session = "Bearer " + people.signIn(login, role(role)).text();
        String ofAnotherTeam = "Bearer "
                + people.signIn("lea", new RoleAt(Role.SUPERVISOR, new Place.OfTeam(SamplePractices.OTHER_TEAM)))
                        .text();

        for (String path : List.of(
                "/assistants/ines/login",
                "/assistants/ines/logout",
                "/assistants/ines/pause?reason=lunch",
                "/assistants/ines/ready",
                "/assistants/ines/transfer?line=doctor",
                "/assistants/unknown/login")) {
            assertEquals(403, send("POST", path, session).statusCode(), path);
            assertEquals(403, send("POST", path, ofAnotherTeam).statusCode(), path);
        }
        assertTrue(get("/assistants").body().contains("\"ines\",\"state\":\"off\""));
    }

    @Test
    void assistantChangesTheirOwnState() throws Exception {
        String ines = "Bearer " + people.signIn("ines", role(Role.ASSISTANT)).text();

        assertEquals(
                state("ready"), send("POST", "/assistants/ines/login", ines).body());
    }

    @Test
    void supervisorSeesTheirTeamAndOthersSeeNumbers() throws Exception {
        String lyon = "Bearer "
                + people.signIn("lea", new RoleAt(Role.SUPERVISOR, new Place.OfTeam(SamplePractices.OTHER_TEAM)))
                        .text();

        assertTrue(get("/assistants").body().contains("\"login\":\"ines\""));
        assertFalse(send("GET", "/assistants", lyon).body().contains("ines"));
        String numbers = send("GET", "/assistants", bearer(Role.OPERATIONS)).body();
        assertTrue(numbers.contains("\"state\":\"off\"") && !numbers.contains("login"), numbers);
    }

    @Test
    void journalShowsEventsAndNoPatient() throws Exception {
        var events = new CallEventLog(
                entry -> journal.write(List.of(entry)), new CallId("one"), SamplePractices.LES_LILAS.id(), clock);
        events.record(CallEvent.ARRIVED);
        events.triaged(Urgency.VITAL, Optional.empty());
        events.escalating(SamplePractices.LES_LILAS.emergency().lines().getFirst());
        events.ended(Disposition.ESCALATED, Optional.of(HangupCause.NORMAL));

        String last = get("/journal?practice=les-lilas&last=2").body();

        assertEquals(
                "[{\"call\":\"one\",\"practice\":\"les-lilas\",\"at\":\"2026-11-18T09:30:00Z\",\"event\":\"escalating\","
                        + "\"line\":\"garde\"},{\"call\":\"one\",\"practice\":\"les-lilas\",\"at\":\"2026-11-18T09:30:00Z\","
                        + "\"event\":\"ended\",\"disposition\":\"escalated\",\"cause\":\"normal\"}]",
                last);
    }

    @Test
    void journalShowsOnePracticeOnly() throws Exception {
        for (Practice practice : List.of(SamplePractices.LES_LILAS, SamplePractices.PORT_ROYAL)) {
            new CallEventLog(entry -> journal.write(List.of(entry)), new CallId("one"), practice.id(), clock)
                    .record(CallEvent.ARRIVED);
        }

        String body = get("/journal?practice=les-lilas").body();

        assertTrue(body.contains("les-lilas"), body);
        assertFalse(body.contains("port-royal"), body);
    }

    @ParameterizedTest
    @CsvSource({"/journal, 400", "/journal?practice=Les%20Lilas, 400", "/journal?practice=les-roses, 404"})
    void journalWithoutAKnownPracticeIsRefused(String path, int status) throws Exception {
        assertEquals(status, get(path).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "3, 3", "99999999999, 4", "-1, 4", "x, 4"})
    void numberOfJournalEntriesIsLimited(String last, int expectedCount) throws Exception {
        var events = new CallEventLog(
                entry -> journal.write(List.of(entry)), new CallId("one"), SamplePractices.LES_LILAS.id(), clock);
        for (int i = 0; i < 4; i++) {
            events.record(CallEvent.ARRIVED);
        }

        String body = get("/journal?practice=les-lilas&last=" + last).body();

        assertEquals(expectedCount, body.split("arrived", -1).length - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/assistants/ines/transfer, 400, line: missing or unreadable",
        "/assistants/ines/transfer?line=Dr%20No, 400, line: missing or unreadable",
        "/assistants/ines/transfer?line=doctor, 409, is not on a call"
    })
    void transferWithoutACallIsRefused(String path, int status, String problem) throws Exception {
        var refused = post(path);

        assertEquals(status, refused.statusCode());
        assertTrue(refused.body().contains(problem), refused::body);
    }

    @Test
    void unreadableReasonHeaderIsRefused() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + "/recordings?practice=les-lilas"))
                .header("Authorization", bearer(Role.SUPERVISOR))
                .header("Permanence-Reason", "no base64!")
                .build();

        var refused = client.send(request, BodyHandlers.ofString());

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("reason: unreadable (expected: base64url"), refused::body);
    }

    @Test
    void knownChannelsAreListed() throws Exception {
        assertEquals(
                "{\"channels\":[\"1.1\"],\"attached\":true}",
                sorted(get("/channels").body()));
        attached = false;
        assertEquals(
                "{\"channels\":[],\"attached\":false}", sorted(get("/channels").body()));
    }

    private ManagementServer server() {
        var practices = SamplePractices.standard();
        var queue = new TeamQueue(store, new TeamMatcher(practices, clock), new WaiterSignals());
        return new ManagementServer(
                new ManagementSettings(address, new SecretFile(token)),
                new ManagementServer.Apis(
                        new OperationsApi(
                                new AssistantService(queue, store, practices, clock),
                                transfers,
                                journal,
                                practice -> practice.equals(SamplePractices.LES_LILAS.id()),
                                new OperationsApi.Health(
                                        new MetricsPage(metrics::scrape, clock),
                                        new Readiness(
                                                List.of(Readiness.check(() -> attached, "asterisk: not attached")),
                                                List::of),
                                        () -> attached ? Optional.of(Set.of("1.1")) : Optional.empty())),
                        IdleApis.records(),
                        new PracticeApi(publisher()),
                        onCallApi()),
                new Authorization(people.lookup(), organization(practices), IdleApis.noBreakGlass(), clock));
    }

    private Organization organization(AssistantDirectory assistants) {
        return new Organization(
                assistants,
                PracticeRegistries.withoutOverrides(practicesInstallation.settings())::practicesOf,
                new InMemoryOnCallOverrideStore());
    }

    private OnCallApi onCallApi() {
        var settings = practicesInstallation.settings();
        var overrideStore = new InMemoryOnCallOverrideStore();
        var overrides = new OnCallOverrides(overrideStore, clock);
        return new OnCallApi(new PracticeRegistry(settings, overrides), List.of(), overrideStore, overrides, clock);
    }

    private PracticePublisher publisher() {
        var settings = practicesInstallation.settings();
        return new PracticePublisher(
                settings,
                PracticeRegistries.withoutOverrides(settings),
                _ -> Optional.empty(),
                new InMemoryPracticeHistory(),
                clock);
    }

    /// A request of a person who may make it: a supervisor, or operations for the engine's own data.
    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, bearer(roleFor(path)));
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send("POST", path, bearer(roleFor(path)));
    }

    private static Role roleFor(String path) {
        return path.matches("/(journal|channels)\\b.*") ? Role.OPERATIONS : Role.SUPERVISOR;
    }

    private static RoleAt role(Role role) {
        return SignedInFixture.inItsPlace(role, SamplePractices.TEAM);
    }

    private String bearer(Role role) {
        return "Bearer "
                + sessions.computeIfAbsent(role, _ -> people.signIn("claire-" + EnumWords.of(role), role(role)))
                        .text();
    }

    private HttpResponse<String> send(String method, String path, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(SOON)
                .method(method, BodyPublishers.ofString(""));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String metricsPage() throws Exception {
        return send("GET", "/metrics", "Bearer " + TOKEN).body();
    }

    private static String state(String state) {
        return "{\"login\":\"ines\",\"state\":\"" + state + "\",\"since\":\"2026-11-18T09:30:00Z\"}";
    }

    /// The two keys of this answer may come in any order.
    private static String sorted(String body) {
        return body.startsWith("{\"channels") ? body : body.replaceFirst("\\{(.*),(\"channels.*)}", "{$2,$1}");
    }
}
