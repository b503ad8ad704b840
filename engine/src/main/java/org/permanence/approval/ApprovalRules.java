package org.permanence.approval;

import java.time.Instant;
import java.util.Optional;
import org.permanence.access.Policy;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.text.EnumWords;

/// Who sees a request for a second person, and who may decide on it. Pure functions.
///
/// 1. A person sees a request that they asked for, or that the table of rights lets them approve.
/// 2. Only a person who may approve it by the table sees its parameters.
/// 3. A request that has ended, or is too late, is not decided.
/// 4. The person who asked does not give the approval, from no account of the same session or device.
/// 5. The person concerned by the deed does not give it either.
/// 6. The person who asked may refuse it: they withdraw it.
final class ApprovalRules {

    private ApprovalRules() {}

    static boolean sees(Viewer viewer, Approval approval) {
        return isAsker(viewer, approval) || mayApprove(viewer, approval);
    }

    static boolean mayApprove(Viewer viewer, Approval approval) {
        return approvingRole(viewer, approval).isPresent();
    }

    /// The role in which the person may approve the request; empty if they may not.
    static Optional<Role> approvingRole(Viewer viewer, Approval approval) {
        return Policy.approvingRole(viewer.rights(), approval.deed(), approval.subject());
    }

    /// Why the person may not give the approval; empty if they may.
    static Optional<String> whyNotGiven(Viewer viewer, Approval approval, Instant now) {
        Optional<String> ended = whyNotRefused(approval, now);
        if (ended.isPresent()) {
            return ended;
        }
        if (approval.state() != ApprovalState.WAITING) {
            return Optional.of("is " + EnumWords.of(approval.state()) + " (expected: a waiting one)");
        }
        if (isSame(viewer.person(), approval.asker())) {
            return Optional.of(
                    "from the same person, session or device (expected: another person, signed in on a device of"
                            + " their own)");
        }
        boolean concernsViewer = approval.subject()
                .person()
                .filter(person -> person.value().equals(viewer.login()))
                .isPresent();
        return concernsViewer ? Optional.of("concerns your own account (expected: another person)") : Optional.empty();
    }

    /// Why it can no longer be decided; empty if it can.
    static Optional<String> whyNotRefused(Approval approval, Instant now) {
        if (approval.state().isEnd()) {
            return Optional.of("is " + EnumWords.of(approval.state()) + " (expected: one that is open)");
        }
        return approval.isOpen(now)
                ? Optional.empty()
                : Optional.of("too late: ended at " + approval.endsAt() + " (expected: within 30 minutes; ask again)");
    }

    private static boolean isAsker(Viewer viewer, Approval approval) {
        return viewer.login().equals(approval.asker().name());
    }

    /// Whether both are one person, or use one session or one device: then one of them may stand for the other.
    private static boolean isSame(Principal.Person one, Principal.Person other) {
        return one.name().equals(other.name())
                || one.session().equals(other.session())
                || one.device().equals(other.device());
    }
}
