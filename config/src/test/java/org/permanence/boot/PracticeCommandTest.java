package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.Ports;
import org.permanence.metrics.EngineMetrics;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryPracticeHistory.FailureMode;
import org.permanence.testing.SteppedClock;

/// `permanence practice …`, with the management port of a running house behind it.
class PracticeCommandTest {

    private static final String FILE = "practices/les-lilas.yaml";

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryPracticeHistory history = new InMemoryPracticeHistory();
    private final EngineMetrics metrics = new EngineMetrics();

    private InstallationOnDisk installation;
    private Practices known;
    private ManagementServer server;

    @BeforeEach
    void open(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        installation.change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()));
        var settings = installation.settings();
        known = new Practices(settings);
        var practices = new RunningPractices(settings, known, (_, _, _) -> {}, history, clock);
        practices.remember();
        var overrideStore = new InMemoryOnCallOverrideStore();
        server = new ManagementServer(
                settings.management(),
                NobodyCalls.management(settings, metrics, clock),
                NobodyCalls.archive(),
                new PracticeDesk(practices),
                new OnCallDesk(known, settings, overrideStore, new OnCallOverrides(overrideStore, clock), clock));
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        metrics.close();
    }

    @Test
    void aBrokenFileIsToldWithAllItsProblemsWhereverItLies() {
        installation.write(
                "les-lilas.yaml", text().replace("limit: 50", "limit: many").replace("team: centre", "team: est"));
        String file = installation.path("les-lilas.yaml").toString();

        for (String words : List.of("check FILE", "apply FILE --author claire --reason seven")) {
            var said = says(words, file);

            assertEquals(1, said.status, words);
            var lines = said.err.lines().toList();
            assertEquals("permanence: 2 to correct:", lines.getFirst(), words);
            assertEquals(
                    List.of("queue.limit", "team"),
                    lines.stream()
                            .skip(1)
                            .map(line -> line.split(": ", 3)[1])
                            .sorted()
                            .toList(),
                    words);
        }
        assertEquals(50, limit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "check",
                "check les-lilas.yml",
                "check Les-Lilas.yaml",
                "check FILE FILE",
                "apply FILE",
                "apply FILE --author claire",
                "apply FILE --author two/words --reason x",
                "export Les/Lilas",
                "history",
                "diff les-lilas one",
                "rollback les-lilas --author claire --reason x",
                "rollback les-lilas --to x --author claire --reason x"
            })
    void whatIsNotUnderstoodIsToldAndChangesNothing(String words) {
        var said = says(words, installation.path(FILE).toString());

        assertEquals(2, said.status, said.err);
        assertTrue(!said.err.isBlank() && !said.err.contains("Exception"), said.err);
        assertEquals(50, limit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history les-roses",
                "export les-roses",
                "export les-lilas 9",
                "diff les-lilas",
                "diff les-lilas 1 9",
                "rollback les-lilas --to 9 --author claire --reason x"
            })
    void aVersionThatIsNotThereIsTold(String words) {
        var said = says(words, "");

        assertEquals(1, said.status, said.err);
        assertTrue(said.err.startsWith("permanence: practice les-"), said.err);
    }

    @Test
    void withoutTheStoreNothingIsAppliedAndItIsSaid() {
        history.fail(FailureMode.IMMEDIATELY);
        installation.write("les-lilas.yaml", text().replace("limit: 50", "limit: 7"));

        var said = says(
                "apply FILE --author claire --reason seven",
                installation.path("les-lilas.yaml").toString());

        assertEquals("permanence: the database does not answer: see the log\n", said.err);
        assertEquals(50, limit());
    }

    @Test
    void aFileIsCheckedAppliedLookedBackOnAndTakenBack() {
        String before = text();
        installation.write("les-lilas.yaml", text().replace("limit: 50", "limit: 7"));
        String file = installation.path("les-lilas.yaml").toString();

        assertEquals("good: 1 of the house's practices\n", says("check FILE", file).out);
        assertEquals(50, limit());
        assertEquals(
                "applied: les-lilas, version 2; the next call meets it\n",
                says("apply FILE --author claire --reason seven", file).out);
        assertEquals(7, limit());
        assertEquals(text(), says("export les-lilas", file).out);
        assertEquals(before, says("export les-lilas 1", file).out);
        var diff = says("diff les-lilas", file).out.lines().toList();
        assertEquals(List.of("--- les-lilas.yaml, version 1", "+++ les-lilas.yaml, version 2"), diff.subList(0, 2));
        assertEquals(
                List.of("-  limit: 50", "+  limit: 7"),
                diff.stream().skip(2).filter(line -> line.matches("[+-].*")).toList());

        assertEquals(
                "applied: les-lilas, version 3; the next call meets it\n",
                says("rollback les-lilas --to 1 --author omar --reason fifty", file).out);

        assertEquals(50, limit());
        assertEquals(before, text());
        assertEquals(
                List.of("3 omar fifty", "2 claire seven", "1 file found in the practice's file"),
                says("history les-lilas", file)
                        .out
                        .lines()
                        .map(line -> line.strip().replaceAll(" +", " ").replaceFirst(" [^ ]+Z ", " "))
                        .toList());
    }

    private int limit() {
        return known.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow().queue().limit();
    }

    private String text() {
        return installation.text(FILE);
    }

    private record Said(int status, String out, String err) {}

    /// The words of one command; `FILE` stands for `file`.
    private Said says(String words, String file) {
        List<String> all = new ArrayList<>(List.of("practice"));
        for (String word : words.split(" ", -1)) {
            if (!word.isEmpty()) {
                all.add(word.equals("FILE") ? file : word);
            }
        }
        if (all.size() > 1) {
            all.addAll(List.of("--house", installation.path("house.yaml").toString()));
        }
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }
}
