package org.permanence.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.endtoend.Scenario.SOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.permanence.lab.AnsweringPhone;
import org.permanence.lab.LabInstallation;
import org.permanence.lab.LabPerson;
import org.permanence.lab.LabPlan;

/// What must be in order before an assistant's telephone rings.
@Tag("unhurried")
class GatesOnAsteriskTest extends SharedInstallation {

    private static final String INES = "ines";
    private static final String AWA = "awa";
    private static final List<String> ASSISTANTS = List.of(INES, AWA);
    private static final int INES_TONE = 700;
    private static final int AWA_TONE = 1_300;

    private static final String SHEET = """
            Renouvellement d'ordonnance : noter le médicament, ne promettre aucune date.

            ? Un patient veut son ordonnance ce soir.
            - Promettre.
            + Noter le médicament et ne rien promettre.
            """;

    GatesOnAsteriskTest() {
        super(LabPlan.minimal().withAssistants(INES, AWA).withGates("instructions", "contract"));
    }

    @Test
    void instructionsContractsAndConflictsDecideWhoseTelephoneRings() throws IOException {
        callersOfAPracticeWithoutAContractReachTheFallbackLine();
        newSheetKeepsTheCallFromTheAssistantWhoHasNotReadItAndAColleagueGetsIt();
        afterSigningTheNextCallIsOfferedToThem();
        conflictThatIsRecordedDuringATalkEndsNothingAndKeepsTheNextCallAway();
        contractThatEndsSendsTheNextCallerToTheFallbackLineWhileATalkGoesOn();
        everyStepIsInTheAuditLog();
    }

    private void callersOfAPracticeWithoutAContractReachTheFallbackLine() {
        var scenario = new Scenario(lab, ASSISTANTS, INES);
        AnsweringPhone fallback =
                lab.phones().phone(LabPlan.FALLBACK).sendsTone(AWA_TONE).acceptsByKey();

        var patient = scenario.callerPresses('2', "801");

        assertTrue(fallback.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(AWA_TONE, SOON), "the patient hears the fallback line");
        assertEquals("ready", lab.stateOf(INES), "no assistant was reserved");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
        assertEquals(List.of("to-fallback"), scenario.dispositions());
        assertTrue(check().contains("without a contract: les-lilas"), check());
    }

    private void newSheetKeepsTheCallFromTheAssistantWhoHasNotReadItAndAColleagueGetsIt() throws IOException {
        lab.runAs(LabPerson.OPERATIONS, "contract", "text", "--file", file("contract", "Contrat."));
        lab.runAs(LabPerson.MANAGER, "contract", "sign", "les-lilas", "--contract-version", "1");
        lab.runAs(LabPerson.SUPERVISOR, "instructions", "write", "les-lilas", "--file", file("sheet", SHEET));
        assertTrue(lab.runAs(LabPerson.assistant(AWA), "instructions", "read", "les-lilas")
                .contains("2: Noter le médicament"));
        lab.runAs(
                LabPerson.assistant(AWA),
                "instructions",
                "sign",
                "les-lilas",
                "--sheet-version",
                "1",
                "--answers",
                "2");
        assertTrue(lab.runAs(LabPerson.assistant(INES), "gates", "--assistant", INES)
                .contains("ines, les-lilas: missing instructions"));
        assertTrue(lab.runAs(LabPerson.SUPERVISOR, "gates").contains("awa, les-lilas: in order"));
        assertFalse(check().contains("without a contract"), check());

        var scenario = new Scenario(lab, ASSISTANTS, INES, AWA);
        AnsweringPhone ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        AnsweringPhone awa = lab.phoneOf(AWA).sendsTone(AWA_TONE);
        var patient = scenario.callerPresses('2', "802");

        assertTrue(awa.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(AWA_TONE, SOON), "the patient hears the colleague");
        assertTrue(ines.rings(Duration.ZERO).isEmpty(), "the longest ready has not read the sheet");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
    }

