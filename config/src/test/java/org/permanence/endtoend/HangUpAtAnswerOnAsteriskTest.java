package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPlan;
import org.permanence.testing.Fixtures;

/// Patients hang up within milliseconds of the assistant's answer, on a real Asterisk. Asterisk may bridge a
/// patient who has gone; the assistant must not be left alone with the silence, nor be paused.
@Tag("unhurried")
class HangUpAtAnswerOnAsteriskTest extends SharedInstallation {

    private static final String INES = "ines";

    /// With `-Dpermanence.full=true`, 500.
    private static final int RACES = Boolean.getBoolean("permanence.full") ? 500 : 40;

    private static final int CALLBACK_RACES = Boolean.getBoolean("permanence.full") ? 20 : 3;

    /// The patients who wait at the same time.
    private static final int WAITING = 10;

    /// Each patient has a number of their own: one who calls again would keep the position.
    private static final int FIRST_NUMBER = 200;

    /// The patients hang up 0 to 10 ms after the answer.
    private static final int OFFSETS = 11;

    /// No channel may be left for longer.
    private static final Duration END_OF_THE_CALL = Duration.ofSeconds(1);

    /// The line must become free and the next pass must run; includes a margin for a busy machine.
    private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(75);

    private final Queue<Caller> waiting = new ConcurrentLinkedQueue<>();
    private final List<String> faults = new ArrayList<>();
    private int rings;
    private final AtomicInteger races = new AtomicInteger();

    HangUpAtAnswerOnAsteriskTest() {
        super(LabPlan.minimal().withPositionEvery("10s").withCallbacks());
    }

    @BeforeEach
    void forgetEarlierRaces() {
        faults.clear();
        races.set(0);
    }

    @Test
    void noChannelIsLeftAndTheAssistantIsReadyWhenThePatientHangsUpAtTheAnswer() {
        var scenario = new Scenario(lab, List.of(INES));
        AnsweringPhone ines = lab.phoneOf(INES).answersAfter(Duration.ofMillis(50));
        ines.onAnswer(() -> waiting.remove().hangsUpAfter(nextOffset()));

        for (int race = 0; race < RACES; race += WAITING) {
            List<Caller> patients = patientsWait(scenario, race);
            lab.signIn(INES);
            for (int i = 0; i < WAITING; i++) {
                assertTrue(
                        ines.rings(SOON).isPresent(),
                        () -> faults + lab.phones().lastSippOutput());
                rings++;
                assertTrue(
                        patients.get(i).ends(SOON), () -> faults + lab.phones().lastSippOutput());
                checkFreed(ines, WAITING - 1 - i);
            }
            assertTrue(lab.signOut(INES, SOON));
            if (!lab.asterisk().runCommand("core show channels count").contains("0 active channels")) {
                faults.add("race %d: Asterisk has channels".formatted(race));
            }
        }

        assertEquals(List.of(), faults, () -> "%d of %d races".formatted(faults.size(), RACES));
    }

    @Test
    void noChannelIsLeftWhenAPatientWhoIsCalledBackHangsUpAtTheAnswer() {
        for (int race = 0; race < CALLBACK_RACES; race++) {
            var scenario = new Scenario(lab, List.of(INES));
            String lastDigits = Integer.toString(800 + race);
            AnsweringPhone ines = lab.phoneOf(INES).answersAfter(Duration.ofMillis(50));
            AnsweringPhone patient = telephone(lastDigits).sendsTone(PATIENT_TONE);
            scenario.requestCallback(lastDigits);
            ines.onAnswer(() -> patient.hangsUpAfter(nextOffset()));
            lab.signIn(INES);

            assertTrue(patient.rings(CALLBACK_TIMEOUT).isPresent() && patient.connects(SOON));
            assertTrue(scenario.hearsCallbackQuestion(patient), "the patient hears the callback question");
            patient.presses('1');
            assertTrue(ines.rings(SOON).isPresent(), lab.phones()::lastSippOutput);
            rings++;
            assertTrue(patient.isFree(SOON), lab.phones()::lastSippOutput);
            checkFreed(ines, 0);
            assertTrue(lab.signOut(INES, SOON));
        }

        assertEquals(List.of(), faults);
    }

    /// Ten patients call and are in the queue, in this order.
    private List<Caller> patientsWait(Scenario scenario, int race) {
        List<Caller> patients = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            patients.add(lab.phones()
                    .caller(Fixtures.NATIONAL_NUMBER_PREFIX + (FIRST_NUMBER + race + i))
                    .sendsTone(PATIENT_TONE)
                    .dials(LabPlan.PRACTICE_NUMBER));
        }
        for (Caller patient : patients) {
            int queued = queued(scenario);
            assertTrue(patient.connects(SOON), lab.phones()::lastSippOutput);
            assertTrue(scenario.hearsPrompt(patient, "emergency-question"), "the patient hears the emergency question");
            patient.presses('2');
            assertTrue(
                    LabInstallation.eventually(SOON, () -> queued(scenario) > queued),
                    () -> "the patient is in the queue, race " + race);
        }
        waiting.addAll(patients);
        return patients;
    }

    private static int queued(Scenario scenario) {
        return (int) scenario.events().stream().filter("queued"::equals).count();
    }

    private Duration nextOffset() {
        return Duration.ofMillis(races.getAndIncrement() % OFFSETS);
    }

    /// Notes what is wrong after a race and puts it right, so that the next race begins like the first. A free
    /// assistant may already be rung for the next patient.
    private void checkFreed(AnsweringPhone ines, int patientsLeft) {
        boolean freed = LabInstallation.eventually(
                END_OF_THE_CALL,
                () -> (ines.isFree(Duration.ZERO) || ines.ringCount() > rings)
                        && lab.engineChannels().orElseThrow().size() <= patientsLeft + 1);
        if (!freed) {
            faults.add("race %d: channels are left".formatted(races.get()));
            ines.hangsUp();
        }
        if (lab.stateOf(INES).equals("paused")) {
            faults.add("race %d: the assistant is paused".formatted(races.get()));
            lab.makeReady(INES);
        }
    }
}
