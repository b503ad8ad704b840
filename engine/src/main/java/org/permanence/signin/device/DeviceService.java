package org.permanence.signin.device;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.permanence.access.Deed;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.people.Account;
import org.permanence.people.AccountPermissions;
import org.permanence.people.AccountPermissions.Permitted;
import org.permanence.people.Asker;

/// Enrols and revokes the devices of people, each with its entry in the audit log first. No call depends on it.
///
/// Those who may invite a person may enrol their devices, and those who may rest an account may revoke them: a
/// right of its own would give nothing that an invitation does not give. No person enrols a device for themselves.
///
/// All methods throw [org.permanence.people.PeopleException] to refuse, and
/// [org.permanence.queue.StoreUnavailableException] during an outage.
public final class DeviceService {

    private final AccountPermissions permissions;
    private final DeviceIssuer issuer;
    private final DeviceStore store;
    private final AuditGate audit;
    private final InstantSource clock;

    public DeviceService(
            AccountPermissions permissions,
            DeviceIssuer issuer,
            DeviceStore store,
            AuditGate audit,
            InstantSource clock) {
        this.permissions = permissions;
        this.issuer = issuer;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /// Enrols a new device.
    public DeviceIssuer.Issued enrol(Asker asker, Login login) {
        Permitted permitted = permissions.toGive(asker, Deed.INVITE_PERSON, login);
        Instant now = clock.instant();
        DeviceIssuer.Issued issued = issuer.issue(login, now);
        return entered(permitted.by(), Action.FACTOR_ADDED, login, issued.id(), () -> {
            store.save(
                    new Device(issued.id(), permitted.account().person().id(), now, issued.endsAt(), Optional.empty()));
            return issued;
        });
    }

    /// The devices of a person, newest first.
    public List<Device> list(Account account) {
        return store.ofPerson(account.person().id());
    }

    /// Revokes the valid devices of a person, or one of them. Their sessions end.
    ///
    /// @param id empty: all
    /// @return the devices that were revoked
    public List<DeviceFingerprint> revoke(Asker asker, Login login, Optional<DeviceFingerprint> id) {
        Permitted permitted = permissions.toTake(asker, Deed.REST_PERSON, login);
        return valid(permitted.account()).stream()
                .filter(device -> id.isEmpty() || id.get().equals(device))
                .filter(device -> revoke(permitted.by(), permitted.account(), device))
                .toList();
    }

    /// Revokes the devices of a person who has left or whose factors others took.
    public void revokeAll(Account account) {
        valid(account).forEach(device -> revoke(Principal.ENGINE, account, device));
    }

    private boolean revoke(Principal by, Account account, DeviceFingerprint device) {
        return entered(
                by,
                Action.FACTOR_REMOVED,
                account.person().login(),
                device,
                () -> store.revoke(account.person().id(), device, clock.instant()));
    }

    private List<DeviceFingerprint> valid(Account account) {
        Instant now = clock.instant();
        return list(account).stream()
                .filter(device -> device.isValid(now))
                .map(Device::id)
                .toList();
    }

    private <T> T entered(Principal by, Action action, Login login, DeviceFingerprint device, Supplier<T> operation) {
        return audit.runAudited(
                audit.open(AuditRequest.ofOperation(
                        by,
                        action,
                        Optional.empty(),
                        new AuditObject(AuditObject.Kind.PERSON, login.value()),
                        Map.of("what", "device", "device", device.hex()))),
                operation);
    }
}
