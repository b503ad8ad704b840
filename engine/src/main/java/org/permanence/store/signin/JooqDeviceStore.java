package org.permanence.store.signin;

import static org.permanence.store.schema.Tables.DEVICE;
import static org.permanence.store.schema.Tables.SESSION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.permanence.people.PersonId;
import org.permanence.signin.device.Device;
import org.permanence.signin.device.DeviceFingerprint;
import org.permanence.signin.device.DeviceStore;
import org.permanence.store.Database;
import org.permanence.store.Transactions;

/// Stores enrolled devices in `device`.
public final class JooqDeviceStore implements DeviceStore {

    private final Transactions transactions;

    public JooqDeviceStore(Database database) {
        this.transactions = database.transactions();
    }

    @Override
    public void save(Device device) {
        transactions.run(
                "device: save",
                sql -> sql.insertInto(DEVICE)
                        .set(DEVICE.FINGERPRINT, device.id().hex())
                        .set(DEVICE.PERSON, device.person())
                        .set(DEVICE.ENROLLED_AT, device.enrolledAt())
                        .set(DEVICE.ENDS_AT, device.endsAt())
                        .set(DEVICE.REVOKED_AT, device.revokedAt().orElse(null))
                        .execute());
    }

    @Override
    public Optional<Device> find(DeviceFingerprint id) {
        return transactions.read(
                "device: find",
                sql -> sql.selectFrom(DEVICE)
                        .where(DEVICE.FINGERPRINT.eq(id.hex()))
                        .fetchOptional(JooqDeviceStore::read));
    }

    @Override
    public List<Device> ofPerson(PersonId person) {
        return transactions.read(
                "device: list",
                sql -> sql.selectFrom(DEVICE)
                        .where(DEVICE.PERSON.eq(person))
                        .orderBy(DEVICE.ENROLLED_AT.desc(), DEVICE.FINGERPRINT)
                        .fetch(JooqDeviceStore::read));
    }

    @Override
    public boolean revoke(PersonId person, DeviceFingerprint id, Instant at) {
        return transactions.run("device: revoke", sql -> {
            boolean isRevoked = sql.update(DEVICE)
                            .set(DEVICE.REVOKED_AT, at)
                            .where(DEVICE.FINGERPRINT.eq(id.hex()))
                            .and(DEVICE.PERSON.eq(person))
                            .and(DEVICE.REVOKED_AT.isNull())
                            .execute()
                    == 1;
            if (isRevoked) {
                sql.update(SESSION)
                        .set(SESSION.ENDED_AT, at)
                        .where(SESSION.PERSON.eq(person))
                        .and(SESSION.DEVICE.eq(id.hex()))
                        .and(SESSION.ENDED_AT.isNull())
                        .execute();
            }
            return isRevoked;
        });
    }

    private static Device read(Record row) {
        return new Device(
                new DeviceFingerprint(row.get(DEVICE.FINGERPRINT)),
                row.get(DEVICE.PERSON),
                row.get(DEVICE.ENROLLED_AT),
                row.get(DEVICE.ENDS_AT),
                Optional.ofNullable(row.get(DEVICE.REVOKED_AT)));
    }
}
