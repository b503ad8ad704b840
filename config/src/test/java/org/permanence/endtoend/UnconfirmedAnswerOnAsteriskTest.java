package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// The caller's side has not confirmed the answer yet, on a real Asterisk.
@Tag("unhurried")
class UnconfirmedAnswerOnAsteriskTest extends SharedInstallation {

    private static final String INES = "ines";

    /// A carrier may acknowledge the answer this late and switch audio through only then. Asterisk's clock and the
    /// lab's differ by one packet at most.
    private static final Duration ACKNOWLEDGEMENT_TIME = Duration.ofMillis(180);

    /// A caller who sends nothing is ended after 30 s without audio; includes a margin for a busy machine.
    private static final Duration AUDIO_TIMEOUT = Duration.ofSeconds(40);

    UnconfirmedAnswerOnAsteriskTest() {
        super(LabPlan.minimal());
    }

    @Test
    void noAssistantIsRungForACallerFromWhichNothingComes() {
        var scenario = new Scenario(lab, List.of(INES), INES);
        int rings = lab.phoneOf(INES).ringCount();

        var patient = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "731")
                .stopsMedia()
                .dials(LabPlan.PRACTICE_NUMBER);

        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
        assertTrue(patient.ends(AUDIO_TIMEOUT), "the call is ended");
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(rings, lab.phoneOf(INES).ringCount());
        assertEquals("ready", lab.stateOf(INES));
    }

    @Test
    void greetingBeginsOnceTheCarrierHasHadTimeToAcknowledgeTheAnswer() {
        var patient = lab.phones()
                .caller(Fixtures.NATIONAL_NUMBER_PREFIX + "732")
                .sendsTone(PATIENT_TONE)
                .dials(LabPlan.PRACTICE_NUMBER);
        assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);

        Instant greeted = patient.audio()
                .findPrompt(lab.speech(LabPlan.GREETING).first(Duration.ofMillis(1_500)), SOON)
                .orElseThrow();

        Duration silence = Duration.between(patient.connectedAt().orElseThrow(), greeted);
        assertTrue(silence.compareTo(ACKNOWLEDGEMENT_TIME) >= 0, silence::toString);
        patient.hangsUp();
        assertTrue(patient.ends(SOON));
    }
}
