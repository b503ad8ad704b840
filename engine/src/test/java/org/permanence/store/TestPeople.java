package org.permanence.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.people.Account;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.people.PersonKind;
import org.permanence.people.PersonState;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.store.people.JooqPeopleStore;

/// People in the database, for rows that belong to one.
final class TestPeople {

    static final PersonId CLAIRE = new PersonId("0199aaaa-0000-7000-8000-000000000001");
    static final PersonId INES = new PersonId("0199aaaa-0000-7000-8000-000000000002");

    private TestPeople() {}

    /// Stores Claire and Ines.
    static void insert(Database database) {
        var store = new JooqPeopleStore(database);
        store.save(store.edition(), account(CLAIRE, "claire"));
        store.save(store.edition(), account(INES, "ines"));
    }

    private static Account account(PersonId id, String login) {
        var person = new Person(
                id,
                new Login(login),
                Optional.empty(),
                Language.FR,
                PersonState.ACTIVE,
                Instant.parse("2026-12-01T12:00:00Z"),
                Region.EEA,
                PersonKind.STAFF);
        return new Account(person, List.of(), Optional.empty(), Optional.empty());
    }
}
