package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.Action;
import org.permanence.audit.Actor;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditLog;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.audit.Purpose;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.verify.Verify;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `permanence audit destroyed`, on a house whose management port asks a real archive and its log.
class DestroyedCommandTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InstallationOnDisk installation;
    private Path file;

    @BeforeEach
    void aHouse(@TempDir Path work) {
        installation = new InstallationOnDisk(work);
        file = work.resolve("certificate.json");
    }

    @Test
    void aDamagedLogGivesNoFileAndSaysWhereToLook() throws IOException {
        var said = withAnEngine(log -> {
            expire(log);
            damage(installation.settings().archive().audit().getFirst());
        });

        assertTrue(
                said.matches(
                        "permanence: destroyed: audit log: .*expected: a whole log\\); see: permanence audit verify\n"),
                said);
        assertFalse(Files.exists(file));
    }

    @Test
    void aCertificateIsInTheLogBeforeItIsWrittenAndIsProvenByTheVerifier() throws IOException {
        var said = withAnEngine(DestroyedCommandTest::expire);

        assertEquals("wrote 1 destructions to " + file + "\n", said);
        JsonNode certificate = JSON.readTree(Files.readString(file));
        assertEquals("rec-1", certificate.at("/destroyed/0/name").asString());
        Path log = installation.settings().archive().audit().getFirst();
        Path note = Files.writeString(
                file.resolveSibling("note"), certificate.at("/proof/note").asString());
        var verified = new ByteArrayOutputStream();
        int status = Verify.run(
                List.of(
                        log.toString(),
                        "--key",
                        log + ".key",
                        "--known",
                        note.toString(),
                        "--inclusion",
                        certificate.at("/destroyed/0/entry").asString()),
                new PrintStream(verified, true, StandardCharsets.UTF_8));
        assertEquals(0, status, verified.toString(StandardCharsets.UTF_8));
        assertTrue(entries(log).stream()
                .anyMatch(line -> line.contains("\"LOG_EXPORTED\"")
                        && line.contains("\"practice\":\"les-lilas\"")
                        && line.contains("\"actor\":\"dr.okafor\"")));
    }

    private interface Life {
        void of(AuditLog log) throws IOException;
    }

    /// What is said by the command while an engine lives that has done this.
    private String withAnEngine(Life life) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        installation.change("port: 9573", "port: " + server.getAddress().getPort());
        InstallationSettings settings = installation.settings();
        try (var database = Books.open(settings.database());
                var archive = ArchiveOnDisk.of(settings, database).orElseThrow()) {
            var desk = new ArchiveDesk(Optional.of(archive), "FR", (_, _) -> {});
            server.createContext("/", asked -> {
                var reply = desk.reply(
                        asked.getRequestMethod(),
                        List.of(asked.getRequestURI().getPath().substring(1).split("/")),
                        words(asked.getRequestURI().getQuery()),
                        "");
                byte[] body = JSON.writeValueAsBytes(reply.body());
                asked.sendResponseHeaders(reply.status(), body.length);
                asked.getResponseBody().write(body);
                asked.close();
            });
            server.start();
            life.of(archive.log());
            archive.log().checkpoint();
            return says("audit", "destroyed", "--practice", "les-lilas", "--by", "dr.okafor", "--purpose", "hcompl");
        } finally {
            server.stop(0);
        }
    }

    private static Map<String, String> words(String query) {
        return Arrays.stream(query.split("&"))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    private static void expire(AuditGate log) {
        var object = new AuditObject(AuditObject.Kind.RECORDING, "rec-1");
        var request = AuditRequest.of(Actor.HOUSE, LILAS, Action.RECORDING_EXPIRED, object, Purpose.HOPERAT);
        log.close(log.open(request), AuditGate.Outcome.SUCCEEDED);
        var _ = log.open(request); // After this one its result is on the disk too.
    }

    private static void damage(Path log) throws IOException {
        Path entries = segment(log);
        byte[] bytes = Files.readAllBytes(entries);
        bytes[bytes.length / 2] ^= 1;
        Files.write(entries, bytes);
    }

    private static List<String> entries(Path log) throws IOException {
        return Files.readAllLines(segment(log));
    }

    private static Path segment(Path log) throws IOException {
        try (var files = Files.list(log)) {
            return files.filter(named -> named.toString().endsWith(".entries"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String says(String... words) {
        var said = new StringWriter();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--out",
                file.toString(),
                "--house",
                installation.path("house.yaml").toString()));
        var _ = Main.commands()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
        return said.toString();
    }
}
