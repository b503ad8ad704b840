package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
import org.permanence.call.Line;
import org.permanence.lab.LabPerson;
import org.permanence.management.IdleApis.PracticeParts;
import org.permanence.management.OnCallApi;
import org.permanence.management.PracticeApi;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.publish.PracticePublisher;
import org.permanence.publish.PracticeRegistry;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.InstallationSettings;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.SteppedClock;

/// `permanence on-call …`, on a real management port. It is 10:30 in Paris on Wednesday 18 November 2026; Doctor
/// Martin is always on call.
class OnCallCommandTest {

    private static final String UNTIL_NOON = "--to 2026-11-18T12:00 --reason-file REASON:Malade";

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryOnCallOverrideStore overrideStore = new InMemoryOnCallOverrideStore();
    private InstallationOnDisk installation;

    @SuppressWarnings("NullAway.Init")
    private PracticeRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private OnCallOverrides overrides;

    private ServedInstallation served;

    @BeforeEach
    void open(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        installation
                .changePractice("2026 09:00 -> fallback-lines", "2026 09:00 -> on-call")
                .changePractice("\nmessages:", "\non-call: {group: north}\nmessages:")
                .change(
                        "\nassistants:",
                        "\non-call-groups: {north: {practices: [les-lilas], week: {wednesday: {\"00:00-24:00\": [back-office]}}, backup-lines: [doctor-martin]}}\n"
                                + "assistants:");
        served = ServedInstallation.open(installation, clock, this::parts);
    }

    private PracticeParts parts(InstallationSettings settings, InstantSource time) {
        overrides = new OnCallOverrides(overrideStore, time);
        registry = new PracticeRegistry(settings, overrides);
        return new PracticeParts(
                registry,
                new PracticeApi(new PracticePublisher(
                        settings, registry, _ -> Optional.empty(), new InMemoryPracticeHistory(), time)),
                new OnCallApi(
                        registry,
                        List.of(new Line("doctor-martin"), new Line("back-office")),
                        overrideStore,
                        overrides,
                        time),
                overrideStore);
    }

