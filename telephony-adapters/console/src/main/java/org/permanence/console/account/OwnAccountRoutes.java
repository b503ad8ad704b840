package org.permanence.console.account;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.access.Role;
import org.permanence.console.ConsoleCookie;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.ConsoleRoute.Nothing;
import org.permanence.console.HttpProblem;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.Visit;
import org.permanence.people.Account;
import org.permanence.people.PeopleService;
import org.permanence.practice.Language;
import org.permanence.signin.SessionId;
import org.permanence.signin.SignInService;
import org.permanence.signin.SignedInPerson;

/// What a person who has signed in sees of their own account, and the end of their sessions.
final class OwnAccountRoutes {

    private final SignInService service;
    private final PeopleService people;

    OwnAccountRoutes(SignInService service, PeopleService people) {
        this.service = service;
        this.people = people;
    }

    /// @param place such as `practice:les-lilas`
    record HeldRole(Role role, String place) {}

    /// The person who asks.
    record Me(String login, Language language, List<HeldRole> roles) {}

    record OwnSessions(List<OwnSession> sessions) {}

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(
                ConsoleRoute.of(
                        Method.GET,
                        "/api/me",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, Me.class),
                        (visit, _) -> RouteAnswer.of(me(visit))),
                ConsoleRoute.of(
                        Method.GET,
                        "/api/sessions",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, OwnSessions.class),
                        (visit, _) -> RouteAnswer.of(sessions(visit))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/sessions/{id}/end",
                        RouteAccess.COVERED,
                        new ConsoleRoute.Types<>(Nothing.class, Nothing.class),
                        this::end));
    }

    private Me me(Visit visit) {
        SignedInPerson person = person(visit);
        Account account = people.directory()
                .find(person.login())
                .orElseThrow(() -> new ProblemException(HttpProblem.of(ProblemType.NOT_SIGNED_IN)));
        return new Me(
                person.login().value(),
                account.person().language(),
                person.rights().roles().stream()
                        .map(held -> new HeldRole(held.role(), held.place().word()))
                        .sorted(Comparator.comparing(HeldRole::role).thenComparing(HeldRole::place))
                        .toList());
    }

    private OwnSessions sessions(Visit visit) {
        SignedInPerson person = person(visit);
        return new OwnSessions(service.ownSessions(person).stream()
                .map(session -> OwnSession.of(session, person.session().id()))
                .toList());
    }

    /// A session of another person is answered like one that does not exist.
    private RouteAnswer<Nothing> end(Visit visit, Nothing nothing) {
        SignedInPerson person = person(visit);
        SessionId id = sessionId(visit.path().getOrDefault("id", ""))
                .filter(known -> service.end(person, known))
                .orElseThrow(() -> new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND)));
        return id.equals(person.session().id())
                ? new RouteAnswer<>(nothing, List.of(ConsoleCookie.SESSION.clear()))
                : RouteAnswer.of(nothing);
    }

    private static Optional<SessionId> sessionId(String text) {
        try {
            return Optional.of(new SessionId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // No session has such an id.
        }
    }

    private static SignedInPerson person(Visit visit) {
        return visit.session().orElseThrow().person();
    }
}
