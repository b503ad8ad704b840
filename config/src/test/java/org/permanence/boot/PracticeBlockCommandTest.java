package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
import org.permanence.cli.CommandResult;
import org.permanence.practice.PracticeId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.store.Database;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.json.JsonMapper;

/// `permanence practice block | unblock | blocked`, on a house whose management port asks a real archive.
class PracticeBlockCommandTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final String AUDIT_ARGUMENTS = " --actor claire --purpose hoperat";

    private InstallationOnDisk installation;
    private Path numberFile;
    private Database database;
    private RecordsModule records;
    private HttpServer server;

    @BeforeEach
    void open(@TempDir Path work) throws IOException {
        installation = new InstallationOnDisk(work);
        numberFile = Files.writeString(work.resolve("number"), Fixtures.CALLER.digits() + "\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        installation.change("port: 9573", "port: " + server.getAddress().getPort());
        InstallationSettings settings = installation.settings();
        database = Databases.open(settings.database());
        records = RecordsOnDisk.open(settings, database).orElseThrow();
        var api = new RecordingsApi(Optional.of(records), "FR", (_, _) -> {});
        server.createContext("/", exchange -> {
            var reply = api.handle(
                    exchange.getRequestMethod(),
                    List.of(exchange.getRequestURI().getPath().substring(1).split("/", -1)),
                    queryParameters(
                            Objects.requireNonNull(exchange.getRequestURI().getQuery())),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = JsonMapper.shared().writeValueAsBytes(reply.body());
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        records.close();
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
                "list-blocked",
                "list-blocked les-roses"
            })
    void invalidArgumentsAreReportedAndBlockNoCaller(String words) {
        String output = run(words + AUDIT_ARGUMENTS);

        assertFalse(
                output.isBlank() || output.contains("Exception") || output.contains(Fixtures.CALLER.digits()), output);
        assertFalse(records.blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    @Test
    void numberThatIsNotBlockedCannotBeUnblocked() {
        assertEquals(
                "permanence: number: not blocked (expected: one that is)\n",
                run("unblock les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS));
    }

    @Test
    void numberIsBlockedListedByPseudonymAndUnblocked() {
        String output = run("block les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS);

        assertTrue(records.blocking().isBlocked(LILAS, Fixtures.CALLER));
        String list = run("list-blocked les-lilas" + AUDIT_ARGUMENTS);
        assertTrue(list.contains("\"by\":\"claire\"") && list.contains("\"pseudonym\":\""), list);
        assertFalse((output + list).contains(Fixtures.CALLER.digits().substring(1)), "no number is told");

        assertTrue(
                run("unblock les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS).contains("\"unblocked\":true"));
        assertFalse(records.blocking().isBlocked(LILAS, Fixtures.CALLER));
        assertEquals("", run("list-blocked les-lilas" + AUDIT_ARGUMENTS));
    }

    @Test
    void erasedPatientIsNoLongerBlocked() {
        run("block les-lilas --number-file NUMBER" + AUDIT_ARGUMENTS);

        var erased = new RecordingsApi(Optional.of(records), "FR", (_, _) -> {})
                .handle(
                        "POST",
                        List.of("patients"),
                        Map.of("practice", "les-lilas", "by", "claire", "role", "doctor", "purpose", "patrqt"),
                        Fixtures.CALLER.digits());

        assertEquals(200, erased.status());
        assertTrue(erased.body().toString().contains("unblocked=true"));
        assertFalse(records.blocking().isBlocked(LILAS, Fixtures.CALLER));
    }

    private static Map<String, String> queryParameters(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    private String run(String arguments) {
        var fullArguments = new ArrayList<String>();
        fullArguments.add("practice");
        for (String word : arguments.split(" ", -1)) {
            fullArguments.add(word.replace("NUMBER", numberFile.toString())
                    .replace("HOUSE", installation.path("permanence.yaml").toString()));
        }
        fullArguments.addAll(
                List.of("--config", installation.path("permanence.yaml").toString()));
        return CommandResult.run(fullArguments.toArray(String[]::new)).output();
    }
}
