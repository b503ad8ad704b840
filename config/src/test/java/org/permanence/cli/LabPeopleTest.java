package org.permanence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.assistant.Login;
import org.permanence.lab.LabPeople;
import org.permanence.lab.LabPerson;
import org.permanence.people.Account;
import org.permanence.testing.SteppedClock;

/// The people of the tests, on a management port with real records.
class LabPeopleTest {

    private final SteppedClock clock = new SteppedClock();
    private ServedInstallation installation;
    private LabPeople people;

    @BeforeEach
    void open(@TempDir Path work) {
        installation = ServedInstallation.open(work, clock);
        people = installation.people();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void onlyThePeopleWhoAreNeededSignIn() {
        people.session(LabPerson.SUPERVISOR);

        List<String> all = installation.records().people().directory().all().stream()
                .map(account -> account.person().login().value())
                .sorted()
                .toList();
        assertEquals(List.of("claire", "sara"), all);
    }

    @Test
    void everyPersonHasTheirRole() {
        List<LabPerson> all = List.of(
                LabPerson.officer("les-lilas"),
                LabPerson.MANAGER,
                LabPerson.doctor("les-lilas"),
                LabPerson.AUDITOR,
                LabPerson.OFFICER,
                LabPerson.assistant("omar"));

        all.forEach(people::session);

        all.forEach(person -> assertEquals(
                List.of(person.roleAt()), List.copyOf(account(person).rights(clock.instant()))));
    }

    @Test
    void assistantOfTheSettingsAcceptsTheirInvitation() {
        installation.records().seedAssistants();

        people.session(LabPerson.assistant("ines"));

        assertTrue(installation
                .runAs(LabPerson.assistant("ines"), List.of("sessions"))
                .out()
                .endsWith("(this one)\n"));
    }

    @Test
    void personWhoWasIdleSignsInAgain() {
        people.get(LabPerson.OPERATIONS, "/people");
        clock.advance(Duration.ofMinutes(11));

        assertEquals(1, people.get(LabPerson.OPERATIONS, "/people").size());
    }

    private Account account(LabPerson person) {
        return installation
                .records()
                .people()
                .directory()
                .find(new Login(person.login()))
                .orElseThrow();
    }
}
