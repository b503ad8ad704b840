package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.lab.PlaintextScanner;

/// Another user of the machine connects to the ports of the engine and of Asterisk on loopback.
class LocalProcessesTest extends SharedInstallation {

    private static final String INES = "ines";
    private static final int INES_TONE = 700;
    private static final String DID = LabPlan.PRACTICE_NUMBER;
    private static final String GUESSED_SECRET = "0123456789abcdef0123456789abcdef";

    private static final int SILENT_CONNECTIONS = 90;

    /// As many as one user opens with a script of one line.
    private static final int FEW_CONNECTIONS = 10;

    /// An engine without its start-up cache takes some ten seconds; Asterisk keeps the callers of a killed one for
    /// nine.
    private static final Duration RESTART = Duration.ofSeconds(40);

    LocalProcessesTest() {
        super(LabPlan.minimal());
    }

    @Test
    void requestWithoutTheSecretReachesNeitherTheDoctorNorAWaitingPatient() {
        var scenario = new Scenario(lab, List.of(INES));
        Channel patient = waitingPatient(scenario, "742");
        for (String uniqueid : List.of(patient.uniqueid(), inventedId(patient))) {
            for (List<String> arguments : List.of(
                    List.<String>of(),
                    List.of(DID),
                    List.of(DID, "1"),
                    List.of("", DID, "0"),
                    List.of(GUESSED_SECRET, DID, "1"))) {
                var request = new ForgedAgiRequest("reception", patient.name(), uniqueid, arguments);
                assertEquals(List.of(), request.send(lab.agiPort()), "commands for " + arguments.size() + " arguments");
            }
        }
        assertTrue(doctor().rings(Duration.ZERO).isEmpty(), "the doctor is not rung");
        assertCallGoesOn(scenario, patient.caller());
    }

    @Test
    void requestWithTheSecretNeedsAChannelThatAsteriskHasAndCannotReplaceASession() {
        var scenario = new Scenario(lab, List.of(INES));
        Channel patient = waitingPatient(scenario, "743");
        double refused = lab.metric("permanence_agi_ended_total");
        String secret = secretOfTheRun();
        for (var request : List.of(
                new ForgedAgiRequest("reception", patient.name(), inventedId(patient), List.of(secret, DID, "0")),
                new ForgedAgiRequest(
                        "reception", "PJSIP/other-00000001", patient.uniqueid(), List.of(secret, DID, "1")),
                new ForgedAgiRequest("reception", patient.name(), patient.uniqueid(), List.of(secret, DID, "1")))) {
            assertEquals(List.of(), request.send(lab.agiPort()), "commands");
        }
        assertEquals(refused + 3, lab.metric("permanence_agi_ended_total"), "each refusal is counted");
        assertTrue(doctor().rings(Duration.ZERO).isEmpty(), "the doctor is not rung");
        assertCallGoesOn(scenario, patient.caller());
    }

    @Test
    void secretOfTheRunIsInNoFile() throws IOException {
        String secret = secretOfTheRun();
        assertTrue(secret.matches("[0-9a-f]{32}"));

        assertEquals(List.of(), new PlaintextScanner(lab.workDirectory()).filesWithText(secret));
    }

    @Test
    void silentConnectionsToAmiDoNotKeepARestartedEngineOut() {
        String secretBefore = secretOfTheRun();
        try (var connections = new SilentConnections(lab.amiPort(), SILENT_CONNECTIONS)) {
            assertTrue(
                    LabInstallation.eventually(SOON, () -> connections.open() >= FEW_CONNECTIONS),
                    "the connections are held");
            lab.engine().kill();
            long killed = System.nanoTime();

            lab.startEngine();

            double seconds = (System.nanoTime() - killed) / 1e9;
            System.out.printf(
                    "local processes: ready %.1f s after a kill, with %d silent connections to AMI%n",
                    seconds, connections.open());
            assertTrue(seconds < RESTART.toSeconds(), () -> "ready after " + seconds + " s");
        }
        assertFalse(secretOfTheRun().equals(secretBefore), "each run has its own secret");
        var scenario = new Scenario(lab, List.of(INES));
        assertCallGoesOn(scenario, waitingPatient(scenario, "744").caller());
    }

    /// A channel as another user may know it.
    private record Channel(Caller caller, String name, String uniqueid) {}

    private Channel waitingPatient(Scenario scenario, String lastDigits) {
        Caller caller = scenario.callerPresses('2', lastDigits);
        assertTrue(scenario.hasEvents("queued", 1), "the patient waits");
        String[] fields = lab.asterisk()
                .runCommand("core show channels concise")
                .lines()
                .filter(line -> line.contains("!"))
                .findFirst()
                .orElseThrow()
                .split("!", -1);
        return new Channel(caller, fields[0], fields[fields.length - 1]);
    }

    private static String inventedId(Channel patient) {
        return patient.uniqueid() + "77";
    }

    private String secretOfTheRun() {
        return lab.asterisk()
                .runCommand("dialplan show globals")
                .lines()
                .flatMap(line ->
                        Stream.of(line.strip().split("PERM_SECRET_1=", 2)).skip(1))
                .findFirst()
                .orElse("");
    }

    private void assertCallGoesOn(Scenario scenario, Caller patient) {
        var ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        lab.signIn(INES);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), lab.engine()::lastLogLines);
        assertTrue(ines.audio().hasTone(Scenario.PATIENT_TONE, SOON), "the assistant hears the patient");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1), lab.engine()::lastLogLines);
        assertEquals(List.of("handled"), scenario.dispositions());
    }
}
