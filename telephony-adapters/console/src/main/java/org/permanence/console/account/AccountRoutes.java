package org.permanence.console.account;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
import org.permanence.signin.code.CodeSignIn;
import org.permanence.signin.device.Client;

/// All routes that the console has, and the sessions that they need.
public final class AccountRoutes implements SessionLookup {

    /// What the routes ask.
    ///
    /// @param passkeys made when the console starts
    public record Services(
            SignInService signIn,
            CodeSignIn codes,
            PeopleService people,
            ApprovalService approvals,
            OwnEntriesReader entries,
            Supplier<PasskeyServices> passkeys) {}

    private final Services services;
    private final InstantSource clock;

    public AccountRoutes(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /// The table. It makes the services of passkeys, which takes part of a second.
    public RouteTable table() {
        SignInService signIn = services.signIn();
        PasskeyServices passkeys = services.passkeys().get();
        List<ConsoleRoute<?, ?>> rows = Stream.of(
                        new SignInRoutes(signIn).rows(),
                        new OwnAccountRoutes(signIn, services.people()).rows(),
                        new OwnEntryRoutes(services.entries(), clock).rows(),
                        new InvitationRoutes(signIn).rows(),
                        new CommandLineCodeRoutes(services.codes()).rows(),
                        new ApprovalRoutes(services.approvals()).rows(),
                        new PasskeySignInRoutes(signIn, passkeys).rows(),
                        new OwnPasskeyRoutes(passkeys).rows())
                .<ConsoleRoute<?, ?>>flatMap(List::stream)
                .toList();
        return new RouteTable(rows);
    }

    /// A machine has no session here: what it may do are commands.
    @Override
    public Optional<ConsoleSession> find(String token, Client client, Cause cause) {
        var found = SessionToken.read(token)
                .flatMap(secret -> services.signIn()
                        .find(secret, client)
                        .filter(person -> !person.isMachine())
                        .map(person -> new ConsoleSession(
                                person, secret, person.session().stateAt(clock.instant()) == Session.State.COVERED)));
        if (cause == Cause.PERSON) {
            found.ifPresent(session -> services.signIn().noteActivity(session.person()));
        }
        return found;
    }
}
