package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// The demonstration: a patient calls a practice and reaches an assistant through a real Asterisk and the engine as
/// shipped. Only the phones are simulated, by SIPp. Each step is verified by what the phones hear, what the journal
/// says and what the metrics count.
public final class Demo {

    private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PATIENT_TONE = 500;
    private static final int ASSISTANT_TONE = 700;
    private static final int DOCTOR_TONE = 900;
    private static final long TWO_SECONDS_BYTES = 64_000;
    private static final String INES = "ines";

    private static final List<String> EXPECTED_EVENTS = List.of(
            "arrived",
            "answered",
            "greeted",
            "triaged",
            "recording-notified",
            "queued",
            "assistant-reserved",
            "bridged",
            "bridge-ended",
            "wrapping-up",
            "ended");

    private final DemoReport report;
    private final LabInstallation lab;

    private Demo(DemoReport report, LabInstallation lab) {
        this.report = report;
        this.lab = lab;
    }

    /// Exits with 0 only if every step was verified.
    ///
    /// @param arguments a work directory, optionally followed by `--once`
    public static void main(String[] arguments) throws InterruptedException {
        boolean once = arguments.length > 1 && arguments[1].equals("--once");
        var report = new DemoReport(System.out, System::nanoTime);
        boolean complete = false;
        var tree = AsteriskTree.find().orElseThrow(() -> new LabException(AsteriskTree.whyNotFound()));
        report.print("starting a real Asterisk, the engine and two telephones …");
        try (var lab = LabInstallation.open(
                tree,
                Path.of(arguments[0]),
                LabPlan.minimal()
                        .withWrapUp("2s")
                        .withRecording()
                        .withPositionEvery("3s")
                        .withCallbacks()
                        .withClosedPractice())) {
            var demo = new Demo(report, lab);
            demo.checkSignIn();
            demo.checkCall();
            demo.checkClosedPractice();
            demo.checkCallback();
            demo.checkGate();
            complete = true;
            if (!once) {
                report.print(
                        "The installation runs until Ctrl-C. Call it from a softphone on this machine, without an account:");
                report.print("  " + lab.sipAddress());
                report.print("Inès' telephone answers by itself with a tone. Logs are in " + lab.workDirectory());
                new CountDownLatch(1).await();
            }
        } catch (LabException fault) {
            report.print("stopped: " + fault.getMessage());
        }
        System.out.println(report.json(complete));
        System.exit(complete ? 0 : 1);
    }

    /// An assistant accepts their invitation with both factors, and signs in.
    private void checkSignIn() {
        String sessions = lab.runAs(LabPerson.assistant(INES), "sessions");
        report.step(
                "signed-in",
                sessions.lines().count() == 1
                        && sessions.endsWith("(this one)\n")
                        && LabInstallation.eventually(
                                SOON,
                                () -> lab.auditEntries().stream()
                                        .anyMatch(entry -> entry.contains("\"SIGNED_IN\",\"actor\":\"ines\""))),
                "the assistant signs in with a password and a one-time code, and sees their only session");
    }

    private void checkCall() {
        lab.signIn(INES);
        var ines = lab.phoneOf(INES).answersAfter(Duration.ofMillis(500)).sendsTone(ASSISTANT_TONE);
        report.startClock();
        var patient = lab.phones().caller("0199000742").sendsTone(PATIENT_TONE).dials(LabPlan.PRACTICE_NUMBER);
        checkGreetingAndQuestion(patient);
        checkAnswer(patient, ines);
        checkWrapUp(patient, ines);
        checkJournalAndMetrics();
        String recording = checkSealed();
        checkPlayback(recording);
        checkAuditLog(recording);
    }

    private void checkGreetingAndQuestion(Caller patient) {
        boolean answered = patient.connects(SOON);
        report.step(
                "answered",
                answered,
                answered ? "the practice's number answers" : "refused with SIP status " + patient.rejectionStatus());
        report.step(
                "greeting",
                patient.audio().findPrompt(lab.speech(LabPlan.GREETING), SOON).isPresent(),
                "the patient hears the practice's greeting");
        boolean asked = patient.audio()
                .findPrompt(lab.speech(promptText("emergency-question")), SOON)
                .isPresent();
        patient.presses('2');
        report.step(
                "emergency-question",
                asked
                        && lab.hasJournalEntry(
                                entry -> entry.path("urgency").asString().equals("routine"), SOON),
                "the patient hears the question, and key 2 is understood");
    }

