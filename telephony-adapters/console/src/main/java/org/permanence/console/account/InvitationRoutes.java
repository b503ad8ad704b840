package org.permanence.console.account;

import java.util.List;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.HttpProblem;
import org.permanence.console.MaxBytes;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.people.InvitationToken;
import org.permanence.people.PeopleException;
import org.permanence.signin.Enrolment;
import org.permanence.signin.Password;
import org.permanence.signin.PasswordHasher;
import org.permanence.signin.RecoveryCode;
import org.permanence.signin.SignInService;

/// The two steps in which an invited person sets both factors.
final class InvitationRoutes {

    /// As the audit log names where the request comes from: the device has no cookie yet.
    static final String DEVICE = "console";

    private final SignInService service;

    InvitationRoutes(SignInService service) {
        this.service = service;
    }

    record Invitation(@MaxBytes(64) String token) {

        @Override
        public String toString() {
            return "[invitation]";
        }
    }

    /// What an authenticator app needs. It is shown once.
    ///
    /// @param seed    to type
    /// @param address to read as a QR code
    record Seed(String login, String seed, String address) {

        @Override
        public String toString() {
            return "[seed]";
        }
    }

    /// @param code the first of the seed that was shown
    record NewFactors(
            @MaxBytes(64) String token,
            @MaxBytes(1024) String password,
            @MaxBytes(64) String code) {

        @Override
        public String toString() {
            return "[new factors]";
        }
    }

    /// @param recoveryCodes to show once
    record Accepted(List<String> recoveryCodes) {

        @Override
        public String toString() {
            return "[accepted]";
        }
    }

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(
                ConsoleRoute.of(
                        Method.POST,
                        "/api/invitations/begin",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(Invitation.class, Seed.class),
                        (_, invitation) -> RouteAnswer.of(begin(invitation))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/invitations/accept",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(NewFactors.class, Accepted.class),
                        (_, factors) -> RouteAnswer.of(accept(factors))));
    }

    private Seed begin(Invitation invitation) {
        InvitationToken token = token(invitation.token());
        try {
            SignInService.Invited invited = service.begin(token);
            String login = invited.login().value();
            return new Seed(login, invited.seed().text(), invited.seed().address(login));
        } catch (PeopleException _) {
            throw unknownInvitation();
        }
    }

    private Accepted accept(NewFactors factors) {
        InvitationToken token = token(factors.token());
        return switch (outcome(token, factors)) {
            case Enrolment.Outcome.Enrolled(var codes) ->
                new Accepted(codes.stream().map(RecoveryCode::text).toList());
            case Enrolment.Outcome.PasswordRefused(var refusal) ->
                throw new ProblemException(HttpProblem.refused("/password", refusal.expected(), refusal));
            case Enrolment.Outcome.WrongCode() ->
                throw new ProblemException(
                        HttpProblem.invalid("/code", "the six digits that the app shows now for this account"));
            case Enrolment.Outcome.Busy() ->
                throw new ProblemException(HttpProblem.later(ProblemType.UNAVAILABLE, PasswordHasher.MAX_WAIT));
        };
    }

    private Enrolment.Outcome outcome(InvitationToken token, NewFactors factors) {
        try {
            return service.accept(token, Password.of(factors.password()), factors.code(), DEVICE);
        } catch (PeopleException _) {
            throw unknownInvitation();
        }
    }

    static InvitationToken token(String text) {
        try {
            return InvitationToken.parse(text);
        } catch (IllegalArgumentException _) {
            throw unknownInvitation();
        }
    }

    /// Unknown, used and late tokens get the same answer.
    static ProblemException unknownInvitation() {
        return new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND));
    }
}
