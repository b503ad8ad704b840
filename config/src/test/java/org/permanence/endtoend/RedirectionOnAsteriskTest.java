package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// A telephone that the engine rings names another destination. The call never goes there: the telephone did not
/// answer, and the next assistant or line is rung.
class RedirectionOnAsteriskTest extends SharedInstallation {

    private static final String INES = "ines";
    private static final String LEA = "lea";
    private static final String PREMIUM = "+33899000000";
    private static final int LEA_TONE = 700;

    RedirectionOnAsteriskTest() {
        super(LabPlan.minimal()
                .withAssistants(INES, LEA)
                .withPositionEvery("10s")
                .withCallbacks());
    }

    @ParameterizedTest
    @CsvSource({
        "302, <sip:PJSIP%2F+33899000000%40carrier@127.0.0.3>",
        "301, <sip:PJSIP%2F+33899000000%40carrier@127.0.0.3>",
        "380, <sip:PJSIP%2F+33899000000%40carrier@127.0.0.3>",
        "302, <sip:+33199000001@127.0.0.1>",
        "302, <tel:+33899000000>"
    })
    void assistantWhosePhoneRedirectsDidNotAnswerAndTheNextOneTakesTheCall(int status, String contact) {
        var scenario = new Scenario(lab, List.of(INES, LEA), INES);
        int premiumBefore = premiumRings();
        AnsweringPhone ines = lab.phoneOf(INES).redirects(status, contact);
        AnsweringPhone lea = lab.phoneOf(LEA).sendsTone(LEA_TONE);
        double unexpectedBefore = unexpectedChannels();
        var patient = scenario.callerPresses('2', "761");

        assertTrue(ines.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(scenario.assistantBecomes(INES, "paused"), "the assistant did not answer");
        lab.signIn(LEA);

        assertTrue(patient.audio().hasTone(LEA_TONE, SOON), lab.engine()::lastLogLines);
        patient.hangsUp();
        assertTrue(lea.isFree(SOON) && scenario.hasEvents("ended", 1));
        assertEquals(premiumBefore, premiumRings());
        assertEquals(unexpectedBefore, unexpectedChannels());
        assertTrue(scenario.hasEvents("arrived", 1), "the practice is not called either");
    }

    @Test
    void emergencyLineThatRedirectsDidNotAnswerAndTheNextIsRung() {
        var scenario = new Scenario(lab, List.of(INES, LEA));
        int premiumBefore = premiumRings();
        doctor().redirects(302, "<sip:PJSIP%2F+33899000000%40carrier@127.0.0.3>");
        var patient = scenario.callerPresses('1', "762");

        assertTrue(secondDoctor().rings(SOON).isPresent(), lab.engine()::lastLogLines);
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(premiumBefore, premiumRings());
    }

    @Test
    void patientWhosePhoneRedirectsACallbackIsNotCalledElsewhere() {
        var scenario = new Scenario(lab, List.of(INES, LEA));
        int premiumBefore = premiumRings();
        scenario.requestCallback("763");
        AnsweringPhone telephone = telephone("763").redirects(302, "<sip:PJSIP%2F+33899000000%40carrier@127.0.0.3>");

        lab.signIn(INES);

        assertTrue(telephone.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(scenario.assistantBecomes(INES, "ready"), "the assistant is free again");
        assertEquals(premiumBefore, premiumRings());
    }

    /// Another program that knows the AMI secret makes a channel, which is neither an inbound call nor a leg.
    @Test
    void channelThatNoEngineOrderedIsHungUpAndCounted() {
        AnsweringPhone premium = telephone("764").neverAnswers();
        double before = unexpectedChannels();

        originateAsAnotherProgram("PJSIP/%s@carrier".formatted(Fixtures.NUMBER_PREFIX + "764"));

        assertTrue(LabInstallation.eventually(SOON, () -> unexpectedChannels() == before + 1));
        assertTrue(premium.isFree(SOON), "the call is hung up");
    }

    private void originateAsAnotherProgram(String target) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.amiPort())) {
            socket.getOutputStream().write("""
                            Action: Login\r
                            Username: engine\r
                            Secret: lab-ami-secret-of-no-value\r
                            Events: off\r
                            \r
                            Action: Originate\r
                            ActionID: other\r
                            Channel: %s\r
                            Application: Echo\r
                            Async: true\r
                            \r
                            Action: Logoff\r
                            \r
                            """.formatted(target).getBytes(StandardCharsets.US_ASCII));
            var _ = socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("AMI: not reached", e);
        }
    }

    private int premiumRings() {
        return lab.phones().phone(PREMIUM).ringCount();
    }

    private double unexpectedChannels() {
        return lab.metric("permanence_channels_unexpected_total");
    }
}