    private void checkAnswer(Caller patient, AnsweringPhone ines) {
        boolean noticeHeard = patient.audio()
                .findPrompt(lab.speech(promptText("recording-notice")), SOON)
                .isPresent();
        report.step("queued", lab.hasJournalEntry(isEvent("queued"), SOON), "the call waits in the queue");
        report.step("assistant-reserved", ines.rings(SOON).isPresent(), "the assistant's telephone rings");
        report.step(
                "bridged",
                ines.connects(SOON) && lab.hasJournalEntry(isEvent("bridged"), SOON),
                "the assistant answers and is connected to the patient");
        report.step(
                "notice",
                noticeHeard
                        && ines.audio()
                                .findPrompt(lab.speech(promptText("recorded")), SOON)
                                .isPresent(),
                "patient and assistant heard the recording notice");
        boolean heard = patient.audio().hasTone(ASSISTANT_TONE, SOON);
        report.step("heard-both", heard && ines.audio().hasTone(PATIENT_TONE, SOON), "each hears the other's voice");
    }

    private void checkWrapUp(Caller patient, AnsweringPhone ines) {
        LabInstallation.eventually(SOON, () -> lab.sealedBytes() > TWO_SECONDS_BYTES);
        ines.hangsUp();
        boolean over = patient.ends(SOON);
        boolean ready = LabInstallation.eventually(SOON, () -> lab.stateOf(INES).equals("ready"));
        report.step(
                "wrapped-up",
                over && ready && lab.eventCount("wrapping-up") == 1,
                "the call is over, and the assistant is ready again after wrap-up");
    }

    private void checkJournalAndMetrics() {
        boolean ended = lab.hasJournalEntry(isEvent("ended"), SOON);
        List<String> events = lab.journal().stream()
                .map(entry -> entry.path("event").asString())
                .toList();
        report.step("journal", ended && events.equals(EXPECTED_EVENTS), "the journal has every event, in order");
        boolean counted = lab.metric("permanence_calls_total") == 1
                && lab.metric("permanence_queue_entered_total") == 1
                && lab.metric("permanence_queue_wait_time_seconds_count") == 1
                && lab.metric("permanence_call_talk_time_seconds_count") == 1;
        report.step("metrics", counted, "the call, its wait and its conversation are counted");
    }

    private String checkSealed() {
        boolean sealed = LabInstallation.eventually(
                SOON,
                () -> lab.recordings().stream()
                        .anyMatch(one -> one.path("state").asString().equals("sealed")));
        List<JsonNode> recordings = lab.recordings();
        report.step("sealed", sealed && recordings.size() == 1, "the conversation is recorded and sealed");
        return recordings.getFirst().path("recording").asString();
    }

    private void checkPlayback(String recording) {
        StereoSound sound = lab.playRecording(recording);
        report.step(
                "played-back",
                sound.hasCallerTone(PATIENT_TONE) && sound.hasOtherPartyTone(ASSISTANT_TONE),
                "played with a purpose: the patient on the left, the assistant on the right");
    }

    private void checkAuditLog(String recording) {
        report.step(
                "audited",
                LabInstallation.eventually(
                        SOON,
                        () -> lab.auditEntries().stream()
                                .anyMatch(entry -> entry.contains("RECORDING_PLAYED")
                                        && entry.contains(recording)
                                        && entry.contains("\"HCOMPL\""))),
                "the audit log has the listener, the time and the purpose");
        checkOwnEntries(recording);
        String found = lab.engine().verifyAuditLog(lab.auditLogDirectory(), lab.recordingsDirectory());
        report.step(
                "log-verified",
                found.contains("1 of 1 sealed ones are present, all unchanged"),
                "the log is whole, verified without the engine");
    }

    /// What the person who played the recording is shown of their own accesses.
    private void checkOwnEntries(String recording) {
        List<String> sessions = lab.runAs(LabPerson.MANAGER, "sessions")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
        report.step(
                "own-accesses",
                lab.runAs(LabPerson.MANAGER, "audit", "own")
                        .lines()
                        .anyMatch(entry -> entry.contains("RECORDING_PLAYED")
                                && entry.contains(recording)
                                && entry.contains("HCOMPL")
                                && sessions.stream().anyMatch(entry::contains)),
                "who played it sees that it was played in their name, with purpose and session");
    }

