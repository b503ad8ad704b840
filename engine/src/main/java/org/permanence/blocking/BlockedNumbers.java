package org.permanence.blocking;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.access.AccessRequest;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.Pseudonyms;

/// Blocks numbers at a practice, and answers whether a caller's number is blocked. Only pseudonyms are stored, so a
/// list of them identifies no person. Every change and every listing is in the audit log first. Thread-safe.
public final class BlockedNumbers {

    private record BlockedKey(PracticeId practice, String pseudonym) {}

    private final BlockedNumberStore store;
    private final Pseudonyms pseudonyms;
    private final AuditGate audit;
    private final InstantSource clock;
    private volatile Set<BlockedKey> cached = Set.of();

    public BlockedNumbers(BlockedNumberStore store, Pseudonyms pseudonyms, AuditGate audit, InstantSource clock) {
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.audit = audit;
        this.clock = clock;
    }

    /// Reads the blocked numbers again. Call after a change, and periodically, because other nodes change them too.
    /// Calls use the last result and never wait for the store.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException during an outage of the store: the last result stays
    public void refresh() {
        cached = store.findAll().stream()
                .map(blocked -> new BlockedKey(blocked.practice(), blocked.pseudonym()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the practice has blocked the number, as of the last [#refresh].
    public boolean isBlocked(PracticeId practice, PhoneNumber number) {
        Set<BlockedKey> current = cached;
        return current.stream().anyMatch(key -> key.practice().equals(practice))
                && current.contains(new BlockedKey(practice, pseudonyms.of(practice, number)));
    }

    /// Blocks a number; no effect if it is blocked already.
    ///
    /// @return its pseudonym, as [#list] shows it
    /// @throws org.permanence.audit.AuditException if the audit entry could not be written: nothing is blocked
    public String block(AccessRequest accessRequest, PracticeId practice, PhoneNumber number) {
        String pseudonym = pseudonyms.of(practice, number);
        var blocked = new BlockedNumber(
                practice, pseudonym, clock.instant(), accessRequest.principal().name());
        return audit.runAudited(open(accessRequest, Action.NUMBER_BLOCKED, practice, pseudonym), () -> {
            store.save(blocked);
            refresh();
            return pseudonym;
        });
    }

    /// Unblocks a number.
    ///
    /// @return whether it was blocked
    public boolean unblock(AccessRequest accessRequest, PracticeId practice, PhoneNumber number) {
        String pseudonym = pseudonyms.of(practice, number);
        return audit.runAudited(
                open(accessRequest, Action.NUMBER_UNBLOCKED, practice, pseudonym), () -> remove(practice, pseudonym));
    }

    /// Removes the number of an erased patient. The audit log has the erasure itself, so this adds no entry.
    ///
    /// @return whether it was blocked
    public boolean remove(PracticeId practice, PhoneNumber number) {
        return remove(practice, pseudonyms.of(practice, number));
    }

    private boolean remove(PracticeId practice, String pseudonym) {
        boolean wasBlocked = store.remove(practice, pseudonym);
        refresh();
        return wasBlocked;
    }

    /// The numbers that a practice has blocked, oldest first.
    public List<BlockedNumber> list(AccessRequest accessRequest, PracticeId practice) {
        var object = new AuditObject(AuditObject.Kind.PRACTICE, practice.value());
        AuditReceipt receipt = audit.open(AuditRequest.of(accessRequest, Action.BLOCKED_LISTED, practice, object));
        return audit.runAudited(
                receipt,
                () -> store.findAll().stream()
                        .filter(blocked -> blocked.practice().equals(practice))
                        .toList());
    }

    private AuditReceipt open(AccessRequest accessRequest, Action action, PracticeId practice, String pseudonym) {
        return audit.open(
                AuditRequest.of(accessRequest, action, practice, new AuditObject(AuditObject.Kind.PATIENT, pseudonym)));
    }
}
