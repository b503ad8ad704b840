package org.permanence.console.account;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.permanence.approval.ApprovalService;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleSession;
import org.permanence.console.RouteTable;
import org.permanence.console.SessionLookup;
import org.permanence.console.approval.ApprovalRoutes;
import org.permanence.people.PeopleService;
import org.permanence.signin.Session;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignInService;

/// All routes that the console has, and the sessions that they need.
public final class AccountRoutes implements SessionLookup {

    private final SignInService service;
    private final PeopleService people;
    private final ApprovalService approvals;
    private final OwnEntriesReader entries;
    private final InstantSource clock;

    public AccountRoutes(
            SignInService service,
            PeopleService people,
            ApprovalService approvals,
            OwnEntriesReader entries,
            InstantSource clock) {
        this.service = service;
        this.people = people;
        this.approvals = approvals;
        this.entries = entries;
        this.clock = clock;
    }

    public RouteTable table() {
        List<ConsoleRoute<?, ?>> rows = Stream.of(
                        new SignInRoutes(service).rows(),
                        new OwnAccountRoutes(service, people).rows(),
                        new OwnEntryRoutes(entries, clock).rows(),
                        new InvitationRoutes(service).rows(),
                        new ApprovalRoutes(approvals).rows())
                .<ConsoleRoute<?, ?>>flatMap(List::stream)
                .toList();
        return new RouteTable(rows);
    }

    @Override
    public Optional<ConsoleSession> find(String token, InetAddress source, Cause cause) {
        var found = SessionToken.read(token)
                .flatMap(secret -> service.find(secret, source)
                        .map(person -> new ConsoleSession(
                                person, secret, person.session().stateAt(clock.instant()) == Session.State.COVERED)));
        if (cause == Cause.PERSON) {
            found.ifPresent(session -> service.noteActivity(session.person()));
        }
        return found;
    }
}
