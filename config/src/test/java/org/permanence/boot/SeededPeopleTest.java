package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.people.Account;
import org.permanence.people.PersonState;
import org.permanence.practice.TeamId;
import org.permanence.settings.InstallationOnDisk;
import org.permanence.testing.SteppedClock;

/// The assistants of the settings become accounts.
class SeededPeopleTest {

    @TempDir
    Path work;

    @Test
    void assistantsAreInvitedOnceInTheirTeamAndMayNotActYet() throws IOException {
        var installation = new InstallationOnDisk(work);
        var clock = new SteppedClock();
        try (RecordsOnDisk records = RecordsOnDisk.open(installation.settings(), clock)) {
            records.seedAssistants();
            records.seedAssistants();
            records.people().refresh();

            List<Account> accounts = List.copyOf(records.people().directory().all());
            assertEquals(
                    installation.settings().assistants().keySet().stream()
                            .map(name -> name.value())
                            .collect(Collectors.toSet()),
                    accounts.stream()
                            .map(account -> account.person().login().value())
                            .collect(Collectors.toSet()));
            for (Account account : accounts) {
                assertEquals(PersonState.INVITED, account.person().state());
                assertTrue(account.person().name().isPresent());
                assertTrue(account.invitation().isEmpty());
                assertEquals(Set.of(), account.rights(clock.instant()));
                assertEquals(
                        Set.of(new RoleAt(Role.ASSISTANT, new Place.OfTeam(new TeamId("centre")))),
                        account.openRoles(clock.instant()));
            }
        }
    }
}
