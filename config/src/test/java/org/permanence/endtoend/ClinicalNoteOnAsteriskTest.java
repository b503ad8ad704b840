package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.PATIENT_TONE;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.Caller;
import org.permanence.lab.LabException;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;
import org.permanence.lab.PlaintextScanner;
import org.permanence.seal.PracticeKey;
import org.permanence.seal.SealedNote;
import org.permanence.testing.Fixtures;
import tools.jackson.databind.json.JsonMapper;

/// An assistant writes a clinical note during a call on a real Asterisk. The doctor alone can read it.
class ClinicalNoteOnAsteriskTest extends RecordedCalls {

    private static final PracticeKey KEY = PracticeKey.generate();
    private static final String TEXT = "Mme " + Fixtures.SURNAME + " : fièvre depuis trois jours.\nRappeler ce soir.";
    private static final LabPerson DOCTOR = LabPerson.doctor("les-lilas");

    ClinicalNoteOnAsteriskTest() {
        super(LabPlan.minimal()
                .withAssistants(INES, "omar")
                .withRecording("{mode: none, decryptable-by: provider-and-practice, practice-public-keys: [\"%s\"]}"
                        .formatted(KEY.recipient())));
    }

    @Test
    void assistantWritesDuringTheCallAndOnlyTheDoctorReads() throws IOException {
        var scenario = new Scenario(lab, List.of(INES), INES);
        AnsweringPhone ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        Caller patient = connect(scenario, ines);
        String call = lab.journal().getLast().path("call").asString();
        String text = file("note.txt", TEXT).toString();

        assertRefused(
                "call: none of this assistant",
                LabPerson.assistant("omar"),
                "note",
                "write",
                call,
                "--text-file",
                text);
        String written = lab.runAs(LabPerson.assistant(INES), "note", "write", call, "--text-file", text);

        String note = JsonMapper.shared().readTree(written).path("note").asString();
        assertTrue(patient.audio().fromNow().hasTone(INES_TONE, SOON), "the conversation goes on");
        assertRefused("role assistant", LabPerson.assistant(INES), read(note, "mine"));
        assertRefused("role practice-manager", LabPerson.MANAGER, read(note, "managers"));
        assertRefused("unknown", LabPerson.doctor("port-royal"), read(note, "elsewhere"));
        assertEquals(TEXT, readAsTheDoctor(note));
        lab.engine().kill(); // The note is on disk when the assistant is told so.
        lab.startEngine();
        Files.delete(lab.workDirectory().resolve("doctors.json"));
        assertEquals(TEXT, readAsTheDoctor(note));
        hangUp(scenario, patient, ines);
        assertNoTextIsLeft();
        assertEntered("NOTE_WRITTEN", note);
        assertEntered("NOTE_READ", note);
    }

    private Caller connect(Scenario scenario, AnsweringPhone ines) {
        var patient = scenario.callerPresses('2', "742");
        assertTrue(ines.rings(SOON).isPresent() && ines.connects(SOON), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON) && ines.audio().hasTone(PATIENT_TONE, SOON));
        assertTrue(scenario.hasEvents("bridged", 1), lab.engine()::lastLogLines);
        return patient;
    }

    private String readAsTheDoctor(String note) throws IOException {
        lab.runAs(DOCTOR, read(note, "doctors"));
        byte[] file = Files.readAllBytes(lab.workDirectory().resolve("doctors.json"));
        return KEY.open(SealedNote.read(file)).text();
    }

    private String[] read(String note, String file) {
        return new String[] {
            "note",
            "read",
            note,
            "--practice=les-lilas",
            "--purpose=treat",
            "--out",
            lab.workDirectory().resolve(file + ".json").toString()
        };
    }

    private void assertRefused(String problem, LabPerson person, String... command) {
        var refused = assertThrows(LabException.class, () -> lab.runAs(person, command));
        assertTrue(String.valueOf(refused.getMessage()).contains(problem), refused::toString);
    }

    private void assertNoTextIsLeft() throws IOException {
        Path work = lab.workDirectory();
        var scanner = new PlaintextScanner(work.resolve("state"), work.resolve("engine.log"));
        assertEquals(List.of(), scanner.filesWithText(Fixtures.SURNAME));
        assertEquals(List.of(), scanner.filesWithText("Rappeler ce soir"));
        assertFalse(new PlaintextScanner(work.resolve("note.txt"))
                .filesWithText(Fixtures.SURNAME)
                .isEmpty());
    }

    private void assertEntered(String action, String note) {
        assertTrue(
                lab.auditEntries().stream().anyMatch(entry -> entry.contains(action) && entry.contains(note)),
                () -> action + " of the note is entered");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(lab.workDirectory().resolve(name), text);
    }
}
