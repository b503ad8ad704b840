package org.permanence.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantSnapshot;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.assistant.Staffing;
import org.permanence.practice.PracticeId;

/// Decides who takes calls, and of which practices:
///
/// 1. The staffing of the database counts. That of the settings counts only for a login that the database does not
///    know, or knows without one: before the first read, and until the assistants of the settings are stored.
/// 2. A person takes new calls while the account is invited or active, and the membership in the team is in force.
/// 3. A person whose team or telephone the settings no longer have takes no calls. Unknown practices are left out.
public final class AssistantRoster {

    private final Workplaces workplaces;
    private final Map<Login, Staffing> seeds;

    /// @param seeds the assistants of the settings
    public AssistantRoster(Workplaces workplaces, Map<Login, Staffing> seeds) {
        this.workplaces = workplaces;
        this.seeds = new LinkedHashMap<>(seeds);
    }

    /// The assistants by these accounts.
    public AssistantSnapshot snapshot(PeopleDirectory people, Instant now) {
        List<Assistant> known = new ArrayList<>();
        List<Assistant> inService = new ArrayList<>();
        staffings(people).forEach((login, staffing) -> {
            if (workplaces.has(staffing)) {
                Assistant assistant = assistant(login, staffing);
                known.add(assistant);
                if (people.find(login)
                        .map(account -> account.takesCallsOf(staffing.team(), now))
                        .orElse(true)) {
                    inService.add(assistant);
                }
            }
        });
        return new AssistantSnapshot(List.copyOf(workplaces.teams().keySet()), known, inService);
    }

    /// When a membership begins or ends next; [Instant#MAX] if none does.
    static Instant nextChange(PeopleDirectory people, Instant now) {
        return people.all().stream()
                .flatMap(account -> account.memberships().stream())
                .flatMap(membership -> Stream.concat(Stream.of(membership.from()), membership.until().stream()))
                .filter(moment -> moment.isAfter(now))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private Map<Login, Staffing> staffings(PeopleDirectory people) {
        Map<Login, Staffing> staffings = new LinkedHashMap<>(seeds);
        people.all()
                .forEach(account -> account.staffing()
                        .ifPresent(staffing -> staffings.put(account.person().login(), staffing)));
        return staffings;
    }

    private Assistant assistant(Login login, Staffing staffing) {
        var times = Objects.requireNonNull(workplaces.teams().get(staffing.team()));
        return new Assistant(
                login,
                staffing.line(),
                staffing.team(),
                skills(staffing),
                staffing.languages(),
                times.ringTimeout(),
                times.wrapUp());
    }

    private Map<PracticeId, Skill> skills(Staffing staffing) {
        Map<PracticeId, Skill> skills = new HashMap<>();
        staffing.practices()
                .forEach(practice -> skill(practice, staffing).ifPresent(skill -> skills.put(practice, skill)));
        return skills;
    }

    private Optional<Skill> skill(PracticeId id, Staffing staffing) {
        return workplaces.practices().find(id).map(practice -> {
            if (!staffing.languages().contains(practice.language())) {
                return Skill.WITHOUT_LANGUAGE;
            }
            return staffing.preferred().contains(id) ? Skill.PREFERRED : Skill.FLUENT;
        });
    }
}
