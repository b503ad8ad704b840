package org.permanence.breakglass;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;

/// What open break-glass access gives a person besides the rights of their account: of what the doctors of the
/// practice may do, what is reading for care. It erases, changes, approves and exports nothing, and gives no
/// rights.
///
/// Read from the database at each request, so the rights end by themselves: after the hour, with the verdict of the
/// officer, and when the person is no doctor of the on-call group any more.
public final class BreakGlassRights {

    /// The deeds of a doctor that break-glass gives.
    public static final Set<Deed> DEEDS = Set.copyOf(EnumSet.of(
            Deed.LIST_RECORDINGS,
            Deed.PLAY_RECORDING,
            Deed.LIST_MESSAGES,
            Deed.PLAY_MESSAGE,
            Deed.READ_CALLBACK_NUMBER,
            Deed.READ_NOTE));

    /// The purposes for which it gives them.
    public static final Set<Purpose> PURPOSES = Set.copyOf(EnumSet.of(Purpose.TREAT, Purpose.ETREAT));

    private final BreakGlassStore store;
    private final OnCallGroups groups;

    public BreakGlassRights(BreakGlassStore store, OnCallGroups groups) {
        this.store = store;
        this.groups = groups;
    }

    /// The rights of one access.
    public record Opened(BreakGlassId id, Rights rights) {}

    /// The rights of each access that is open for the person now; none for a deed that break-glass does not give,
    /// and without a question to the database for a person who is no doctor, and for a machine.
    ///
    /// @param own the rights of the account
    /// @throws org.permanence.queue.StoreUnavailableException during an outage
    public List<Opened> opened(Rights own, Deed deed, Instant now) {
        boolean isDoctor = own.roles().stream().anyMatch(held -> held.role() == Role.DOCTOR);
        if (!DEEDS.contains(deed) || !isDoctor) {
            return List.of();
        }
        return store.openOf(new Login(own.login()), now).stream()
                .filter(open -> groups.hasColleague(own, open.practice(), now))
                .map(open -> new Opened(open.id(), rights(own, open)))
                .toList();
    }

    private static Rights rights(Rights own, BreakGlass open) {
        var doctor = new RoleAt(Role.DOCTOR, new Place.OfPractice(open.practice()));
        return new Rights(own.login(), List.of(doctor), own.isInEea(), Optional.of(DEEDS));
    }
}
