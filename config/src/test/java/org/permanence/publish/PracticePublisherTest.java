package org.permanence.publish;

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
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.practice.PublishOutcome;
import org.permanence.practice.PublishOutcome.Applied;
import org.permanence.practice.PublishOutcome.Refused;
import org.permanence.practice.ShorterRetention;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.Fixtures;
import org.permanence.testing.InMemoryPracticeHistory;
import org.permanence.testing.InMemoryPracticeHistory.FailureMode;
import org.permanence.testing.SteppedClock;

/// A practice's file changes while the engine runs, completely or not at all.
class PracticePublisherTest {

    private static final String FILE = "practices/les-lilas.yaml";
    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeChange CLAIRE = new PracticeChange("claire", "seven may wait");

    private final SteppedClock clock = new SteppedClock();
    private final InMemoryPracticeHistory history = new InMemoryPracticeHistory();
    private final List<String> rendered = new ArrayList<>();

    private InstallationOnDisk installation;
    private PracticeRegistry registry;
    private PracticePublisher publisher;

    @BeforeEach
    void start(@TempDir Path directory) {
        installation = new InstallationOnDisk(directory);
        restart();
    }

    private void restart() {
        var settings = installation.settings();
        registry = PracticeRegistries.withoutOverrides(settings);
        publisher = new PracticePublisher(
                settings,
                registry,
                file -> {
                    rendered.add(file.practice().id() + "." + file.practice().promptRevision());
                    return Optional.empty();
                },
                history,
                clock);
    }

