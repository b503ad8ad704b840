package org.permanence.console.account;

import java.time.InstantSource;
import java.util.List;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Policy;
import org.permanence.access.Subject;
import org.permanence.audit.OwnEntries.OwnEntry;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.ConsoleRoute.Nothing;
import org.permanence.console.HttpProblem;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.Visit;
import org.permanence.signin.SignedInPerson;

/// What was done in the name of the person who asks, from the audit log.
final class OwnEntryRoutes {

    private final OwnEntriesReader entries;
    private final InstantSource clock;

    OwnEntryRoutes(OwnEntriesReader entries, InstantSource clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /// @param entries newest first
    record OwnEntryList(List<OwnEntry> entries) {}

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(ConsoleRoute.of(
                Method.GET,
                "/api/own-entries",
                RouteAccess.SIGNED_IN,
                new ConsoleRoute.Types<>(Nothing.class, OwnEntryList.class),
                (visit, _) -> RouteAnswer.of(list(visit))));
    }

    private OwnEntryList list(Visit visit) {
        SignedInPerson person = visit.session().orElseThrow().person();
        Decision decision = Policy.decide(
                person.rights(), Deed.READ_OWN_ENTRIES, Subject.ofPerson(person.login()), clock.instant());
        return switch (decision) {
            case Decision.Allowed allowed -> new OwnEntryList(entries.newest(person.as(allowed.role())));
            case Decision.Refused _ -> throw new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND));
        };
    }
}
