package org.permanence.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.JsonNode;

/// The demonstration: a patient calls a practice and reaches an assistant, through a real Asterisk and the engine
/// as it is shipped. Only the two telephones are SIPp's. Each station is verified where a person would notice it:
/// by what is heard at the telephones, what the journal says, what the metrics count.
public final class Demo {

    private static final Duration A_TURN = Duration.ofSeconds(40);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PATIENTS_VOICE = 500;
    private static final int ASSISTANTS_VOICE = 700;
    private static final int DOCTORS_VOICE = 900;
    private static final long TWO_SECONDS = 64_000;
    private static final String INES = "ines";

    private static final List<String> WAY = List.of(
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
    private final LabHouse house;

    private Demo(DemoReport report, LabHouse house) {
        this.report = report;
        this.house = house;
    }

    /// Exits with 0 only if every station was verified.
    ///
    /// @param words a work directory, then perhaps `--once`
    public static void main(String[] words) throws InterruptedException {
        boolean once = words.length > 1 && words[1].equals("--once");
        var report = new DemoReport(System.out, System::nanoTime);
        boolean complete = false;
        var tree = AsteriskTree.find().orElseThrow(() -> new LabException(AsteriskTree.absence()));
        report.says("starting a real Asterisk, the engine and two telephones …");
        try (var house = LabHouse.open(
                tree,
                Path.of(words[0]),
                HousePlan.small()
                        .wrappingUp("2s")
                        .recording()
                        .announcingEvery("3s")
                        .callingBack()
                        .withAClosedPractice())) {
            var demo = new Demo(report, house);
            demo.call();
            demo.callWhileClosed();
            demo.callBack();
            complete = true;
            if (!once) {
                report.says(
                        "The house stays up until Ctrl-C. Ring it from a softphone on this machine, without an account:");
                report.says("  " + house.address());
                report.says("Inès' telephone answers by itself with a tone. Logs are in " + house.work());
                new CountDownLatch(1).await();
            }
        } catch (LabException fault) {
            report.says("stopped: " + fault.getMessage());
        }
        System.out.println(report.json(complete));
        System.exit(complete ? 0 : 1);
    }

    private void call() {
        house.signIn(INES);
        var ines = house.phoneOf(INES).answersAfter(Duration.ofMillis(500)).says(ASSISTANTS_VOICE);
        report.starts();
        var patient = house.phones().caller("0199000742").says(PATIENTS_VOICE).dials(HousePlan.NUMBER);
        hears(patient);
        answers(patient, ines);
        leaves(patient, ines);
        accounts();
        String recording = seals();
        playsBack(recording);
        audits(recording);
    }

    private void hears(Caller patient) {
        boolean answered = patient.connects(SOON);
        report.station(
                "answered",
                answered,
                answered ? "the practice's number answers" : "refused with SIP status " + patient.refusal());
        report.station(
                "greeting",
                patient.hearing().hears(house.said(HousePlan.GREETING), SOON).isPresent(),
                "the patient hears the practice's greeting");
        boolean asked = patient.hearing()
                .hears(house.said(text("emergency-question")), SOON)
                .isPresent();
        patient.presses('2');
        report.station(
                "emergency-question",
                asked
                        && house.journals(
                                entry -> entry.path("urgency").asString().equals("routine"), SOON),
                "the question is heard, key 2 is understood");
    }

    private void answers(Caller patient, AnsweringPhone ines) {
        boolean told = patient.hearing()
                .hears(house.said(text("recording-notice")), SOON)
                .isPresent();
        report.station("queued", house.journals(at("queued"), SOON), "the call waits in the queue");
        report.station("assistant-reserved", ines.rings(SOON).isPresent(), "the assistant's telephone rings");
        report.station(
                "bridged",
                ines.connects(SOON) && house.journals(at("bridged"), SOON),
                "she answers and they are joined");
        report.station(
                "notice",
                told && ines.hearing().hears(house.said(text("recorded")), SOON).isPresent(),
                "the patient was told of the recording, and so was she");
        boolean heard = patient.hearing().hearsTone(ASSISTANTS_VOICE, SOON);
        report.station(
                "heard-both", heard && ines.hearing().hearsTone(PATIENTS_VOICE, SOON), "each hears the other's voice");
    }

    private void leaves(Caller patient, AnsweringPhone ines) {
        LabHouse.eventually(SOON, () -> house.sealedBytes() > TWO_SECONDS);
        ines.hangsUp();
        boolean over = patient.ends(SOON);
        boolean ready = LabHouse.eventually(SOON, () -> house.stateOf(INES).equals("ready"));
        report.station(
                "wrapped-up",
                over && ready && house.passed("wrapping-up") == 1,
                "the call is over, she has wrapped up and is ready again");
    }

    private void accounts() {
        boolean ended = house.journals(at("ended"), SOON);
        List<String> way = house.journal().stream()
                .map(entry -> entry.path("station").asString())
                .toList();
        report.station("journal", ended && way.equals(WAY), "the journal has every station, in order");
        boolean counted = house.metric("permanence_calls_total") == 1
                && house.metric("permanence_queue_entered_total") == 1
                && house.metric("permanence_queue_wait_seconds_count") == 1
                && house.metric("permanence_call_talk_seconds_count") == 1;
        report.station("metrics", counted, "the call, its wait and its talk are counted");
    }

    private String seals() {
        boolean sealed = LabHouse.eventually(
                SOON,
                () -> house.recordings().stream()
                        .anyMatch(one -> one.path("state").asString().equals("sealed")));
        List<JsonNode> all = house.recordings();
        report.station("sealed", sealed && all.size() == 1, "the conversation is kept, sealed");
        return all.getFirst().path("recording").asString();
    }

    private void playsBack(String recording) {
        StereoSound sound = house.plays(recording);
        report.station(
                "played-back",
                sound.callerSays(PATIENTS_VOICE) && sound.otherSays(ASSISTANTS_VOICE),
                "played with a purpose, the patient is on the left and she is on the right");
    }

    private void audits(String recording) {
        report.station(
                "audited",
                LabHouse.eventually(
                        SOON,
                        () -> house.auditEntries().stream()
                                .anyMatch(entry -> entry.contains("RECORDING_PLAYED")
                                        && entry.contains(recording)
                                        && entry.contains("\"HCOMPL\""))),
                "who listened, when and why is in the audit log");
        String found = house.engine().verifies(house.auditLog(), house.vault());
        report.station(
                "log-verified",
                found.contains("1 of 1 sealed ones are there, each as it was sealed"),
                "the log is whole, by a verifier that needs no engine");
    }

    /// Another patient, whose practice is closed, and whose doctors are on call.
    private void callWhileClosed() {
        var first = house.phones().phone(HousePlan.DOCTOR).neverAnswers();
        var second = house.phones().phone(HousePlan.SECOND_DOCTOR).says(DOCTORS_VOICE);
        var patient = house.phones().caller("0199000743").says(PATIENTS_VOICE).dials(HousePlan.CLOSED_NUMBER);
        boolean asked = patient.connects(SOON)
                && hearsWords(patient.hearing(), text("emergency-question"))
                && hearsWords(patient.presses('2').hearing(), HousePlan.REASON);
        patient.presses('1');
        report.station(
                "closed-urgent",
                asked && hearsWords(patient.hearing(), text("ringing-on-call")),
                "the practice is closed, the patient presses the key for urgent, and the doctor on call is rung");
        report.station(
                "escalated",
                first.rings(SOON).isPresent()
                        && house.journals(at("not-accepted"), SOON)
                        && second.rings(SOON).isPresent(),
                "the first doctor does not answer, the second one is rung");
        boolean told = second.connects(SOON)
                && hearsWords(second.hearing(), text("asked-urgent").replace("{practice}", "Cabinet de Port-Royal"));
        second.presses('1');
        report.station(
                "accepted-by-key",
                told && patient.hearing().hearsTone(DOCTORS_VOICE, SOON) && house.journals(at("accepted"), SOON),
                "she hears for whom it is, presses 1, and they are joined");
        patient.hangsUp();
    }

    /// A third patient, who waits for nobody any longer.
    private void callBack() {
        boolean alone = house.signsOut(INES, SOON);
        var patient = house.phones().caller("0199000744").says(PATIENTS_VOICE).dials(HousePlan.NUMBER);
        boolean offered = patient.connects(SOON)
                && hearsWords(patient.hearing(), text("emergency-question"))
                && hearsWords(patient.presses('2').hearing(), text("callback-offer"));
        boolean asked = hearsWords(patient.presses('5').hearing(), text("message-number-question"));
        boolean promised = hearsWords(patient.presses('1').hearing(), text("callback-promised"));
        patient.hangsUp();
        report.station(
                "callback-booked",
                alone && offered && asked && promised,
                "nobody is there: the patient says by key where to be called back, and hangs up");
        var telephone = house.phones().phone(Fixtures.NUMBER_PREFIX + "744").says(PATIENTS_VOICE);
        house.signIn(INES);
        boolean person = telephone.rings(A_TURN).isPresent()
                && telephone.connects(SOON)
                && hearsWords(telephone.hearing(), text("callback-question"));
        telephone.presses('1');
        report.station(
                "callback-answered",
                person
                        && telephone.hearing().hearsTone(ASSISTANTS_VOICE, SOON)
                        && house.phoneOf(INES).hearing().hearsTone(PATIENTS_VOICE, SOON)
                        && house.journals(at("callback-answered"), SOON),
                "she is free, the patient's telephone rings, key 1 says that a person is there, and they talk");
        telephone.hangsUp();
    }

    private boolean hearsWords(Hearing hearing, String words) {
        return hearing.hears(house.said(words).first(Duration.ofMillis(1_500)), SOON)
                .isPresent();
    }

    private static java.util.function.Predicate<JsonNode> at(String station) {
        return entry -> entry.path("station").asString().equals(station);
    }

    private static String text(String name) {
        try (var file = Demo.class.getResourceAsStream("/org/permanence/boot/prompts-fr.properties")) {
            var texts = new Properties();
            texts.load(new java.io.InputStreamReader(
                    java.util.Objects.requireNonNull(file), java.nio.charset.StandardCharsets.UTF_8));
            return texts.getProperty(name);
        } catch (IOException e) {
            throw new LabException("prompts: unreadable", e);
        }
    }
}
