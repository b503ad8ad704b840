package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.permanence.lab.LabException;
import org.permanence.lab.LabPerson;
import org.permanence.management.IdleApis.PracticeParts;
import org.permanence.seal.PracticeKey;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// Break-glass access on a management port with real records. Les Lilas and Port-Royal share an on-call group,
/// Saint-Paul does not.
class BreakGlassCommandTest {

    private static final String REASON = "Patient sans connaissance, traitement inconnu";

    private static final LabPerson HUGO = LabPerson.doctor("port-royal");
    private static final LabPerson HENRI = LabPerson.doctor("les-lilas");
    private static final LabPerson OSCAR = LabPerson.officer("les-lilas");
    private static final LabPerson PAULA = LabPerson.doctor("saint-paul");

    private static final Duration HOUR = Duration.ofHours(1);

    private final SteppedClock clock = new SteppedClock();
    private Path work;
    private ServedInstallation installation;
    private String message = "";
    private int files;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        work = directory;
        PracticeKey officer = PracticeKey.generate();
        Files.writeString(work.resolve("officer.key"), officer.secret() + "\n");
        var onDisk = new InstallationOnDisk(work);
        onDisk.changePractice(
                "  # data-protection-officer-key: perm-x25519:…",
                "  data-protection-officer-key: " + officer.recipient());
        String alone = onDisk.text("practices/les-lilas.yaml");
        String inGroup = alone.replace("2026 09:00 -> fallback-lines", "2026 09:00 -> on-call")
                .replace("\nmessages:", "\non-call: {group: north}\nmessages:");
        onDisk.write("practices/les-lilas.yaml", inGroup)
                .write("practices/port-royal.yaml", other(inGroup, "port-royal", "+33199000002"))
                .write("practices/saint-paul.yaml", other(alone, "saint-paul", "+33199000003"))
                .change("practices: [les-lilas]", "practices: [les-lilas, port-royal, saint-paul]")
                .change(
                        "\nassistants:",
                        "\non-call-groups: {north: {practices: [les-lilas, port-royal], week: {wednesday: {\"00:00-24:00\": [back-office]}}, backup-lines: [doctor-martin]}}\n"
                                + "assistants:");
        installation = ServedInstallation.open(onDisk, clock, PracticeParts::idle);
        message = installation
                .records()
                .leaveMessage(SamplePractices.LES_LILAS, clock)
                .value();
    }

    private static String other(String file, String practice, String number) {
        return file.replace("id: les-lilas", "id: " + practice).replace("+33199000001", number);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zu kurz", "zeile eins und mehr\nzeile zwei und mehr"})
    void unusableReasonOpensNothing(String reason) throws IOException {
        assertNotDone("reason: ", run(HUGO, "break-glass", "open", "les-lilas", "--reason-file", file(reason)));

        assertEquals("", done(HENRI, "break-glass", "list"));
    }

    @Test
    void doctorOutsideTheGroupIsAnsweredLikeForAnUnknownPractice() throws IOException {
        assertNotDone("practice les-lilas: unknown ", openAs(PAULA, "les-lilas"));
        assertNotDone("practice nowhere: unknown ", openAs(HUGO, "nowhere"));
        assertNotDone("role practice-manager: ", openAs(LabPerson.manager("port-royal"), "les-lilas"));
        assertNotDone("break-glass: practice les-lilas is your own ", openAs(HENRI, "les-lilas"));
    }

    @Test
    void practiceWithoutAKeyOfItsOfficerCannotBeOpened() throws IOException {
        installation.files().changePractice("  data-protection-officer-key:", "  # data-protection-officer-key:");
        installation = installation.restart(clock);

        assertNotDone("reason: no key to seal it with", openAs(HUGO, "les-lilas"));
    }

    @Test
    void doctorOfAnotherPracticeReadsForAnHour() throws IOException {
        assertUnknown();
        String id = opened();

        String list = done(HUGO, "message", "list", "les-lilas", "--purpose", "etreat");
        assertTrue(list.contains(message), list);
        assertEquals(0, play().exitCode());
        done(HUGO, "note", "list", "les-lilas", "--purpose", "treat");
        List<String> listed = entriesOf("MESSAGE_LISTED").stream()
                .filter(entry -> entry.contains("\"actor\":\"doctor-port-royal\""))
                .toList();
        assertFalse(listed.isEmpty(), log());
        assertTrue(listed.stream().allMatch(entry -> entry.contains("\"break-glass\":\"" + id + "\"")), log());
        assertTrue(entriesOf("RECORDING_PLAYED").getFirst().contains("\"break-glass\":\"" + id + "\""));
        assertFalse(log().contains(REASON));

        clock.advance(HOUR);
        assertUnknown();
    }

    @Test
    void itGivesNoDeedButReadingForCare() throws IOException {
        opened();

        assertNotDone("purpose: not care ", run(HUGO, "message", "list", "les-lilas", "--purpose", "hoperat"));
        for (String refused : List.of(
                "message acknowledge " + message + " --practice les-lilas --purpose etreat",
                "recording verify " + message + " --practice les-lilas --purpose etreat",
                "recording hold " + message + " --practice les-lilas --purpose etreat",
                "practice history les-lilas --purpose etreat",
                "audit export --practice les-lilas --purpose etreat --out " + work.resolve("log"))) {
            assertEquals(1, run(HUGO, refused.split(" ")).exitCode(), refused);
        }
    }

    @Test
    void playingUnderBreakGlassDoesNotMarkTheMessageAsRead() throws IOException {
        opened();
        String before = done(HENRI, "message", "list", "les-lilas", "--purpose", "treat");

        assertEquals(0, play().exitCode());

        assertEquals(before, done(HENRI, "message", "list", "les-lilas", "--purpose", "treat"));
    }

    @Test
    void officerAndDoctorsAreToldAndTheOfficerReadsTheReason() throws IOException {
        String id = opened();

        assertTrue(
                done(HENRI, "break-glass", "list").startsWith(id + " open  les-lilas opened by doctor-port-royal at "));
        assertFalse(done(HENRI, "break-glass", "show", id).contains("reason: "));
        assertTrue(done(OSCAR, "break-glass", "show", id).contains("\nreason: "));
        String shown = done(
                OSCAR,
                "break-glass",
                "show",
                id,
                "--key",
                work.resolve("officer.key").toString());
        assertTrue(shown.contains("\nreason: " + REASON + "\n"), shown);
        assertNotDone("break-glass " + id + ": unknown ", run(PAULA, "break-glass", "show", id));

        assertTrue(signInOfNewDoctor().contains("break-glass access to les-lilas waits for its review"));
    }

    @Test
    void officerReviewsAfterTheHourOrEndsIt() throws IOException {
        String id = opened();
        assertNotDone("break-glass " + id + ": not for you to review ", review(HENRI, id, "justified"));
        assertNotDone("break-glass: open until ", review(OSCAR, id, "justified"));

        assertTrue(review(OSCAR, id, "unjustified").out().contains("unjustified by officer-les-lilas"));
        assertUnknown();
        assertNotDone("break-glass: has been reviewed ", review(OSCAR, id, "unjustified"));
        assertTrue(entriesOf("BREAK_GLASS_REVIEWED").getFirst().contains("\"verdict\":\"unjustified\""));
    }

    @Test
    void accountWhoseAccessIsNotReviewedIn72HoursRests() throws IOException {
        opened();
        clock.advance(Duration.ofDays(3).minusMinutes(1));
        installation.records().restNotReviewed();
        done(HUGO, "break-glass", "list");

        clock.advance(Duration.ofMinutes(1));
        installation.records().restNotReviewed();

        assertNotDone("not signed in ", run(HUGO, "break-glass", "list"));
        clock.advance(Duration.ofMinutes(5));
        assertThrows(LabException.class, () -> run(HUGO, "break-glass", "list"));
        assertTrue(entriesOf("PERSON_CHANGED").getLast().contains("\"object\":\"doctor-port-royal\""), log());
    }

    @Test
    void reviewInTimeLeavesTheAccountAsItIs() throws IOException {
        done(OSCAR, "break-glass", "list");
        String id = opened();
        clock.advance(HOUR);
        assertEquals(0, review(OSCAR, id, "justified").exitCode());

        clock.advance(Duration.ofDays(3));
        installation.records().restNotReviewed();
        done(HUGO, "break-glass", "list");
    }

    /// Another doctor of Les Lilas accepts an invitation and signs in at the command line.
    private String signInOfNewDoctor() throws IOException {
        String token = done(HENRI, "user", "invite", "dr-anne", "--role", "doctor", "--at", "practice:les-lilas");
        var steps = new SignInSteps(installation.settingsFile(), Files.createDirectories(work.resolve("anne")), clock);
        String seed = SignInSteps.seedIn(steps.accept(token.strip()).err());
        clock.advance(Duration.ofSeconds(31));
        return steps.login("dr-anne", SignInSteps.PASSWORD, steps.code(seed)).out();
    }

    /// What Hugo is answered without access: the same as for a practice that does not exist.
    private void assertUnknown() {
        assertNotDone("practice les-lilas: unknown ", run(HUGO, "message", "list", "les-lilas", "--purpose", "etreat"));
        assertNotDone("practice les-lilas: unknown ", play());
    }

    private CommandResult play() {
        return run(
                HUGO,
                "message",
                "play",
                message,
                "--practice",
                "les-lilas",
                "--purpose",
                "etreat",
                "--out",
                work.resolve("heard-" + files++).toString());
    }

    private String opened() throws IOException {
        CommandResult result = openAs(HUGO, "les-lilas");
        assertEquals(0, result.exitCode(), result.output());
        return result.out().split(" ", 2)[0];
    }

    private CommandResult openAs(LabPerson person, String practice) throws IOException {
        return run(person, "break-glass", "open", practice, "--reason-file", file(REASON));
    }

    private CommandResult review(LabPerson person, String id, String verdict) {
        return run(person, "break-glass", "review", id, "--verdict", verdict);
    }

    private String file(String text) throws IOException {
        return Files.writeString(work.resolve("reason-" + files++), text).toString();
    }

    private CommandResult run(LabPerson person, String... command) {
        return installation.runAs(person, List.of(command));
    }

    private String done(LabPerson person, String... command) {
        CommandResult result = run(person, command);
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    private static void assertNotDone(String problem, CommandResult result) {
        assertEquals(1, result.exitCode(), result.output());
        assertTrue(result.err().startsWith("permanence: " + problem), result.output());
    }

    private List<String> entriesOf(String action) throws IOException {
        return log().lines()
                .filter(line -> line.contains("\"action\":\"" + action + "\""))
                .toList();
    }

    /// The lines of the audit log. A further entry makes those before it durable.
    private String log() throws IOException {
        installation.records().enterListing(SamplePractices.LES_LILAS.id());
        Path directory = installation.files().settings().archive().audit().getFirst();
        var text = new StringBuilder();
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.filter(named -> named.toString().endsWith(".entries"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
