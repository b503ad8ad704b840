package org.permanence.store.signin;

import static org.permanence.store.schema.Tables.SERVICE_KEY;

import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record;
import org.permanence.access.MachineDeed;
import org.permanence.people.PersonId;
import org.permanence.seal.MachineKey;
import org.permanence.signin.ServiceKey;
import org.permanence.signin.ServiceKeyStore;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores the keys of machines in `service_key`.
public final class JooqServiceKeyStore implements ServiceKeyStore {

    private static final String SEPARATOR = ",";

    private final Transactions transactions;

    public JooqServiceKeyStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public Optional<ServiceKey> find(PersonId machine) {
        return transactions.read(
                "service key: find",
                sql -> sql.selectFrom(SERVICE_KEY)
                        .where(SERVICE_KEY.PERSON.eq(machine))
                        .fetchOptional(JooqServiceKeyStore::read));
    }

    @Override
    public void save(ServiceKey key) {
        String deeds = new TreeSet<>(key.deeds()).stream().map(Enum::name).collect(Collectors.joining(SEPARATOR));
        transactions.run("service key: save", sql -> {
            sql.deleteFrom(SERVICE_KEY)
                    .where(SERVICE_KEY.PERSON.eq(key.machine()))
                    .execute();
            return sql.insertInto(SERVICE_KEY)
                    .set(SERVICE_KEY.PERSON, key.machine())
                    .set(SERVICE_KEY.PUBLIC_KEY, key.key().text())
                    .set(SERVICE_KEY.DEEDS, deeds)
                    .set(SERVICE_KEY.SINCE, key.since())
                    .execute();
        });
    }

    private static ServiceKey read(Record row) {
        return new ServiceKey(
                row.get(SERVICE_KEY.PERSON),
                new MachineKey(row.get(SERVICE_KEY.PUBLIC_KEY)),
                Stream.of(row.get(SERVICE_KEY.DEEDS).split(SEPARATOR, -1))
                        .map(MachineDeed::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                row.get(SERVICE_KEY.SINCE));
    }
}
