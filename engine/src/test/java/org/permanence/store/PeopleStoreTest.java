package org.permanence.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.store.schema.Tables.STAFFING_PRACTICE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.Place;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;
import org.permanence.assistant.Staffing;
import org.permanence.call.Line;
import org.permanence.people.Account;
import org.permanence.people.Invitation;
import org.permanence.people.Membership;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.people.PersonKind;
import org.permanence.people.PersonState;
import org.permanence.people.Region;
import org.permanence.practice.Language;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.seal.SealedName;
import org.permanence.store.people.JooqPeopleStore;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class PeopleStoreTest {

    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00.123456Z");
    private static final Account CLAIRE = account("claire", PersonState.ACTIVE);

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId ROYAL = new PracticeId("port-royal");
    private static final Staffing STAFFING = new Staffing(
            new TeamId("north"), new Line("phone-1"), Set.of(LILAS, ROYAL), Set.of(ROYAL), Set.of(Language.EN));

    private final TestDatabase kind;
    private Database database;
    private JooqPeopleStore store;

    PeopleStoreTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = Database.open(kind.emptyDatabase());
        store = new JooqPeopleStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void noSecondPersonGetsALoginEvenAfterTheFirstHasLeft() {
        assertTrue(store.save(0, account("ines", PersonState.LEFT)));

        assertThrows(StoreUnavailableException.class, () -> store.save(1, account("ines", PersonState.INVITED)));
        assertEquals(1, store.edition(), "nothing was changed");
        assertEquals(1, store.load().all().size());
    }

    @Test
    void aChangeDecidedOnAnEarlierEditionIsRefused() {
        assertTrue(store.save(0, CLAIRE));

        assertFalse(store.save(0, account("ines", PersonState.INVITED)));
        assertEquals(Optional.empty(), store.load().find(new Login("ines")));
        assertEquals(1, store.edition());
    }

    @Test
    void ofChangesAtTheSameMomentExactlyOneIsMade() throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> saves = List.of("a", "b", "c", "d").stream()
                    .map(login -> threads.submit(() -> {
                        start.await();
                        return store.save(0, account(login, PersonState.INVITED));
                    }))
                    .toList();
            start.countDown();
            int made = 0;
            for (Future<Boolean> save : saves) {
                made += save.get() ? 1 : 0;
            }

            assertEquals(1, made);
        }
        assertEquals(1, store.load().all().size());
    }

    @Test
    void accountIsReadAsItWasStored() {
        store.save(0, CLAIRE);
        Person person = person("ines", PersonState.INVITED)
                .withName(Optional.of(new SealedName("A".repeat(123))))
                .withLanguage(Language.EN)
                .withRegion(new Region("CH"))
                .withKind(PersonKind.PRACTICE);
        var ines = new Account(
                person,
                List.of(
                        membership(Role.DOCTOR, new Place.OfPractice(new PracticeId("les-lilas")))
                                .withUntil(Optional.of(NOON.plusSeconds(60))),
                        membership(Role.SUPERVISOR, new Place.OfTeam(new TeamId("north")))
                                .withGivenBy(Optional.of(CLAIRE.person().id())),
                        membership(Role.AUDITOR, new Place.Installation())),
                Optional.of(new Invitation(
                        "0".repeat(64), NOON, Optional.of(CLAIRE.person().id()))),
                Optional.of(STAFFING));
        store.save(1, ines);

        assertEquals(List.of(CLAIRE, ines), List.copyOf(store.load().all()));
        assertEquals(2, store.load().edition());
    }

    @Test
    void savingAnAccountAgainReplacesItWithItsRolesAndItsInvitation() {
        store.save(0, CLAIRE.withInvitation(Optional.of(new Invitation("0".repeat(64), NOON, Optional.empty()))));
        Account changed = CLAIRE.withPerson(CLAIRE.person().withState(PersonState.RESTING))
                .withMemberships(List.of());

        assertTrue(store.save(1, changed));

        assertEquals(List.of(changed), List.copyOf(store.load().all()));
    }

    @Test
    void changedStaffingReplacesTheEarlierOne() {
        store.save(0, CLAIRE.withStaffing(Optional.of(STAFFING)));
        var changed = new Staffing(
                new TeamId("south"), new Line("phone-2"), Set.of(LILAS), Set.of(), Set.of(Language.FR, Language.EN));

        assertTrue(store.save(1, CLAIRE.withStaffing(Optional.of(changed))));
        assertEquals(Optional.of(changed), staffingOfClaire());

        assertTrue(store.save(2, CLAIRE.withStaffing(Optional.of(changed))));
        assertEquals(Optional.of(changed), staffingOfClaire(), "stored again unchanged");

        assertTrue(store.save(3, CLAIRE));
        assertEquals(Optional.empty(), staffingOfClaire());
    }

    @Test
    void staffingWithoutPracticesDoesNotKeepTheOthersFromBeingRead() {
        store.save(0, CLAIRE.withStaffing(Optional.of(STAFFING)));
        Account ines = account("ines", PersonState.ACTIVE).withStaffing(Optional.of(STAFFING));
        store.save(1, ines);
        database.transactions()
                .run(
                        "test",
                        sql -> sql.deleteFrom(STAFFING_PRACTICE)
                                .where(STAFFING_PRACTICE.PERSON.eq(
                                        CLAIRE.person().id()))
                                .execute());

        assertEquals(List.of(CLAIRE, ines), List.copyOf(store.load().all()));
    }

    private Optional<Staffing> staffingOfClaire() {
        return store.load().find(new Login("claire")).flatMap(Account::staffing);
    }

    @Test
    void unavailableDatabaseIsReported() {
        database.close();

        assertThrows(StoreUnavailableException.class, store::edition);
        assertThrows(StoreUnavailableException.class, store::load);
        assertThrows(StoreUnavailableException.class, () -> store.save(0, CLAIRE));
    }

    private static Account account(String login, PersonState state) {
        return new Account(
                person(login, state),
                List.of(membership(Role.OPERATIONS, new Place.Installation())),
                Optional.empty(),
                Optional.empty());
    }

    private static Person person(String login, PersonState state) {
        return new Person(
                PersonId.next(() -> NOON),
                new Login(login),
                Optional.empty(),
                Language.FR,
                state,
                NOON,
                Region.EEA,
                PersonKind.STAFF);
    }

    private static Membership membership(Role role, Place place) {
        return new Membership(new RoleAt(role, place), NOON, Optional.empty(), Optional.empty());
    }
}
