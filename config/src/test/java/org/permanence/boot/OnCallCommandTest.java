package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.call.Line;
import org.permanence.lab.Ports;
import org.permanence.metrics.EngineMetrics;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryOnCallOverrideStore;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.SteppedClock;

/// `permanence on-call …`, with the management port of a running house behind it. It is Wednesday 18 November 2026,
/// 10:30 in Paris; Doctor Martin is on call, always.
class OnCallCommandTest {

    private static final String UNTIL_NOON = "--to 2026-11-18T12:00 --author claire --reason Malade";

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryOnCallOverrideStore overrideStore = new InMemoryOnCallOverrideStore();
    private final EngineMetrics metrics = new EngineMetrics();

    private InstallationOnDisk installation;
    private Practices practices;
    private OnCallOverrides overrides;
    private ManagementServer server;

    @BeforeEach
    void open(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        installation
                .change("port: 9573", "port: " + Ports.tcp(InetAddress.getLoopbackAddress()))
                .changePractice("2026 09:00 -> fallback", "2026 09:00 -> on-call")
                .changePractice("# Messages its callers", "on-call: {group: north}\n# Messages its callers")
                .change(
                        "\nassistants:",
                        "\non-call-groups: {north: {week: {wednesday: {\"00:00-24:00\": [desk]}}, always: [doctor-martin]}}\n"
                                + "assistants:");
        var settings = installation.settings();
        overrides = new OnCallOverrides(overrideStore, clock);
        practices = new Practices(settings, overrides);
        server = new ManagementServer(
                settings.management(),
                NobodyCalls.management(settings, metrics, clock),
                NobodyCalls.archive(),
                new PracticeDesk(new RunningPractices(
                        settings, practices, (_, _, _) -> {}, new InMemoryPracticeHistory(), clock)),
                new OnCallDesk(practices, settings, overrideStore, overrides, clock));
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
        metrics.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance les-lilas",
                "who",
                "who Les/Lilas",
                "who les-lilas --at tomorrow",
                "replace les-lilas --to 2026-11-18T12:00 --reason x",
                "replace les-lilas --by doctor-martin --reason x",
                "replace les-lilas --by doctor-martin --to 2026-11-18T12:00",
                "replace les-lilas --by doctor-martin --to noon --reason x",
                "replace les-lilas --by doctor-martin --to 2026-11-18T12:00 --author two/words --reason x",
                "cancel les-lilas --reason x",
                "cancel 1"
            })
    void whatIsNotUnderstoodIsToldAndReplacesNobody(String words) {
        var said = says(words);

        assertEquals(2, said.status, said.err);
        assertTrue(!said.err.isBlank() && !said.err.contains("Exception"), said.err);
        assertEquals(List.of(), overrideStore.currentAndUpcoming(clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who les-roses|on call: unknown (expected: a practice with a rota, or a group that a practice names)",
                "who south --group|on call: unknown (expected: a practice with a rota, or a group that a practice names)",
                "replace les-lilas --by doctor-marten --to 2026-11-18T12:00 --reason x|by: no such line (expected: doctor-martin, desk)",
                "replace les-lilas --by desk --to 2026-11-18T10:00 --reason x|to: 2026-11-18T10:00 (expected: later than now, at most 92 days after from; what lasts longer is the file's)",
                "replace les-lilas --by desk --from 2026-11-19T10:00 --to 2026-11-19T09:00 --reason x|to: not after from (expected: a later time)",
                "replace les-lilas --by desk --to 2027-11-18T10:00 --reason x|to: 2027-11-18T10:00 (expected: later than now, at most 92 days after from; what lasts longer is the file's)",
                "cancel 7 --reason x|replacement 7: none, or over (expected: one of permanence on-call list)"
            })
    void whatCannotBeIsToldAndReplacesNobody(String wordsAndTold) {
        String[] both = wordsAndTold.split("\\|", -1);

        var said = says(both[0]);

        assertEquals("permanence: " + both[1] + "\n", said.err);
        assertEquals(1, said.status);
        assertEquals(List.of(), overrideStore.currentAndUpcoming(clock.instant()));
    }

    @Test
    void twoAtOneTimeAreRefusedWithTheOneThatHolds() {
        says("replace les-lilas --by doctor-martin " + UNTIL_NOON);

        var said = says("replace les-lilas --by desk --from 2026-11-18T11:59 --to 2026-11-18T13:00 --reason x");

        assertEquals(
                "permanence: replacement 1: holds from 2026-11-18T10:30 to 2026-11-18T12:00 (expected: another time, or"
                        + " first: permanence on-call cancel 1)\n",
                said.err);
    }

    @Test
    void withoutTheStoreNothingIsReplacedAndItIsSaid() {
        overrideStore.setUnavailable(true);

        assertEquals(
                "permanence: the database does not answer: see the log\n",
                says("replace les-lilas --by doctor-martin " + UNTIL_NOON).err);
        assertEquals(List.of("desk", "doctor-martin"), rung());
    }

    @Test
    void whileTheStoreIsAwayWhatWasKnownHoldsOnAndAtAStartTheFile() {
        says("replace les-lilas --by doctor-martin " + UNTIL_NOON);
        overrideStore.setUnavailable(true);

        assertThrows(StoreUnavailableException.class, overrides::refresh);

        assertEquals(List.of("doctor-martin"), rung());
        var started = new Practices(installation.settings(), new OnCallOverrides(overrideStore, clock));
        assertEquals(List.of("desk", "doctor-martin"), rung(started));
    }

    @Test
    void theNextRingMeetsWhoeverReplacesAndThoseOfAlwaysStillCome() {
        assertEquals("2026-11-18T10:30: desk, then doctor-martin\n", says("who les-lilas").out);

        assertEquals(
                "replacement 1: doctor-martin from 2026-11-18T10:30 to 2026-11-18T12:00 (claire: Malade)\n",
                says("replace les-lilas --by doctor-martin " + UNTIL_NOON).out);

        assertEquals(List.of("doctor-martin"), rung());
        assertEquals("""
                2026-11-18T10:30: doctor-martin
                replacement 1: doctor-martin from 2026-11-18T10:30 to 2026-11-18T12:00 (claire: Malade)
                """, says("who les-lilas").out);
        assertEquals("2026-11-18T12:00: desk, then doctor-martin\n", says("who les-lilas --at 2026-11-18T12:00").out);
        clock.advance(Duration.ofMinutes(90));
        assertEquals(List.of("desk", "doctor-martin"), rung());
    }

    @Test
    void aGroupIsReplacedForAllItsPracticesAndAPracticesOwnReplacementComesFirst() {
        says("replace north --group --by doctor-martin " + UNTIL_NOON);
        assertEquals(List.of("doctor-martin"), rung());
        assertEquals("", says("list les-lilas").out);

        says("replace les-lilas --by desk " + UNTIL_NOON);

        assertEquals(List.of("desk", "doctor-martin"), rung());
        assertTrue(says("who north --group").out.startsWith("2026-11-18T10:30: doctor-martin\n"));
        assertTrue(says("list north --group").out.startsWith("replacement 1: doctor-martin "));
    }

    @Test
    void whoeverIsCancelledIsReplacedByTheFileAgain() {
        says("replace les-lilas --by doctor-martin " + UNTIL_NOON);

        assertEquals(
                "cancelled: replacement 1; the next ring meets it\n",
                says("cancel 1 --author claire --reason Guérie").out);
        assertEquals(List.of("desk", "doctor-martin"), rung());
        assertEquals("", says("list les-lilas").out);
    }

    private List<String> rung() {
        return rung(practices);
    }

    private List<String> rung(Practices known) {
        var practice = known.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow();
        return known.onCallAt(practice, clock.instant()).stream()
                .map(Line::name)
                .toList();
    }

    private record Said(int status, String out, String err) {}

    private Said says(String words) {
        var arguments = new ArrayList<String>();
        arguments.add("on-call");
        for (String word : words.split(" ", -1)) {
            if (!word.isEmpty()) {
                arguments.add(word);
            }
        }
        arguments.add("--house");
        arguments.add(installation.path("house.yaml").toString());
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commands()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }
}
