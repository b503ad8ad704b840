package org.permanence.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.boot.RecordsOnDisk;
import org.permanence.metrics.EngineMetrics;
import org.permanence.seal.RecordingId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInFixture;
import org.permanence.testing.Ports;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;
import org.permanence.text.EnumWords;

/// A request for one practice gets nothing of another: the answer is the one for an id that does not exist. A
/// message is a recording too, so one message serves both kinds of requests.
class RecordsOfAnotherPracticeTest {

    private static final String UNKNOWN_ID = "01938c5a-1f00-7000-8000-000000000001";

    /// A public key without a private one.
    private static final String RECIPIENT = "age1uvu5vc2uvh7q25ulycrwhpctxyn79wspxgvsnyz7rc8h0h35nf4qks3a9x";

    private final HttpClient client = HttpClient.newHttpClient();
    private final SteppedClock clock = new SteppedClock();
    private final EngineMetrics metrics = new EngineMetrics();
    private InstallationSettings settings;
    private RecordsOnDisk records;
    private ManagementServer server;
    private RecordingId message;
    private SignedInFixture people;
    private final Map<Role, SessionToken> sessions = new EnumMap<>(Role.class);

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        settings = new InstallationOnDisk(directory)
                .change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()))
                .settings();
        records = RecordsOnDisk.open(settings, clock);
        message = records.leaveMessage(SamplePractices.LES_LILAS, clock);
        people = new SignedInFixture(clock);
        server = IdleApis.server(settings, records.api(), people.lookup(), metrics, clock);
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        records.close();
        metrics.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor GET /recordings/ID/audio?",
                "doctor POST /recordings/ID/verify?",
                "data-protection-officer POST /recordings/ID/hold?",
                "data-protection-officer POST /recordings/ID/release?",
                "doctor GET /messages/ID/audio?",
                "doctor POST /messages/ID/callback-number?",
                "doctor POST /messages/ID/acknowledge?"
            })
    void areAnsweredLikeUnknownOnesAndLeaveNoEntry(String request) throws Exception {
        long entriesBefore = records.auditLog().state().entries();
        String own = request.replace("ID", message.value());

        var ofAnother = send(own + "practice=port-royal&");
        var unknown = send(request.replace("ID", UNKNOWN_ID) + "practice=port-royal&");
        var withoutPractice = send(own);

        assertEquals(404, ofAnother.statusCode(), ofAnother::body);
        assertEquals(unknown.statusCode(), ofAnother.statusCode());
        assertEquals(unknown.body(), ofAnother.body());
        assertEquals(400, withoutPractice.statusCode());
        assertTrue(withoutPractice.body().contains("practice: missing"), withoutPractice::body);
        assertEquals(entriesBefore, records.auditLog().state().entries());
        assertEquals(200, send(own + "practice=les-lilas&").statusCode(), "the practice itself gets it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recordings", "messages"})
    void exportOfAnotherPracticeWaitsForASecondPersonLikeThatOfAnUnknownRecording(String kind) throws Exception {
        String export = "practice-manager GET /" + kind + "/ID/export?recipients=AGE&practice=port-royal&";

        var ofAnother = send(export.replace("ID", message.value()));
        var unknown = send(export.replace("ID", UNKNOWN_ID));

        assertEquals(202, ofAnother.statusCode(), ofAnother::body);
        assertEquals(202, unknown.statusCode(), unknown::body);
        String idOrDigest = "[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        assertEquals(
                unknown.body().replaceAll(idOrDigest, "?"), ofAnother.body().replaceAll(idOrDigest, "?"));
    }

    /// Sends a request of a person who holds the role at both practices.
    ///
    /// @param request the role, the method and the path, which ends with `?` or `&`
    private HttpResponse<String> send(String request) throws IOException, InterruptedException {
        String[] roleAndRequest = request.replace("AGE", RECIPIENT).split(" ", 2);
        String[] methodAndPath = roleAndRequest[1].split(" ", 2);
        Role role = EnumWords.parse(Role.class, roleAndRequest[0]).orElseThrow();
        SessionToken session = sessions.computeIfAbsent(
                role,
                _ -> people.signIn(
                        "claire" + sessions.size(),
                        new RoleAt(role, new Place.OfPractice(SamplePractices.LES_LILAS.id())),
                        new RoleAt(role, new Place.OfPractice(SamplePractices.PORT_ROYAL.id()))));
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://" + settings.management().address() + methodAndPath[1] + "purpose=treat"))
                        .header("Authorization", "Bearer " + session.text())
                        .timeout(Duration.ofSeconds(10))
                        .method(methodAndPath[0], BodyPublishers.ofString(""))
                        .build(),
                BodyHandlers.ofString());
    }
}
