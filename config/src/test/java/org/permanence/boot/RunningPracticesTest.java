package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.adapter.audio.PromptRenderer;
import org.permanence.adapter.audio.PromptText;
import org.permanence.boot.RunningPractices.Outcome;
import org.permanence.boot.RunningPractices.Outcome.Applied;
import org.permanence.boot.RunningPractices.Outcome.Refused;
import org.permanence.call.Prompt;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.settings.Name;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryPracticeHistory.FailureMode;
import org.permanence.testing.SteppedClock;

/// A practice's file that changes while the house runs: whole, or not at all.
class RunningPracticesTest {

    private static final String FILE = "practices/les-lilas.yaml";
    private static final Name NAME = new Name("les-lilas");
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeChange CLAIRE = new PracticeChange("claire", "seven may wait");

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryPracticeHistory history = new InMemoryPracticeHistory();
    private final List<String> spoken = new ArrayList<>();

    private InstallationOnDisk installation;
    private Practices known;
    private RunningPractices practices;

    @BeforeEach
    void start(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        restart();
    }

    private void restart() {
        var settings = installation.settings();
        known = new Practices(settings);
        practices = new RunningPractices(
                settings, known, (name, _, edition) -> spoken.add(name + "." + edition), history, clock);
    }

    @Test
    void aTextWithMistakesIsRefusedWithAllOfThemAndTheirPlaces() {
        String wrong = text().replace("limit: 50", "limit: many")
                .replace("team: centre", "team: center")
                .replace("patience: 10m", "pacience: 10m");

        Refused refused = refusal(wrong);

        var lines = refused.why().lines().toList();
        assertEquals("3 to correct:", lines.getFirst());
        assertEquals(
                List.of("  les-lilas.yaml", "  les-lilas.yaml", "  les-lilas.yaml"),
                lines.stream().skip(1).map(line -> line.split(":", 2)[0]).toList());
        assertTrue(refused.why().contains("did you mean patience?"), refused.why());
        nothingChanged(text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers: [\"+33199000001\"]|numbers: [\"+33199000001\", \"+33199000002\"]|numbers: changed",
                "language: fr|language: en|language: changed",
                "fallback-lines: [desk]|fallback-lines: [desk, doctor-martin]|fallback-lines: changed"
            })
    void whatAsteriskMustKnowIsRefusedWithWhatToDo(String from, String to, String told) {
        Refused refused = refusal(text().replace(from, to));

        assertTrue(refused.why().startsWith("les-lilas.yaml: " + told + " (expected: as it was; else "), refused.why());
        nothingChanged(text());
    }

    @Test
    void aHouseThatWasChangedUnderTheEngineIsNotMixedWithTheRunningOne() {
        installation.change("wrap-up: 15s", "wrap-up: 11s");

        assertTrue(refusal(seven()).why().startsWith("house.yaml: changed since the engine read it"));

        nothingChanged(text());
    }

    @Test
    void aNewPracticeNeedsARestart() {
        installation.change("practices: [les-lilas]", "practices: [les-lilas, les-roses]");
        String roses =
                text().replace("practice: les-lilas", "practice: les-roses").replace("000001", "000002");

        var outcome = practices.apply(new Name("les-roses"), new PracticeSource(roses), CLAIRE);

        assertTrue(((Refused) outcome).why().contains("les-roses.yaml: a new practice (expected: "));
    }

    @Test
    void whatSomebodyWroteIntoTheFileIsNotOverwritten() {
        String theirs = text().replace("limit: 50", "limit: 12");
        installation.write(FILE, theirs);

        assertTrue(refusal(text().replace("limit: 12", "limit: 7"))
                .why()
                .startsWith("les-lilas.yaml: written by somebody else since the engine read it"));

        nothingChanged(theirs);
        assertEquals(new Applied(2), apply(theirs), "but it can be applied");
    }

    @Test
    void wordsThatCannotBeSpokenChangeNothing() {
        var nobodySpeaks = new PromptRenderer(installation.path("sounds"), List.of("no-such-program", "{file}"));
        var greeting = new PromptText(new Prompt("les-lilas.greeting.1"), "fr", "Bonjour", Optional.empty());
        var mute = new RunningPractices(
                installation.settings(),
                known,
                (_, _, _) -> nobodySpeaks.render(List.of(greeting), _ -> {}),
                history,
                clock);

        assertEquals(
                new Refused("prompt les-lilas.greeting.1: no-such-program: cannot be run"
                        + " (expected: a program on the PATH)"),
                mute.apply(NAME, new PracticeSource(seven()), CLAIRE));
        nothingChanged(text());
    }

    @Test
    void withoutTheStoreNothingIsApplied() {
        practices.remember();
        String before = text();
        for (FailureMode when : List.of(FailureMode.IMMEDIATELY, FailureMode.BEFORE_COMMIT)) {
            history.fail(when);

            assertThrows(StoreUnavailableException.class, () -> apply(seven()), when.name());

            history.fail(FailureMode.NEVER);
            nothingChanged(before);
        }
    }

    @Test
    void aFileThatCannotBeReplacedKeepsItsTextAndHasNoVersion() throws IOException {
        Files.createDirectories(installation.path("practices/.les-lilas.yaml.next/in-the-way"));

        assertTrue(refusal(seven()).why().startsWith("les-lilas.yaml: not written (expected: "));

        nothingChanged(text());
    }

    @Test
    void theNextCallMeetsWhatWasAppliedAndACallThatIsHereKeepsWhatItHas() {
        Practice met = answering();

        assertEquals(new Applied(2), apply(seven()));

        assertNotSame(met, answering());
        assertEquals(50, met.queue().limit());
        assertEquals("les-lilas.greeting", met.prompts().greeting().name());
        assertEquals(7, answering().queue().limit());
        assertEquals("les-lilas.greeting.1", answering().prompts().greeting().name());
        assertEquals(Optional.of(answering()), known.find(LILAS));
        assertEquals(List.of("les-lilas.1"), spoken);
        assertEquals(seven(), text());
    }

    @Test
    void aVersionSaysWhoChangedItAndWhyAndWhatItWasBefore() {
        String before = text();
        apply(seven());

        assertEquals(
                List.of(
                        new PracticeVersion(LILAS, 2, clock.instant(), CLAIRE, sha256(text())),
                        new PracticeVersion(LILAS, 1, clock.instant(), PracticeChange.FROM_FILE, sha256(before))),
                practices.versions(NAME));
        assertEquals(Optional.of(new PracticeSource(before)), practices.text(NAME, 1));
        assertEquals(Optional.of(new PracticeSource(text())), practices.text(NAME));
    }

    @Test
    void anEarlierTextAppliedAgainIsANewVersion() {
        String before = text();
        apply(seven());

        assertEquals(new Applied(3), apply(before));

        assertEquals(50, answering().queue().limit());
        assertEquals(before, text());
    }

    @Test
    void theFileKeepsItsModeAndNothingIsLeftBesideIt() throws IOException {
        Files.setPosixFilePermissions(installation.path(FILE), PosixFilePermissions.fromString("rw-r-----"));

        apply(seven());

        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.path(FILE))));
        assertEquals(List.of("les-lilas.yaml"), inTheDirectory());
    }

    @Test
    void aHistoryThatWasAwayAtTheStartIsCaughtUpWith() {
        history.fail(FailureMode.IMMEDIATELY);
        assertThrows(StoreUnavailableException.class, practices::remember);

        history.fail(FailureMode.NEVER);
        practices.remember();

        assertEquals(
                List.of(new PracticeVersion(LILAS, 1, clock.instant(), PracticeChange.FROM_FILE, sha256(text()))),
                history.latest(LILAS, 10));
    }

    @Test
    void aFileThatChangedBetweenTwoStartsIsANewVersionAndOneThatDidNotIsNone() {
        practices.remember();
        restart();
        practices.remember();
        assertEquals(1, history.latest(LILAS, 10).size());

        installation.changePractice("limit: 50", "limit: 7");
        restart();
        practices.remember();

        assertEquals(Optional.of(new PracticeSource(text())), history.source(LILAS, 2));
        assertEquals(
                PracticeChange.FROM_FILE, history.latest(LILAS, 1).getFirst().change());
    }

    private void nothingChanged(String inTheFile) {
        assertEquals(inTheFile, text());
        assertEquals(List.of("les-lilas.yaml"), shown(), "nothing is left beside it");
        assertTrue(history.latest(LILAS, 10).size() <= 1, "no version of it");
        assertEquals(50, answering().queue().limit());
        assertEquals(0, answering().promptRevision());
    }

    private List<String> shown() {
        try {
            return inTheDirectory().stream()
                    .filter(name -> !Files.isDirectory(installation.path("practices/" + name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> inTheDirectory() throws IOException {
        try (Stream<Path> all = Files.list(installation.path("practices"))) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Practice answering() {
        return known.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow();
    }

    private Refused refusal(String text) {
        return (Refused) apply(text);
    }

    private Outcome apply(String text) {
        return practices.apply(NAME, new PracticeSource(text), CLAIRE);
    }

    private String seven() {
        return text().replace("limit: 50", "limit: 7");
    }

    private String text() {
        return installation.text(FILE);
    }

    private static String sha256(String text) {
        return new PracticeSource(text).sha256();
    }
}
