package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.seal.RecordingId;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

/// What needs a second person, on a management port with real records: people who have signed in ask, approve and
/// refuse.
class DualControlTest {

    private static final String NUMBER = "+33199000742";

    /// A public key without a private one.
    private static final String RECIPIENT = "age1uvu5vc2uvh7q25ulycrwhpctxyn79wspxgvsnyz7rc8h0h35nf4qks3a9x";

    private static final Pattern WAITS =
            Pattern.compile("permanence: waits for a second person: request ([0-9a-f-]{36}) "
                    + "\\(approve with: permanence approval give \\1\\)\n");

    @TempDir
    private Path work;

    private final SteppedClock clock = new SteppedClock();
    private final Map<String, SignInSteps> people = new HashMap<>();
    private final Map<String, String> seeds = new HashMap<>();
    private ServedInstallation installation;
    private RecordingId recording;
    private int files;

    @BeforeEach
    void invitePeople() throws IOException {
        installation = ServedInstallation.open(work.resolve("installation"), clock);
        recording = installation.records().leaveMessage(SamplePractices.LES_LILAS, clock);
        accept(
                "claire",
                CommandResult.run("user", "first", "--login", "claire", "--config", installation.settingsFile())
                        .out());
        invited("claire", "henri", "doctor", "practice:les-lilas");
        invited("henri", "mona", "practice-manager", "practice:les-lilas");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void exportWaitsForADoctorWhoSeesItInWordsAndIsDoneOnce() throws IOException {
        String request = waits(export(recording.value()));
        assertEquals(request, waits(export(recording.value())), "asked again: the same request");
        assertFalse(entries().contains("RECORDING_EXPORTED"));

        String shown = done("henri", "approval", "show", request);
        assertTrue(
                shown.contains("Export the recording " + recording
                        + " of les-lilas as a file that only the holders of these keys can open: " + RECIPIENT
                        + "; purpose: patrqt\n"),
                shown);
        assertTrue(done("henri", "approval", "list").startsWith(request + " waiting  export-recording les-lilas "));
        assertTrue(done("henri", "approval", "give", request, "--yes").contains(request + " approved"));

        assertEquals(0, export(recording.value()).exitCode());
        assertFalse(request.equals(waits(export(recording.value()))), "a second time needs a second approval");
        assertEquals(
                2,
                entries().split("\"action\":\"RECORDING_EXPORTED\"", -1).length - 1,
                "one export: its entry and its result");
        assertTrue(entries().contains("\"action\":\"APPROVAL_GIVEN\",\"actor\":\"henri\""), entries());
    }

    @Test
    void personWhoAskedDoesNotApproveAndOneWhoMayNotDoesNotSeeIt() {
        invited("claire", "sam", "supervisor", "team:centre");
        String request = waits(export(recording.value()));

        CommandResult own = run("mona", "approval", "give", request, "--yes");
        assertEquals(1, own.exitCode());
        assertTrue(own.err().contains("from the same person, session or device"), own.err());
        assertEquals("", done("sam", "approval", "list"));
        CommandResult elsewhere = run("sam", "approval", "show", request);
        assertEquals(
                "permanence: request " + request + ": unknown (expected: one that permanence approval list shows)\n",
                elsewhere.output());
        waits(export(recording.value()));
    }

    @Test
    void withoutYesNothingIsApproved() {
        String request = waits(export(recording.value()));
        List<String> arguments = person("henri").arguments("approval", "give", request);

        CommandResult result = TypedAnswers.run(List.of(_ -> "no"), arguments.toArray(String[]::new));

        assertEquals(1, result.exitCode(), result.output());
        waits(export(recording.value()));
    }

    @Test
    void lateApprovalAndChangedParametersAreRefused() {
        String late = waits(export(recording.value()));
        clock.advance(Duration.ofMinutes(9));
        done("mona", "approval", "list");
        signInAfter(Duration.ofMinutes(21), "henri", "mona");
        CommandResult refused = run("henri", "approval", "give", late, "--yes");
        assertTrue(refused.err().contains("too late: ended at "), refused.output());

        done("henri", "approval", "give", waits(export(recording.value())), "--yes");
        CommandResult changed = export("01938c5a-1f00-7000-8000-000000000001");
        assertEquals(1, changed.exitCode());
        assertTrue(changed.err().contains("approved with other parameters"), changed.err());
        assertEquals(0, export(recording.value()).exitCode());
    }

    @Test
    void refusedExportIsNotDone() {
        String request = waits(export(recording.value()));
        done("henri", "approval", "refuse", request);

        assertFalse(request.equals(waits(export(recording.value()))));
        assertEquals(1, run("henri", "approval", "give", request, "--yes").exitCode());
    }

    @Test
    void patientIsErasedWithASecondPersonAndTheirNumberIsInNoFile() throws IOException {
        invited("henri", "oscar", "data-protection-officer", "practice:les-lilas");
        String request = waits(erase());

        assertFalse(done("mona", "approval", "show", request).contains(NUMBER));
        assertTrue(done("oscar", "approval", "show", request).startsWith(request + " waiting  erase-patient"));
        assertTrue(done("oscar", "approval", "give", request, "--yes")
                .contains("Erase the patient with the number " + NUMBER + " at les-lilas: "));
        CommandResult erased = erase();
        assertEquals(0, erased.exitCode(), erased.output());
        assertTrue(erased.out().contains("\"not-promised\":\"A deleted key can stay"), erased.out());
        waits(erase());

        installation.close();
        assertEquals(List.of(), filesWith(NUMBER.substring(1)));
        CommandResult verified = CommandResult.verifyAuditLog(installation.files());
        assertEquals(0, verified.exitCode(), verified.output());
    }

    @Test
    void shorterRetentionWaitsForADoctorWhoSeesItInWordsAndMayNotApplyItThemselves() {
        String request = waits(apply("mona", "retention-days: 30"));
        assertTrue(isRetention("retention-days: 180"), "nothing is applied yet");
        CommandResult own = apply("henri", "retention-days: 30");
        assertEquals(1, own.exitCode(), own.output());
        assertTrue(own.err().contains("shorten-retention: practice-manager practice, asks 2"), own.err());

        assertTrue(done("henri", "approval", "give", request, "--yes")
                .startsWith("Keep recordings, messages and notes of les-lilas for 30 days instead of 180, "
                        + "by the practice file with the SHA-256 "));
        CommandResult shorter = apply("mona", "retention-days: 20");
        assertTrue(shorter.err().contains("approved with other parameters"), shorter.output());
        assertTrue(isRetention("retention-days: 180"));

        assertEquals(0, apply("mona", "retention-days: 30").exitCode());
        assertTrue(isRetention("retention-days: 30"));
        waits(apply("mona", "retention-days: 29"));
    }

    @Test
    void rollbackToAShorterRetentionWaitsToo() {
        assertEquals(0, apply("mona", "retention-days: 200").exitCode(), "longer: one person");

        waits(rollback());

        assertTrue(isRetention("retention-days: 200"));
    }

    @Test
    void rulesThatDoNotShortenTheRetentionNeedOnePerson() {
        assertEquals(0, apply("mona", "retention-days: 180 # as before").exitCode());
        assertEquals(0, rollback().exitCode());
    }

    @Test
    void exportOfAMessageWaitsForADoctorAndIsDoneOnce() throws IOException {
        String request = waits(export("message", recording.value()));
        assertFalse(entries().contains("RECORDING_EXPORTED"));

        assertTrue(done("henri", "approval", "give", request, "--yes")
                .startsWith("Export the message " + recording
                        + " of les-lilas as a file that only the holders of these keys can open: " + RECIPIENT + ";"));

        assertEquals(0, export("message", recording.value()).exitCode());
        waits(export("message", recording.value()));
    }

    @Test
    void twoSupervisorsOfATeamGiveAnAssistantNewFactors() {
        for (String supervisor : List.of("sam", "sofia")) {
            invited("claire", supervisor, "supervisor", "team:centre");
        }
        invited("claire", "noemie", "assistant", "team:centre");
        String request = waits(run("sam", "user", "reset-factors", "noemie"));
        assertEquals(1, run("sam", "approval", "give", request, "--yes").exitCode(), "not alone");
        assertEquals(1, run("henri", "approval", "give", request, "--yes").exitCode(), "not by a doctor");
        assertEquals(0, run("noemie", "sessions").exitCode(), "nothing has happened yet");

        assertTrue(done("sofia", "approval", "give", request, "--yes")
                .startsWith(
                        "Take all factors (password, codes, passkeys) and enrolled devices from noemie, and invite them"
                                + " to choose others\n"));
        String token = done("sam", "user", "reset-factors", "noemie");
        assertEquals(1, run("noemie", "sessions").exitCode(), "the sessions have ended");
        assertEquals(1, signIn("noemie").exitCode(), "the factors are gone");
        accept("noemie", token);
        assertEquals(0, run("noemie", "sessions").exitCode());
        assertEquals(1, run("noemie", "user", "reset-factors", "sam").exitCode(), "not by an assistant");
    }

    /// Applies the practice's file with another retention.
    private CommandResult apply(String login, String retention) {
        Path file = work.resolve("les-lilas.yaml");
        try {
            Files.writeString(file, practiceFile().replaceFirst("retention-days: [0-9]+", retention));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(login, "practice", "apply", file.toString(), "--reason-file", reason());
    }

    private CommandResult rollback() {
        return run("mona", "practice", "rollback", "les-lilas", "--version", "1", "--reason-file", reason());
    }

    private String reason() {
        return ReasonFile.of("REASON:as agreed", work);
    }

    private boolean isRetention(String line) {
        return practiceFile().contains("\n  " + line + "\n");
    }

    private String practiceFile() {
        return installation.files().text("practices/les-lilas.yaml");
    }

    private CommandResult export(String id) {
        return export("recording", id);
    }

    private CommandResult export(String kind, String id) {
        return run(
                "mona",
                kind,
                "export",
                id,
                "--practice",
                "les-lilas",
                "--purpose",
                "patrqt",
                "--to",
                RECIPIENT,
                "--out",
                work.resolve("export-" + files++).toString());
    }

    private CommandResult erase() {
        try {
            Files.writeString(work.resolve("number"), NUMBER + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(
                "mona",
                "patient",
                "erase",
                "--practice",
                "les-lilas",
                "--purpose",
                "patrqt",
                "--number-file",
                work.resolve("number").toString());
    }

    /// The id of the request that the command waits for.
    private static String waits(CommandResult result) {
        Matcher waits = WAITS.matcher(result.err());
        assertTrue(waits.matches(), result.output());
        assertEquals(3, result.exitCode());
        return waits.group(1);
    }

    private void invited(String inviter, String login, String role, String place) {
        accept(login, done(inviter, "user", "invite", login, "--role", role, "--at", place));
    }

    /// Accepts an invitation and signs in.
    private void accept(String login, String token) {
        var steps = new SignInSteps(installation.settingsFile(), work.resolve(login), clock);
        try {
            Files.createDirectories(work.resolve(login));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CommandResult accepted = steps.accept(token.strip());
        assertEquals(0, accepted.exitCode(), accepted.output());
        people.put(login, steps);
        seeds.put(login, SignInSteps.seedIn(accepted.err()));
        signInAfter(Duration.ofSeconds(31), login);
    }

    private void signInAfter(Duration time, String... logins) {
        clock.advance(time);
        for (String login : logins) {
            CommandResult signedIn = signIn(login);
            assertEquals(0, signedIn.exitCode(), signedIn.output());
        }
    }

    private CommandResult signIn(String login) {
        SignInSteps steps = person(login);
        String seed = Optional.ofNullable(seeds.get(login)).orElseThrow();
        return steps.login(login, SignInSteps.PASSWORD, steps.code(seed));
    }

    private CommandResult run(String login, String... command) {
        return person(login).run(command);
    }

    private SignInSteps person(String login) {
        return Optional.ofNullable(people.get(login)).orElseThrow();
    }

    private String done(String login, String... command) {
        CommandResult result = run(login, command);
        assertEquals(0, result.exitCode(), result.output());
        return result.out();
    }

    private String entries() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> found = Files.walk(installation.files().path("state/audit"))) {
            for (Path file :
                    found.filter(each -> each.toString().endsWith(".entries")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> with = new ArrayList<>();
        try (Stream<Path> found = Files.walk(work.resolve("installation"))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(text)) {
                    with.add(file);
                }
            }
        }
        return with;
    }
}
