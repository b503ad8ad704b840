package org.permanence.people;

import static org.permanence.access.Role.ASSISTANT;
import static org.permanence.access.Role.AUDITOR;
import static org.permanence.access.Role.DATA_PROTECTION_OFFICER;
import static org.permanence.access.Role.DOCTOR;
import static org.permanence.access.Role.OPERATIONS;
import static org.permanence.access.Role.PRACTICE_MANAGER;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.assistant.Login;

/// Who may invite people for a role, give it and take it, and rest or end the accounts that hold it. The table of
/// rights ([Policy]) says at which places. Within it, no person does so for a role above their own:
///
/// 1. A supervisor: assistants.
/// 2. A practice manager: practice managers.
/// 3. A doctor: doctors, practice managers, data protection officers and auditors.
/// 4. Operations of the installation: the provider's staff, in every role of a team or of the installation, and
///    operations of practices.
/// 5. Operations of the installation: the first doctor or practice manager of a practice, as long as it has no
///    active one.
/// 6. Operations of the installation: people in every role, to take their factors.
final class InvitingRules {

    private static final Set<Role> BY_DOCTOR = Set.of(DOCTOR, PRACTICE_MANAGER, DATA_PROTECTION_OFFICER, AUDITOR);
    private static final RoleAt OPERATIONS_HERE = new RoleAt(OPERATIONS, new Place.Installation());

    private final PeopleDirectory people;
    private final Instant now;

    InvitingRules(PeopleDirectory people, Instant now) {
        this.people = people;
        this.now = now;
    }

    /// The role in which `asker` may do the deed to people with the role `wanted`; empty if they may not.
    Optional<Role> roleFor(Login asker, Deed deed, RoleAt wanted) {
        return people.find(asker).stream()
                .flatMap(account -> account.rights(now).stream()
                        .filter(held -> isAllowed(account.person(), held, deed, wanted.place())))
                .filter(held -> mayGive(held, wanted) || (deed == Deed.REMOVE_FACTOR && held.equals(OPERATIONS_HERE)))
                .map(RoleAt::role)
                .min(Comparator.naturalOrder());
    }

    /// The role in which `asker` may do the deed to the account: they may do it to people with each of its roles.
    /// Operations of the installation may do so to an account without a role.
    Optional<Role> roleFor(Login asker, Deed deed, Account account) {
        Set<RoleAt> roles = account.openRoles(now);
        if (roles.isEmpty()) {
            return people.rights(asker, now).contains(OPERATIONS_HERE) ? Optional.of(OPERATIONS) : Optional.empty();
        }
        Optional<Role> acting = Optional.empty();
        for (RoleAt role : roles) {
            acting = roleFor(asker, deed, role);
            if (acting.isEmpty()) {
                return Optional.empty();
            }
        }
        return acting;
    }

    /// Whether `asker` sees the account in a list: it is their own, or they could invite people for one of its
    /// roles. Operations of the installation see all.
    boolean maySee(Login asker, Account account) {
        return account.person().login().equals(asker)
                || people.rights(asker, now).contains(OPERATIONS_HERE)
                || account.openRoles(now).stream()
                        .anyMatch(
                                role -> roleFor(asker, Deed.INVITE_PERSON, role).isPresent());
    }

    private boolean isAllowed(Person asker, RoleAt held, Deed deed, Place place) {
        var rights =
                new Rights(asker.login().value(), List.of(held), asker.region().isInEea());
        return Policy.decide(rights, deed, place.subject(), now) instanceof Decision.Allowed;
    }

    private boolean mayGive(RoleAt held, RoleAt wanted) {
        return switch (held.role()) {
            case SUPERVISOR -> wanted.role() == ASSISTANT;
            case PRACTICE_MANAGER -> wanted.role() == PRACTICE_MANAGER;
            case DOCTOR -> BY_DOCTOR.contains(wanted.role());
            case OPERATIONS -> held.equals(OPERATIONS_HERE) && (isOfStaff(wanted) || isFirstOfPractice(wanted));
            case ASSISTANT, DATA_PROTECTION_OFFICER, AUDITOR -> false;
        };
    }

    private static boolean isOfStaff(RoleAt wanted) {
        return RoleEmployers.kindFor(wanted) == PersonKind.STAFF;
    }

    private boolean isFirstOfPractice(RoleAt wanted) {
        return isPracticeHead(wanted)
                && people.all().stream()
                        .flatMap(account -> account.rights(now).stream())
                        .noneMatch(held -> isPracticeHead(held) && held.place().equals(wanted.place()));
    }

    private static boolean isPracticeHead(RoleAt role) {
        return role.role() == DOCTOR || role.role() == PRACTICE_MANAGER;
    }
}