    /// A second patient calls a closed practice with doctors on call.
    private void checkClosedPractice() {
        var first = lab.phones().phone(LabPlan.DOCTOR).neverAnswers();
        var second = lab.phones().phone(LabPlan.SECOND_DOCTOR).sendsTone(DOCTOR_TONE);
        var patient = lab.phones().caller("0199000743").sendsTone(PATIENT_TONE).dials(LabPlan.CLOSED_PRACTICE_NUMBER);
        boolean asked = patient.connects(SOON)
                && hearsText(patient.audio(), promptText("emergency-question"))
                && hearsText(patient.presses('2').audio(), LabPlan.REASON_QUESTION);
        patient.presses('1');
        report.step(
                "closed-urgent",
                asked && hearsText(patient.audio(), promptText("ringing-on-call")),
                "the practice is closed, the patient presses the key for urgent, and the doctor on call is rung");
        report.step(
                "escalated",
                first.rings(SOON).isPresent()
                        && lab.hasJournalEntry(isEvent("not-accepted"), SOON)
                        && second.rings(SOON).isPresent(),
                "the first doctor does not answer, so the second one is rung");
        boolean questionHeard = second.connects(SOON)
                && hearsText(
                        second.audio(), promptText("accept-urgent").replace("{practice}", "Cabinet de Port-Royal"));
        second.presses('1');
        report.step(
                "accepted-by-key",
                questionHeard
                        && patient.audio().hasTone(DOCTOR_TONE, SOON)
                        && lab.hasJournalEntry(isEvent("accepted"), SOON),
                "the doctor hears which practice it is for, presses 1, and is connected");
        patient.hangsUp();
    }

    /// A third patient requests a callback.
    private void checkCallback() {
        boolean signedOut = lab.signOut(INES, SOON);
        var patient = lab.phones().caller("0199000744").sendsTone(PATIENT_TONE).dials(LabPlan.PRACTICE_NUMBER);
        boolean offered = patient.connects(SOON)
                && hearsText(patient.audio(), promptText("emergency-question"))
                && hearsText(patient.presses('2').audio(), promptText("callback-offer"));
        boolean asked = hearsText(patient.presses('5').audio(), promptText("message-number-question"));
        boolean promised = hearsText(patient.presses('1').audio(), promptText("callback-booked"));
        patient.hangsUp();
        report.step(
                "callback-booked",
                signedOut && offered && asked && promised,
                "no assistant is free: the patient requests a callback by key and hangs up");
        var telephone = lab.phones().phone(Fixtures.NUMBER_PREFIX + "744").sendsTone(PATIENT_TONE);
        lab.signIn(INES);
        boolean questionHeard = telephone.rings(CALLBACK_TIMEOUT).isPresent()
                && telephone.connects(SOON)
                && hearsText(telephone.audio(), promptText("callback-question"));
        telephone.presses('1');
        report.step(
                "callback-answered",
                questionHeard
                        && telephone.audio().hasTone(ASSISTANT_TONE, SOON)
                        && lab.phoneOf(INES).audio().hasTone(PATIENT_TONE, SOON)
                        && lab.hasJournalEntry(isEvent("callback-answered"), SOON),
                "an assistant is free, the patient's phone rings, key 1 proves that a person answered, and they talk");
        telephone.hangsUp();
    }

    /// A fourth patient calls while a conflict of interest of the only assistant is recorded.
    private void checkGate() {
        lab.runAs(LabPerson.SUPERVISOR, "conflict", "record", INES, "--practice", "les-lilas");
        var ines = lab.phoneOf(INES);
        boolean ready = LabInstallation.eventually(SOON, () -> lab.stateOf(INES).equals("ready"));
        int ringsBefore = ines.ringCount();
        var patient = lab.phones().caller("0199000745").sendsTone(PATIENT_TONE).dials(LabPlan.PRACTICE_NUMBER);
        boolean waits = patient.connects(SOON)
                && hearsText(patient.audio(), promptText("emergency-question"))
                && hearsText(patient.presses('2').audio(), promptText("callback-offer"));
        boolean notOffered =
                ines.ringCount() == ringsBefore && lab.stateOf(INES).equals("ready");
        lab.runAs(LabPerson.SUPERVISOR, "conflict", "lift", INES, "--practice", "les-lilas");
        report.step(
                "gate-closed",
                ready && waits && notOffered && patient.audio().hasTone(ASSISTANT_TONE, SOON),
                "with a conflict of interest, the ready assistant is not offered the call; once it is lifted, they are");
        patient.hangsUp();
    }

    private boolean hearsText(ReceivedAudio audio, String text) {
        return audio.findPrompt(lab.speech(text).first(Duration.ofMillis(1_500)), SOON)
                .isPresent();
    }

    private static java.util.function.Predicate<JsonNode> isEvent(String event) {
        return entry -> entry.path("event").asString().equals(event);
    }

    private static String promptText(String name) {
        try (var file = Demo.class.getResourceAsStream("/org/permanence/prompts/prompts-fr.properties")) {
            var texts = new Properties();
            texts.load(new java.io.InputStreamReader(
                    java.util.Objects.requireNonNull(file), java.nio.charset.StandardCharsets.UTF_8));
            return texts.getProperty(name);
        } catch (IOException e) {
            throw new LabException("prompts: unreadable", e);
        }
    }
}
