package org.permanence.store.people;

import static org.permanence.store.schema.Tables.INVITATION;
import static org.permanence.store.schema.Tables.MEMBERSHIP;
import static org.permanence.store.schema.Tables.PEOPLE_EDITION;
import static org.permanence.store.schema.Tables.PERSON;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.permanence.access.Place;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Staffing;
import org.permanence.people.Account;
import org.permanence.people.Invitation;
import org.permanence.people.Membership;
import org.permanence.people.PeopleDirectory;
import org.permanence.people.PeopleStore;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.people.Region;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.seal.SealedName;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores accounts in `person`, `membership`, `invitation` and the tables of [StaffingRows]. Each transaction holds
/// the lock on the row of `people_edition`, so that changes follow each other and all rows of a snapshot belong to
/// one edition.
public final class JooqPeopleStore implements PeopleStore {

    private final Transactions transactions;

    public JooqPeopleStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public long edition() {
        return transactions.read(
                "people: edition",
                sql -> sql.select(PEOPLE_EDITION.EDITION)
                        .from(PEOPLE_EDITION)
                        .fetchSingle()
                        .value1());
    }

    @Override
    public PeopleDirectory load() {
        return transactions.run("people: read", sql -> {
            long edition = lockEdition(sql);
            Map<PersonId, List<Membership>> memberships = sql.selectFrom(MEMBERSHIP)
                    .orderBy(MEMBERSHIP.STARTS_AT, MEMBERSHIP.ID)
                    .fetchGroups(MEMBERSHIP.PERSON, JooqPeopleStore::readMembership);
            Map<PersonId, Invitation> invitations =
                    sql.selectFrom(INVITATION).fetchMap(INVITATION.PERSON, JooqPeopleStore::readInvitation);
            Map<PersonId, Staffing> staffings = StaffingRows.all(sql);
            return new PeopleDirectory(
                    edition,
                    sql.selectFrom(PERSON)
                            .orderBy(PERSON.LOGIN)
                            .fetch(row -> new Account(
                                    readPerson(row),
                                    memberships.getOrDefault(row.get(PERSON.ID), List.of()),
                                    Optional.ofNullable(invitations.get(row.get(PERSON.ID))),
                                    Optional.ofNullable(staffings.get(row.get(PERSON.ID))))));
        });
    }

    @Override
    public boolean save(long edition, Account account) {
        return transactions.run("people: save", sql -> {
            if (lockEdition(sql) != edition) {
                return false;
            }
            savePerson(sql, account.person());
            PersonId person = account.person().id();
            sql.deleteFrom(MEMBERSHIP).where(MEMBERSHIP.PERSON.eq(person)).execute();
            account.memberships().forEach(membership -> insert(sql, person, membership));
            sql.deleteFrom(INVITATION).where(INVITATION.PERSON.eq(person)).execute();
            account.invitation().ifPresent(invitation -> insert(sql, person, invitation));
            StaffingRows.save(sql, person, account.staffing());
            sql.update(PEOPLE_EDITION).set(PEOPLE_EDITION.EDITION, edition + 1).execute();
            return true;
        });
    }

    private static long lockEdition(DSLContext sql) {
        return sql.select(PEOPLE_EDITION.EDITION)
                .from(PEOPLE_EDITION)
                .forUpdate()
                .fetchSingle()
                .value1();
    }

    /// Not an upsert: it could overwrite another person's row that has the same login. The login never changes.
    private static void savePerson(DSLContext sql, Person person) {
        Map<Field<?>, Object> columns = columns(person);
        int updated = sql.update(PERSON)
                .set(columns)
                .where(PERSON.ID.eq(person.id()), PERSON.LOGIN.eq(person.login()))
                .execute();
        if (updated == 0) {
            sql.insertInto(PERSON)
                    .set(PERSON.ID, person.id())
                    .set(PERSON.LOGIN, person.login())
                    .set(columns)
                    .execute();
        }
    }

    /// The columns that may change.
    private static Map<Field<?>, Object> columns(Person person) {
        Map<Field<?>, Object> columns = new LinkedHashMap<>();
        columns.put(PERSON.NAME_SEALED, person.name().map(SealedName::text).orElse(null));
        columns.put(PERSON.LANGUAGE, person.language());
        columns.put(PERSON.STATE, person.state());
        columns.put(PERSON.SINCE, person.since());
        columns.put(PERSON.REGION, person.region().code());
        columns.put(PERSON.KIND, person.kind());
        return columns;
    }

    private static void insert(DSLContext sql, PersonId person, Membership membership) {
        Place place = membership.roleAt().place();
        sql.insertInto(MEMBERSHIP)
                .set(MEMBERSHIP.PERSON, person)
                .set(MEMBERSHIP.ROLE, membership.roleAt().role())
                .set(MEMBERSHIP.PRACTICE, place instanceof Place.OfPractice(PracticeId practice) ? practice : null)
                .set(MEMBERSHIP.TEAM, place instanceof Place.OfTeam(TeamId team) ? team : null)
                .set(MEMBERSHIP.STARTS_AT, membership.from())
                .set(MEMBERSHIP.ENDS_AT, membership.until().orElse(null))
                .set(MEMBERSHIP.GIVEN_BY, membership.givenBy().orElse(null))
                .execute();
    }

    private static void insert(DSLContext sql, PersonId person, Invitation invitation) {
        sql.insertInto(INVITATION)
                .set(INVITATION.PERSON, person)
                .set(INVITATION.TOKEN_SHA256, invitation.tokenSha256())
                .set(INVITATION.ENDS_AT, invitation.endsAt())
                .set(INVITATION.INVITED_BY, invitation.invitedBy().orElse(null))
                .execute();
    }

    private static Person readPerson(Record row) {
        return new Person(
                row.get(PERSON.ID),
                row.get(PERSON.LOGIN),
                Optional.ofNullable(row.get(PERSON.NAME_SEALED)).map(SealedName::new),
                row.get(PERSON.LANGUAGE),
                row.get(PERSON.STATE),
                row.get(PERSON.SINCE),
                new Region(row.get(PERSON.REGION)),
                row.get(PERSON.KIND));
    }

    private static Membership readMembership(Record row) {
        return new Membership(
                new RoleAt(row.get(MEMBERSHIP.ROLE), place(row)),
                row.get(MEMBERSHIP.STARTS_AT),
                Optional.ofNullable(row.get(MEMBERSHIP.ENDS_AT)),
                Optional.ofNullable(row.get(MEMBERSHIP.GIVEN_BY)));
    }

    private static Place place(Record row) {
        return Stream.<Optional<Place>>of(
                        Optional.ofNullable(row.get(MEMBERSHIP.PRACTICE)).map(Place.OfPractice::new),
                        Optional.ofNullable(row.get(MEMBERSHIP.TEAM)).map(Place.OfTeam::new))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(Place.Installation::new);
    }

    private static Invitation readInvitation(Record row) {
        return new Invitation(
                row.get(INVITATION.TOKEN_SHA256),
                row.get(INVITATION.ENDS_AT),
                Optional.ofNullable(row.get(INVITATION.INVITED_BY)));
    }
}