    @Test
    void refusalListsEveryMistakeWithItsLocation() {
        String wrong = text().replace("limit: 50", "limit: many")
                .replace("team: centre", "team: center")
                .replace("max-wait: 10m", "max-wayt: 10m");

        Refused refused = refusedOutcome(wrong);

        var lines = refused.reason().lines().toList();
        assertEquals("3 to correct:", lines.getFirst());
        assertEquals(
                List.of("  les-lilas.yaml", "  les-lilas.yaml", "  les-lilas.yaml"),
                lines.stream().skip(1).map(line -> line.split(":", 2)[0]).toList());
        assertTrue(refused.reason().contains("did you mean max-wait?"), refused.reason());
        assertNothingChanged(text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers: [\"+33199000001\"]|numbers: [\"+33199000001\", \"+33199000002\"]|numbers: changed",
                "language: fr|language: en|language: changed",
                "fallback-lines: [back-office]|fallback-lines: [back-office, doctor-martin]|fallback-lines: changed"
            })
    void changesThatAsteriskMustKnowAreRefusedWithInstructions(String from, String to, String problem) {
        Refused refused = refusedOutcome(text().replace(from, to));

        assertTrue(
                refused.reason().startsWith("les-lilas.yaml: " + problem + " (expected: as it was; else "),
                refused.reason());
        assertNothingChanged(text());
    }

    @Test
    void changedSettingsFileIsRefusedUntilRestart() {
        installation.change("wrap-up: 15s", "wrap-up: 11s");

        assertTrue(refusedOutcome(textWithLimitSeven())
                .reason()
                .startsWith("permanence.yaml: changed since the engine read it"));

        assertNothingChanged(text());
    }

    @Test
    void newPracticeNeedsRestart() {
        installation.change("practices: [les-lilas]", "practices: [les-lilas, les-roses]");
        String roses = text().replace("id: les-lilas", "id: les-roses").replace("000001", "000002");

        var outcome = publisher.publish(new PracticeId("les-roses"), new PracticeSource(roses), CLAIRE);

        assertTrue(((Refused) outcome).reason().contains("les-roses.yaml: a new practice (expected: "));
    }

    @Test
    void shorterRetentionIsRefusedUnlessItWasApproved() {
        var shorter = new PracticeSource(text().replace("retention-days: 180", "retention-days: 179"));

        assertEquals(
                "recording.retention-days: 179 is shorter than 180 "
                        + "(expected: no shorter without a second person; apply it again)",
                refusedOutcome(shorter.text()).reason());
        assertNothingChanged(text());

        assertEquals(Optional.of(new ShorterRetention(180, 179)), publisher.shorterRetention(LILAS, shorter));
        assertEquals(new Applied(2), publisher.publishApproved(LILAS, shorter, CLAIRE));
        assertEquals(Optional.empty(), publisher.shorterRetention(LILAS, shorter));
    }

    @Test
    void textsThatDoNotShortenTheRetentionOrAreNotValidAreNotCalledShorter() {
        for (String text : List.of(
                textWithLimitSeven(),
                text().replace("retention-days: 180", "retention-days: 181"),
                text().replace("retention-days: 180", "retention-days: none"))) {
            assertEquals(Optional.empty(), publisher.shorterRetention(LILAS, new PracticeSource(text)));
        }
        assertEquals(
                Optional.empty(), publisher.shorterRetention(new PracticeId("les-roses"), new PracticeSource(text())));
    }

    @Test
    void editsMadeInTheFileAreNotOverwritten() {
        String editedText = text().replace("limit: 50", "limit: 12");
        installation.write(FILE, editedText);

        assertTrue(refusedOutcome(text().replace("limit: 12", "limit: 7"))
                .reason()
                .startsWith("les-lilas.yaml: changed since the engine read it"));

        assertNothingChanged(editedText);
        assertEquals(new Applied(2), apply(editedText), "the edited text can be applied");
    }

    @Test
    void failedPromptRenderingChangesNothing() {
        var failingPublisher = new PracticePublisher(
                installation.settings(),
                registry,
                _ -> Optional.of("prompt les-lilas.greeting.1: espeak-ng: cannot be run"),
                history,
                clock);

        assertEquals(
                new Refused("prompt les-lilas.greeting.1: espeak-ng: cannot be run"),
                failingPublisher.publish(LILAS, new PracticeSource(textWithLimitSeven()), CLAIRE));
        assertNothingChanged(text());
    }

    @Test
    void nothingIsAppliedWithoutTheStore() {
        publisher.recordInitialVersions();
        String before = text();
        for (FailureMode when : List.of(FailureMode.IMMEDIATELY, FailureMode.BEFORE_COMMIT)) {
            history.fail(when);

            assertThrows(StoreUnavailableException.class, () -> apply(textWithLimitSeven()), when.name());

            history.fail(FailureMode.NEVER);
            assertNothingChanged(before);
        }
    }

    @Test
    void unwritableFileKeepsItsTextAndGetsNoVersion() throws IOException {
        Files.createDirectories(installation.path("practices/.new-les-lilas.yaml/in-the-way"));

        assertTrue(refusedOutcome(textWithLimitSeven()).reason().startsWith("les-lilas.yaml: not written (expected: "));

        assertNothingChanged(text());
    }

    @Test
    void nextCallUsesTheNewRulesAndCurrentCallKeepsItsOwn() {
        Practice current = answeringPractice();

        assertEquals(new Applied(2), apply(textWithLimitSeven()));

        assertNotSame(current, answeringPractice());
        assertEquals(50, current.queue().limit());
        assertEquals("les-lilas.greeting", current.prompts().greeting().name());
        assertEquals(7, answeringPractice().queue().limit());
        assertEquals(
                "les-lilas.greeting.1", answeringPractice().prompts().greeting().name());
        assertEquals(Optional.of(answeringPractice()), registry.find(LILAS));
        assertEquals(List.of("les-lilas.1"), rendered);
        assertEquals(textWithLimitSeven(), text());
    }

    @Test
    void versionRecordsAuthorReasonAndPreviousText() {
        String before = text();
        apply(textWithLimitSeven());

        assertEquals(
                List.of(
                        new PracticeVersion(LILAS, 2, clock.instant(), CLAIRE, sha256(text())),
                        new PracticeVersion(LILAS, 1, clock.instant(), PracticeChange.FROM_FILE, sha256(before))),
                publisher.versions(LILAS));
        assertEquals(Optional.of(new PracticeSource(before)), publisher.source(LILAS, 1));
        assertEquals(Optional.of(new PracticeSource(text())), publisher.source(LILAS));
    }

    @Test
    void reapplyingAnEarlierTextCreatesAnotherVersion() {
        String before = text();
        apply(textWithLimitSeven());

        assertEquals(new Applied(3), apply(before));

        assertEquals(50, answeringPractice().queue().limit());
        assertEquals(before, text());
    }

    @Test
    void fileKeepsItsModeAndNoTemporaryFileRemains() throws IOException {
        Files.setPosixFilePermissions(installation.path(FILE), PosixFilePermissions.fromString("rw-r-----"));

        apply(textWithLimitSeven());

        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.path(FILE))));
        assertEquals(List.of("les-lilas.yaml"), filesInDirectory());
    }

    @Test
    void initialVersionsAreRecordedOnceTheStoreReturns() {
        history.fail(FailureMode.IMMEDIATELY);
        assertThrows(StoreUnavailableException.class, publisher::recordInitialVersions);

        history.fail(FailureMode.NEVER);
        publisher.recordInitialVersions();

        assertEquals(
                List.of(new PracticeVersion(LILAS, 1, clock.instant(), PracticeChange.FROM_FILE, sha256(text()))),
                history.latest(LILAS, 10));
    }

    @Test
    void onlyFilesChangedBetweenStartsGetAnotherVersion() {
        publisher.recordInitialVersions();
        restart();
        publisher.recordInitialVersions();
        assertEquals(1, history.latest(LILAS, 10).size());

        installation.changePractice("limit: 50", "limit: 7");
        restart();
        publisher.recordInitialVersions();

        assertEquals(Optional.of(new PracticeSource(text())), history.source(LILAS, 2));
        assertEquals(
                PracticeChange.FROM_FILE, history.latest(LILAS, 1).getFirst().change());
    }

    private void assertNothingChanged(String expectedText) {
        assertEquals(expectedText, text());
        assertEquals(List.of("les-lilas.yaml"), visibleFiles(), "no temporary file is left");
        assertTrue(history.latest(LILAS, 10).size() <= 1, "no version is saved");
        assertEquals(50, answeringPractice().queue().limit());
        assertEquals(0, answeringPractice().promptRevision());
    }

    private List<String> visibleFiles() {
        try {
            return filesInDirectory().stream()
                    .filter(name -> !Files.isDirectory(installation.path("practices/" + name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> filesInDirectory() throws IOException {
        try (Stream<Path> all = Files.list(installation.path("practices"))) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Practice answeringPractice() {
        return registry.findByNumber(Fixtures.LES_LILAS_DID).orElseThrow();
    }

    private Refused refusedOutcome(String text) {
        return (Refused) apply(text);
    }

    private PublishOutcome apply(String text) {
        return publisher.publish(LILAS, new PracticeSource(text), CLAIRE);
    }

    private String textWithLimitSeven() {
        return text().replace("limit: 50", "limit: 7");
    }

    private String text() {
        return installation.text(FILE);
    }

    private static String sha256(String text) {
        return new PracticeSource(text).sha256();
    }
}
