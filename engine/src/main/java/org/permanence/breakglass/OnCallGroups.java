package org.permanence.breakglass;

import java.time.Instant;
import java.util.Optional;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.Rights;
import org.permanence.access.Subject;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.RotaId;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;

/// The practices that share an on-call rota: those whose practice files name the same group now.
public final class OnCallGroups {

    private final PracticeDirectory practices;

    public OnCallGroups(PracticeDirectory practices) {
        this.practices = practices;
    }

    /// Whether the person may open break-glass at another practice than `practice`, of the same group. The need of
    /// a fresh factor is not looked at.
    boolean hasColleague(Rights rights, PracticeId practice, Instant now) {
        Optional<RotaId> group = groupOf(practice);
        return group.isPresent()
                && rights.roles().stream()
                        .anyMatch(held -> held.place() instanceof Place.OfPractice(PracticeId own)
                                && !own.equals(practice)
                                && groupOf(own).equals(group)
                                && mayOpenAt(rights, own, now));
    }

    /// Whether the table of rights has the person open break-glass as a doctor of this practice.
    boolean mayOpenAt(Rights rights, PracticeId practice, Instant now) {
        return Policy.decide(rights, Deed.OPEN_BREAK_GLASS, Subject.ofPractice(practice), now)
                instanceof Decision.Allowed;
    }

    private Optional<RotaId> groupOf(PracticeId practice) {
        return practices.find(practice).flatMap(Practice::onCall).flatMap(OnCallPolicy::group);
    }
}
