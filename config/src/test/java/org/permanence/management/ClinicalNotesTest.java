package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.metrics.EngineMetrics;
import org.permanence.people.Region;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.SealedNote;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInFixture;
import org.permanence.testing.Fixtures;
import org.permanence.testing.Ports;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Clinical notes on the management port: only the assistant of a call writes, and only a doctor of the practice
/// reads.
class ClinicalNotesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TEXT = "Fièvre depuis trois jours.\nRappeler ce soir.";
    private static final String CALL = "1763458200.42";
    private static final String WRITE = "/calls/" + CALL + "/note";
    private static final String UNKNOWN_ID = "01938c5a-1f00-7000-8000-000000000001";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SteppedClock clock = new SteppedClock();
    private final EngineMetrics metrics = new EngineMetrics();
    private final PracticeKey doctor = PracticeKey.generate();
    private final SignedInFixture people = new SignedInFixture(clock);
    private final Map<String, SessionToken> sessions = new HashMap<>();
    private InstallationSettings settings;
    private RecordsOnDisk records;
    private ManagementServer server;

    @BeforeEach
    void open(@TempDir Path directory) {
        settings = new InstallationOnDisk(directory)
                .change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()))
                .changePractice(
                        "decryptable-by: provider",
                        "decryptable-by: provider-and-practice\n  practice-public-keys: [\"" + doctor.recipient()
                                + "\"]")
                .settings();
        records = RecordsOnDisk.open(settings, clock);
        server = IdleApis.server(settings, records.api(), people.lookup(), metrics, clock);
        server.start();
        records.connect(CALL, new Login("ines"));
    }

    @AfterEach
    void close() {
        server.close();
        records.close();
        metrics.close();
        client.close();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ASSISTANT")
    void onlyAnAssistantWrites(Role role) throws Exception {
        assertEquals(403, post(role, "ines", TEXT).statusCode());
        assertNothingWritten();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "DOCTOR")
    void onlyADoctorListsAndReads(Role role) throws Exception {
        String note = write();

        assertEquals(403, get(role, "les-lilas", "/notes?").statusCode());
        assertEquals(403, get(role, "les-lilas", pathOf(note)).statusCode());
    }

    @Test
    void assistantWritesAboutTheirOwnCallsOnly() throws Exception {
        HttpResponse<String> refused = post(Role.ASSISTANT, "omar", TEXT);

        assertEquals(409, refused.statusCode(), refused::body);
        assertNothingWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\tb", "a\rb", "a\u001B[31m"})
    void textWithControlCharactersIsRefused(String text) throws Exception {
        HttpResponse<String> refused = post(Role.ASSISTANT, "ines", text);

        assertEquals(400, refused.statusCode(), refused::body);
        assertNothingWritten();
    }

    @Test
    void textOfMoreThan8192BytesIsRefused() throws Exception {
        HttpResponse<String> refused = post(Role.ASSISTANT, "ines", "x".repeat(8_193));

        assertEquals(400, refused.statusCode(), refused::body);
        assertTrue(refused.body().contains("8193 bytes"), refused::body);
        assertNothingWritten();
        assertEquals(200, post(Role.ASSISTANT, "ines", "x".repeat(8_192)).statusCode());
    }

    @Test
    void doctorNeedsAPurposeAndAFreshFactor() throws Exception {
        String path = pathOf(write());
        var withoutPurpose = send("GET", session(Role.DOCTOR, "les-lilas"), path + "practice=les-lilas", "");
        clock.advance(Duration.ofMinutes(6));
        var late = get(Role.DOCTOR, "les-lilas", path);

        assertEquals(403, withoutPurpose.statusCode());
        assertTrue(withoutPurpose.body().contains("\"needs\":[\"purpose\"]"), withoutPurpose::body);
        assertEquals(403, late.statusCode());
        assertTrue(late.body().contains("\"needs\":[\"step-up\"]"), late::body);
    }

    @Test
    void noteOfAnotherPracticeIsAnsweredLikeAnUnknownOne() throws Exception {
        String note = write();
        long entriesBefore = records.auditLog().state().entries();

        var ofAnother = get(Role.DOCTOR, "port-royal", pathOf(note));
        var unknown = get(Role.DOCTOR, "port-royal", pathOf(UNKNOWN_ID));

        assertEquals(404, ofAnother.statusCode(), ofAnother::body);
        assertEquals(unknown.body(), ofAnother.body());
        assertEquals(entriesBefore, records.auditLog().state().entries());
    }

    @Test
    void doctorDecryptsTheNoteWithTheKeyOfThePractice() throws Exception {
        String note = write();

        var listed = get(Role.DOCTOR, "les-lilas", "/notes?");
        var read = get(Role.DOCTOR, "les-lilas", pathOf(note));

        assertEquals(200, listed.statusCode(), listed::body);
        assertEquals(note, json(listed).path(0).path("note").asString());
        assertEquals("ines", json(listed).path(0).path("assistant").asString());
        assertFalse(listed.body().contains("sealed"));
        byte[] file = json(read).path("sealed").asString().getBytes(StandardCharsets.US_ASCII);
        assertEquals(new PersonalText(TEXT), doctor.open(SealedNote.read(file)));
    }

    @Test
    void erasingThePatientDeletesTheNotesAboutTheirCalls() throws Exception {
        write();

        Reply certificate = records.api().handle(erasure());

        assertEquals(200, certificate.status(), certificate::toString);
        assertTrue(certificate.body().toString().contains("notes-erased=1"), certificate::toString);
        assertNothingWritten();
    }

    private static ApiRequest erasure() {
        var manager = new Principal.Person("claire", Role.PRACTICE_MANAGER, "cli", Principal.NO_SESSION);
        var scope = Policy.scopeOfEngine(SamplePractices.LES_LILAS.id());
        return new ApiRequest(
                        "POST",
                        List.of("patients", "erase"),
                        Map.of("practice", "les-lilas", "purpose", "patrqt"),
                        Optional.empty(),
                        Optional.empty(),
                        Fixtures.CALLER.digits())
                .permitted(new Permission(manager, Set.of(), Optional.of(scope), Map.of(), Region.EEA));
    }

    private String write() throws Exception {
        HttpResponse<String> written = post(Role.ASSISTANT, "ines", TEXT);
        assertEquals(200, written.statusCode(), written::body);
        return json(written).path("note").asString();
    }

    private void assertNothingWritten() throws Exception {
        assertEquals("[]", get(Role.DOCTOR, "les-lilas", "/notes?").body());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static String pathOf(String note) {
        return "/notes/" + note + "/text?";
    }

    private HttpResponse<String> post(Role role, String login, String text) throws Exception {
        SessionToken session = sessions.computeIfAbsent(
                role + login, _ -> people.signIn(login, SignedInFixture.inItsPlace(role, new TeamId("centre"))));
        return send("POST", session, WRITE, text);
    }

    /// @param path ends with `?`
    private HttpResponse<String> get(Role role, String practice, String path) throws Exception {
        return send("GET", session(role, practice), path + "purpose=treat&practice=" + practice, "");
    }

    private SessionToken session(Role role, String practice) {
        return sessions.computeIfAbsent(
                role + practice,
                _ -> people.signIn(
                        "reader" + sessions.size(),
                        new RoleAt(
                                role,
                                role == Role.DOCTOR
                                        ? new Place.OfPractice(new PracticeId(practice))
                                        : SignedInFixture.inItsPlace(role, new TeamId("centre"))
                                                .place())));
    }

    private HttpResponse<String> send(String method, SessionToken session, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create("http://" + settings.management().address() + path))
                        .header("Authorization", "Bearer " + session.text())
                        .timeout(Duration.ofSeconds(10))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