    @AfterEach
    void close() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance les-lilas",
                "show",
                "show Les/Lilas",
                "show les-lilas --at tomorrow",
                "override les-lilas --to 2026-11-18T12:00 --reason-file REASON:x",
                "override les-lilas --lines doctor-martin --reason-file REASON:x",
                "override les-lilas --lines doctor-martin --to 2026-11-18T12:00",
                "override les-lilas --lines doctor-martin --to noon --reason-file REASON:x",
                "override les-lilas --lines doctor-martin --to 2026-11-18T12:00 --author claire --reason-file REASON:x",
                "cancel les-lilas --reason-file REASON:x",
                "cancel 1"
            })
    void invalidArgumentsAreReportedAndCreateNoOverride(String arguments) {
        var result = served.run(words(arguments));

        assertEquals(2, result.exitCode(), result.err());
        assertTrue(!result.err().isBlank() && !result.err().contains("Exception"), result.err());
        assertEquals(List.of(), overrideStore.currentAndUpcoming(clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show les-roses|on call: unknown (expected: a practice with a rota, or a group that a practice names)",
                "show south --group|on call: unknown (expected: a practice with a rota, or a group that a practice names)",
                "override les-lilas --lines doctor-marten --to 2026-11-18T12:00 --reason-file REASON:x|lines: no such line (expected: doctor-martin, back-office)",
                "override les-lilas --lines back-office --to 2026-11-18T10:00 --reason-file REASON:x|to: 2026-11-18T10:00 (expected: later than now, at most 92 days after from; what lasts longer is the file's)",
                "override les-lilas --lines back-office --from 2026-11-19T10:00 --to 2026-11-19T09:00 --reason-file REASON:x|to: not after from (expected: a later time)",
                "override les-lilas --lines back-office --to 2027-11-18T10:00 --reason-file REASON:x|to: 2027-11-18T10:00 (expected: later than now, at most 92 days after from; what lasts longer is the file's)",
                "cancel 7 --reason-file REASON:x|override 7: none, or over (expected: one of permanence on-call list)"
            })
    void impossibleRequestIsReportedAndCreatesNoOverride(String argumentsAndMessage) {
        String[] both = argumentsAndMessage.split("\\|", -1);

        var result = run(both[0]);

        assertEquals("permanence: " + both[1] + "\n", result.err());
        assertEquals(1, result.exitCode());
        assertEquals(List.of(), overrideStore.currentAndUpcoming(clock.instant()));
    }

    @Test
    void reasonIsNoArgument() {
        var result =
                served.run(words("override les-lilas --lines doctor-martin --to 2026-11-18T12:00 --reason Malade"));

        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--reason-file"), result.err());
    }

    @Test
    void reasonIsReadFromStandardInput() {
        InputStream input = System.in;
        System.setIn(new ByteArrayInputStream("Malade, fièvre\nmore".getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals(
                    "override 1: doctor-martin from 2026-11-18T10:30 to 2026-11-18T12:00 (manager-les-lilas: Malade, fièvre)\n",
                    run("override les-lilas --lines doctor-martin --to 2026-11-18T12:00 --reason-file -")
                            .out());
        } finally {
            System.setIn(input);
        }
    }

    @Test
    void overlappingOverrideIsRefusedNamingTheActiveOne() {
        run("override les-lilas --lines doctor-martin " + UNTIL_NOON);

        var result = run(
                "override les-lilas --lines back-office --from 2026-11-18T11:59 --to 2026-11-18T13:00 --reason-file REASON:x");

        assertEquals(
                "permanence: override 1: holds from 2026-11-18T10:30 to 2026-11-18T12:00 (expected: another time, or"
                        + " first: permanence on-call cancel 1)\n",
                result.err());
    }

    @Test
    void noOverrideWithoutTheStoreAndTheFailureIsReported() {
        overrideStore.setUnavailable(true);

        assertEquals(
                "permanence: the database does not answer: see the log\n",
                run("override les-lilas --lines doctor-martin " + UNTIL_NOON).err());
        assertEquals(List.of("back-office", "doctor-martin"), linesRung());
    }

    @Test
    void knownOverrideHoldsWithoutTheStoreAndARestartUsesTheFile() {
        run("override les-lilas --lines doctor-martin " + UNTIL_NOON);
        overrideStore.setUnavailable(true);

        assertThrows(StoreUnavailableException.class, overrides::refresh);

        assertEquals(List.of("doctor-martin"), linesRung());
        var restarted = new PracticeRegistry(installation.settings(), new OnCallOverrides(overrideStore, clock));
        assertEquals(List.of("back-office", "doctor-martin"), linesRung(restarted));
    }

    @Test
    void overrideAppliesToTheNextRingAndAlwaysLinesStillFollow() {
        assertEquals(
                "2026-11-18T10:30: back-office, then doctor-martin\n",
                run("show les-lilas").out());

        assertEquals(
                "override 1: doctor-martin from 2026-11-18T10:30 to 2026-11-18T12:00 (manager-les-lilas: Malade)\n",
                run("override les-lilas --lines doctor-martin " + UNTIL_NOON).out());

        assertEquals(List.of("doctor-martin"), linesRung());
        assertEquals("""
                2026-11-18T10:30: doctor-martin
                override 1: doctor-martin from 2026-11-18T10:30 to 2026-11-18T12:00 (manager-les-lilas: Malade)
                """, run("show les-lilas").out());
        assertEquals(
                "2026-11-18T12:00: back-office, then doctor-martin\n",
                run("show les-lilas --at 2026-11-18T12:00").out());
        clock.advance(Duration.ofMinutes(90));
        assertEquals(List.of("back-office", "doctor-martin"), linesRung());
    }

    @Test
    void groupOverrideAppliesToAllItsPracticesUnlessAPracticeHasItsOwn() {
        run("override north --group --lines doctor-martin " + UNTIL_NOON);
        assertEquals(List.of("doctor-martin"), linesRung());
        assertEquals("", run("list les-lilas").out());

        run("override les-lilas --lines back-office " + UNTIL_NOON);

        assertEquals(List.of("back-office", "doctor-martin"), linesRung());
        assertTrue(run("show north --group").out().startsWith("2026-11-18T10:30: doctor-martin\n"));
        assertTrue(run("list north --group").out().startsWith("override 1: doctor-martin "));
    }

    @Test
    void cancelledOverrideRestoresTheRotaOfTheFile() {
        run("override les-lilas --lines doctor-martin " + UNTIL_NOON);

        assertEquals(
                "cancelled override 1; the next ring uses the rota\n",
                run("cancel 1 --reason-file REASON:Guérie").out());
        assertEquals(List.of("back-office", "doctor-martin"), linesRung());
        assertEquals("", run("list les-lilas").out());
    }

    private List<String> linesRung() {
        return linesRung(registry);
    }

    private List<String> linesRung(PracticeRegistry source) {
        var practice = source.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow();
        return source.onCallAt(practice, clock.instant()).stream()
                .map(Line::name)
                .toList();
    }

    private CommandResult run(String arguments) {
        return served.runAs(LabPerson.MANAGER, words(arguments));
    }

    private List<String> words(String arguments) {
        var words = new ArrayList<String>();
        words.add("on-call");
        for (String word : arguments.split(" ", -1)) {
            if (!word.isEmpty()) {
                words.add(ReasonFile.of(word, installation.path(".")));
            }
        }
        return words;
    }
}