    private void afterSigningTheNextCallIsOfferedToThem() {
        lab.runAs(
                LabPerson.assistant(INES),
                "instructions",
                "sign",
                "les-lilas",
                "--sheet-version",
                "1",
                "--answers",
                "2");

        var scenario = new Scenario(lab, ASSISTANTS, INES, AWA);
        AnsweringPhone ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        var patient = scenario.callerPresses('2', "803");

        assertTrue(ines.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(patient.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");
        patient.hangsUp();
        assertTrue(scenario.hasEvents("ended", 1));
    }

    private void conflictThatIsRecordedDuringATalkEndsNothingAndKeepsTheNextCallAway() {
        var scenario = new Scenario(lab, ASSISTANTS, INES, AWA);
        AnsweringPhone ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        AnsweringPhone awa = lab.phoneOf(AWA).sendsTone(AWA_TONE);
        var talking = scenario.callerPresses('2', "804");
        assertTrue(talking.audio().hasTone(INES_TONE, SOON), "the first patient hears the assistant");

        lab.runAs(LabPerson.SUPERVISOR, "conflict", "record", INES, "--practice", "les-lilas");
        assertTrue(ines.isConnected(), "the talk goes on");
        talking.hangsUp();
        assertTrue(LabInstallation.eventually(SOON, () -> lab.stateOf(INES).equals("ready")));
        assertTrue(ines.rings(Duration.ZERO).isPresent(), "of the first call");
        var next = scenario.callerPresses('2', "805");

        assertTrue(next.audio().hasTone(AWA_TONE, SOON), "the next patient hears the colleague");
        assertTrue(ines.rings(Duration.ZERO).isEmpty(), "the telephone of the assistant did not ring again");
        assertTrue(awa.isConnected());
        next.hangsUp();
        assertTrue(scenario.hasEvents("ended", 2));
        lab.runAs(LabPerson.SUPERVISOR, "conflict", "lift", INES, "--practice", "les-lilas");
    }

    private void contractThatEndsSendsTheNextCallerToTheFallbackLineWhileATalkGoesOn() {
        var scenario = new Scenario(lab, ASSISTANTS, INES);
        AnsweringPhone ines = lab.phoneOf(INES).sendsTone(INES_TONE);
        AnsweringPhone fallback =
                lab.phones().phone(LabPlan.FALLBACK).sendsTone(AWA_TONE).acceptsByKey();
        var talking = scenario.callerPresses('2', "806");
        assertTrue(talking.audio().hasTone(INES_TONE, SOON), "the patient hears the assistant");
        var waiting = scenario.callerPresses('2', "807");
        assertTrue(scenario.hasEvents("queued", 2));

        lab.runAs(LabPerson.MANAGER, "contract", "end", "les-lilas");

        assertTrue(fallback.rings(SOON).isPresent(), lab.engine()::lastLogLines);
        assertTrue(waiting.audio().hasTone(AWA_TONE, SOON), "who waited reaches the fallback line");
        waiting.hangsUp();
        assertTrue(fallback.isFree(SOON));
        var next = scenario.callerPresses('2', "808");
        assertTrue(fallback.rings(SOON).isPresent(), "the next caller reaches the fallback line");
        assertTrue(ines.isConnected(), "the talk goes on");
        assertTrue(talking.audio().hasTone(INES_TONE, SOON), "and is heard");
        next.hangsUp();
        talking.hangsUp();
        assertTrue(scenario.hasEvents("ended", 3));
    }

    private void everyStepIsInTheAuditLog() {
        List<String> entries = lab.auditEntries();
        for (String action : List.of(
                "AGREEMENT_WRITTEN",
                "AGREEMENT_SIGNED",
                "INSTRUCTION_WRITTEN",
                "INSTRUCTION_READ",
                "CONFLICT_CHANGED",
                "CONTRACT_ENDED",
                "GATES_READ")) {
            assertTrue(entries.stream().anyMatch(entry -> entry.contains(action)), action);
        }
    }

    private String check() {
        return lab.engine().runCommand("check");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(Path.of(lab.workDirectory().toString(), name), text)
                .toString();
    }
}
