package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.json.JsonMapper;

/// `permanence practice block | unblock | blocked`, on a house whose management port asks a real archive.
class PracticeBlockCommandTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final String ASKING = " --by claire --purpose hoperat";

    private InstallationOnDisk installation;
    private Path number;
    private Database database;
    private Archive archive;
    private HttpServer server;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        installation = new InstallationOnDisk(work);
        number = Files.writeString(work.resolve("number"), Fixtures.CALLER.digits() + "\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        installation.change("port: 9573", "port: " + server.getAddress().getPort());
        InstallationSettings settings = installation.settings();
        database = Books.open(settings.database());
        archive = ArchiveOnDisk.of(settings, database).orElseThrow();
        var desk = new ArchiveDesk(Optional.of(archive), "FR", (_, _) -> {});
        server.createContext("/", asked -> {
            var reply = desk.reply(
                    asked.getRequestMethod(),
                    List.of(asked.getRequestURI().getPath().substring(1).split("/", -1)),
                    words(Objects.requireNonNull(asked.getRequestURI().getQuery())),
                    new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = JsonMapper.shared().writeValueAsBytes(reply.body());
            asked.sendResponseHeaders(reply.status(), body.length);
            asked.getResponseBody().write(body);
            asked.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        archive.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "block les-lilas",
                "block les-lilas +33199000742",
                "block --number-file NUMBER",
                "block les-roses --number-file NUMBER",
                "block les-lilas --number-file HOUSE",
                "unblock les-lilas",
                "blocked",
                "blocked les-roses"
            })
    void whatIsNotUnderstoodIsToldAndBlocksNobody(String words) {
        String said = says(words + ASKING);

        assertFalse(said.isBlank() || said.contains("Exception") || said.contains(Fixtures.CALLER.digits()), said);
        assertFalse(archive.blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    @Test
    void aNumberThatIsNotBlockedCannotBeUnblocked() {
        assertEquals(
                "permanence: number: not blocked (expected: one that is)\n",
                says("unblock les-lilas --number-file NUMBER" + ASKING));
    }

    @Test
    void aNumberIsBlockedListedByItsPseudonymAndUnblocked() {
        String said = says("block les-lilas --number-file NUMBER" + ASKING);

        assertTrue(archive.blocking().isBlocked(LILAS, Fixtures.CALLER));
        String list = says("blocked les-lilas" + ASKING);
        assertTrue(list.contains("\"by\":\"claire\"") && list.contains("\"pseudonym\":\""), list);
        assertFalse((said + list).contains(Fixtures.CALLER.digits().substring(1)), "no number is told");

        assertTrue(says("unblock les-lilas --number-file NUMBER" + ASKING).contains("\"unblocked\":true"));
        assertFalse(archive.blocking().isBlocked(LILAS, Fixtures.CALLER));
        assertEquals("", says("blocked les-lilas" + ASKING));
    }

    @Test
    void aPatientWhoIsErasedIsBlockedNoLonger() {
        says("block les-lilas --number-file NUMBER" + ASKING);

        var erased = new ArchiveDesk(Optional.of(archive), "FR", (_, _) -> {})
                .reply(
                        "POST",
                        List.of("patients"),
                        Map.of("practice", "les-lilas", "by", "claire", "role", "doctor", "purpose", "patrqt"),
                        Fixtures.CALLER.digits());

        assertEquals(200, erased.status());
        assertTrue(erased.body().toString().contains("unblocked=true"));
        assertFalse(archive.blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    private static Map<String, String> words(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    private String says(String words) {
        var said = new StringWriter();
        var all = new ArrayList<String>();
        all.add("practice");
        for (String word : words.split(" ", -1)) {
            all.add(word.replace("NUMBER", number.toString())
                    .replace("HOUSE", installation.path("house.yaml").toString()));
        }
        all.addAll(List.of("--house", installation.path("house.yaml").toString()));
        var _ = Main.commands()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
        return said.toString();
    }
}
