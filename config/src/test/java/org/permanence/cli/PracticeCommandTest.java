package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabPerson;
import org.permanence.management.IdleApis.PracticeParts;
import org.permanence.management.OnCallApi;
import org.permanence.management.PracticeApi;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.publish.PracticePublisher;
import org.permanence.publish.PracticeRegistries;
import org.permanence.publish.PracticeRegistry;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryPracticeHistory.FailureMode;
import org.permanence.testing.SteppedClock;

/// `permanence practice …`, on a real management port.
class PracticeCommandTest {

    private static final String FILE = "practices/les-lilas.yaml";

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryPracticeHistory history = new InMemoryPracticeHistory();

    private InstallationOnDisk installation;

    @SuppressWarnings("NullAway.Init")
    private PracticeRegistry registry;

    private ServedInstallation served;

    @BeforeEach
    void open(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        served = ServedInstallation.open(installation, clock, this::parts);
    }

    private PracticeParts parts(InstallationSettings settings, InstantSource time) {
        registry = PracticeRegistries.withoutOverrides(settings);
        var publisher = new PracticePublisher(settings, registry, _ -> Optional.empty(), history, time);
        publisher.recordInitialVersions();
        var overrides = new InMemoryOnCallOverrideStore();
        return new PracticeParts(
                registry,
                new PracticeApi(publisher),
                new OnCallApi(registry, List.of(), overrides, new OnCallOverrides(overrides, time), time),
                overrides);
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void invalidFileIsReportedWithAllProblemsFromAnyDirectory() {
        installation.write(
                "les-lilas.yaml", text().replace("limit: 50", "limit: many").replace("team: centre", "team: est"));
        String file = installation.path("les-lilas.yaml").toString();

        for (String arguments : List.of("check FILE", "apply FILE --reason-file REASON:seven")) {
            var result = run(arguments, file);

            assertEquals(1, result.exitCode(), arguments);
            var lines = result.err().lines().toList();
            assertEquals("permanence: 2 to correct:", lines.getFirst(), arguments);
            assertEquals(
                    List.of("queue.limit", "team"),
                    lines.stream()
                            .skip(1)
                            .map(line -> line.split(": ", 3)[1])
                            .sorted()
                            .toList(),
                    arguments);
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
                "apply FILE --author claire --reason-file REASON:x",
                "export Les/Lilas",
                "history",
                "diff les-lilas one",
                "rollback les-lilas --reason-file REASON:x",
                "rollback les-lilas --version x --reason-file REASON:x"
            })
    void invalidArgumentsAreReportedAndChangeNothing(String arguments) {
        List<String> words = words(arguments, installation.path(FILE).toString());
        var result = words.size() == 1 ? CommandResult.run("practice") : served.run(words);

        assertEquals(2, result.exitCode(), result.err());
        assertTrue(!result.err().isBlank() && !result.err().contains("Exception"), result.err());
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
                "rollback les-lilas --version 9 --reason-file REASON:x"
            })
    void missingVersionIsReported(String arguments) {
        var result = run(arguments, "");

        assertEquals(1, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("permanence: practice les-"), result.err());
    }

    @Test
    void nothingIsAppliedWithoutTheStoreAndTheFailureIsReported() {
        history.fail(FailureMode.IMMEDIATELY);
        installation.write("les-lilas.yaml", text().replace("limit: 50", "limit: 7"));

        var result = run(
                "apply FILE --reason-file REASON:seven",
                installation.path("les-lilas.yaml").toString());

        assertEquals("permanence: the database does not answer: see the log\n", result.err());
        assertEquals(50, limit());
    }

    @Test
    void fileIsCheckedAppliedInspectedAndRolledBack() {
        String before = text();
        installation.write("les-lilas.yaml", text().replace("limit: 50", "limit: 7"));
        String file = installation.path("les-lilas.yaml").toString();

        assertEquals("valid: 1 practice file\n", run("check FILE", file).out());
        assertEquals(50, limit());
        assertEquals(
                "published les-lilas, version 2; the next call uses it\n",
                run("apply FILE --reason-file REASON:seven", file).out());
        assertEquals(7, limit());
        assertEquals(text(), run("export les-lilas", file).out());
        assertEquals(before, run("export les-lilas 1", file).out());
        var diff = run("diff les-lilas", file).out().lines().toList();
        assertEquals(List.of("--- les-lilas.yaml, version 1", "+++ les-lilas.yaml, version 2"), diff.subList(0, 2));
        assertEquals(
                List.of("-  limit: 50", "+  limit: 7"),
                diff.stream().skip(2).filter(line -> line.matches("[+-].*")).toList());

        assertEquals(
                "published les-lilas, version 3; the next call uses it\n",
                served.runAs(
                                LabPerson.doctor("les-lilas"),
                                words("rollback les-lilas --version 1 --reason-file REASON:fifty", file))
                        .out());

        assertEquals(50, limit());
        assertEquals(before, text());
        assertEquals(
                List.of("3 doctor-les-lilas fifty", "2 manager-les-lilas seven", "1 file found in the practice's file"),
                run("history les-lilas", file)
                        .out()
                        .lines()
                        .map(line -> line.strip().replaceAll(" +", " ").replaceFirst(" [^ ]+Z ", " "))
                        .toList());
    }

    private int limit() {
        return registry.findByNumber(Fixtures.LES_LILAS_DID)
                .orElseThrow()
                .queue()
                .limit();
    }

    private String text() {
        return installation.text(FILE);
    }

    /// Runs one command as the practice's manager. A check of a file asks no engine.
    private CommandResult run(String arguments, String file) {
        return arguments.startsWith("check")
                ? served.run(words(arguments, file))
                : served.runAs(LabPerson.MANAGER, words(arguments, file));
    }

    /// The words of a command; `FILE` in the arguments stands for `file`.
    private List<String> words(String arguments, String file) {
        List<String> words = new ArrayList<>(List.of("practice"));
        for (String word : arguments.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(word.equals("FILE") ? file : ReasonFile.of(word, installation.path(".")));
            }
        }
        return words;
    }
}
