package org.permanence.console.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.permanence.console.ConsoleRoute;
import org.permanence.console.ConsoleRoute.Method;
import org.permanence.console.ConsoleRoute.Nothing;
import org.permanence.console.HttpProblem;
import org.permanence.console.MaxBytes;
import org.permanence.console.ProblemException;
import org.permanence.console.ProblemType;
import org.permanence.console.RouteAccess;
import org.permanence.console.RouteAnswer;
import org.permanence.console.Visit;
import org.permanence.people.InvitationToken;
import org.permanence.people.PeopleException;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.PersonNames;
import org.permanence.signin.SignedInPerson;
import org.permanence.signin.passkey.NewPasskey;
import org.permanence.signin.passkey.OwnPasskeys;
import org.permanence.signin.passkey.PasskeyId;

/// The passkeys of a person: how they add, name and remove them, and how an invited person makes the first.
final class OwnPasskeyRoutes {

    private final PasskeyServices passkeys;

    OwnPasskeyRoutes(PasskeyServices passkeys) {
        this.passkeys = passkeys;
    }

    /// What the browser's `navigator.credentials.create` gave, in base64url.
    ///
    /// @param name      that the person gives the passkey
    /// @param challenge of the first step
    record MadePasskey(
            @MaxBytes(PersonNames.MAX_BYTES) String name,
            @MaxBytes(128) String challenge,
            String browserData,
            @MaxBytes(8192) String attestation) {

        @Override
        public String toString() {
            return "[made passkey]";
        }
    }

    /// The first passkey of an invited person.
    ///
    /// @param token of the invitation
    record FirstPasskey(@MaxBytes(64) String token, MadePasskey passkey) {

        @Override
        public String toString() {
            return "[first passkey]";
        }
    }

    record PasskeyName(@MaxBytes(PersonNames.MAX_BYTES) String name) {

        @Override
        public String toString() {
            return "[passkey name]";
        }
    }

    record OwnPasskey(String id, String name, Instant addedAt, Optional<Instant> usedAt) {}

    record OwnPasskeyList(List<OwnPasskey> passkeys) {}

    List<ConsoleRoute<?, ?>> rows() {
        return List.of(
                ConsoleRoute.of(
                        Method.POST,
                        "/api/invitations/passkey/options",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(
                                InvitationRoutes.Invitation.class, PasskeyOptions.PasskeyCreation.class),
                        (_, invitation) -> RouteAnswer.of(firstOptions(invitation))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/invitations/passkey/accept",
                        RouteAccess.OPEN,
                        new ConsoleRoute.Types<>(FirstPasskey.class, Nothing.class),
                        (_, first) -> accept(first)),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/passkeys/options",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, PasskeyOptions.PasskeyCreation.class),
                        (visit, _) -> RouteAnswer.of(options(visit))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/passkeys",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(MadePasskey.class, Nothing.class),
                        (visit, made) -> done(passkeys.own().add(person(visit), toNew(made)))),
                ConsoleRoute.of(
                        Method.GET,
                        "/api/passkeys",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, OwnPasskeyList.class),
                        (visit, _) -> RouteAnswer.of(list(visit))),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/passkeys/{id}/name",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(PasskeyName.class, Nothing.class),
                        this::rename),
                ConsoleRoute.of(
                        Method.POST,
                        "/api/passkeys/{id}/remove",
                        RouteAccess.SIGNED_IN,
                        new ConsoleRoute.Types<>(Nothing.class, Nothing.class),
                        (visit, _) -> remove(visit)));
    }

    private PasskeyOptions.PasskeyCreation firstOptions(InvitationRoutes.Invitation invitation) {
        InvitationToken token = InvitationRoutes.token(invitation.token());
        try {
            return PasskeyOptions.creation(passkeys.own().begin(token), passkeys.origin());
        } catch (PeopleException _) {
            throw InvitationRoutes.unknownInvitation();
        }
    }

    private RouteAnswer<Nothing> accept(FirstPasskey first) {
        InvitationToken token = InvitationRoutes.token(first.token());
        NewPasskey made = toNew(first.passkey());
        try {
            OwnPasskeys.Outcome outcome = passkeys.own().accept(token, made, InvitationRoutes.DEVICE);
            if (outcome == OwnPasskeys.Outcome.REFUSED) {
                throw new ProblemException(HttpProblem.of(ProblemType.NOT_SIGNED_IN));
            }
            return done(outcome);
        } catch (PeopleException _) {
            throw InvitationRoutes.unknownInvitation();
        }
    }

    private PasskeyOptions.PasskeyCreation options(Visit visit) {
        return passkeys.own()
                .begin(person(visit))
                .map(making -> PasskeyOptions.creation(making, passkeys.origin()))
                .orElseThrow(() -> new ProblemException(HttpProblem.of(ProblemType.STEP_UP_NEEDED)));
    }

    private OwnPasskeyList list(Visit visit) {
        return new OwnPasskeyList(passkeys.own().list(person(visit)).stream()
                .map(named -> new OwnPasskey(
                        named.passkey().id().value(),
                        named.name().text(),
                        OwnSession.seconds(named.passkey().addedAt()),
                        named.passkey().usedAt().map(OwnSession::seconds)))
                .toList());
    }

    private RouteAnswer<Nothing> rename(Visit visit, PasskeyName name) {
        PersonalText text = text(name.name());
        boolean renamed = id(visit)
                .filter(id -> passkeys.own().rename(person(visit), id, text))
                .isPresent();
        return done(renamed ? OwnPasskeys.Outcome.DONE : OwnPasskeys.Outcome.UNKNOWN);
    }

    private RouteAnswer<Nothing> remove(Visit visit) {
        return done(
                id(visit).map(id -> passkeys.own().remove(person(visit), id)).orElse(OwnPasskeys.Outcome.UNKNOWN));
    }

    private static RouteAnswer<Nothing> done(OwnPasskeys.Outcome outcome) {
        return switch (outcome) {
            case DONE -> RouteAnswer.of(new Nothing());
            case REFUSED ->
                throw new ProblemException(
                        HttpProblem.invalid("/attestation", "a passkey that was just made for the given challenge"));
            case NOT_FRESH -> throw new ProblemException(HttpProblem.of(ProblemType.STEP_UP_NEEDED));
            case UNKNOWN -> throw new ProblemException(HttpProblem.of(ProblemType.NOT_FOUND));
            case TOO_MANY, LAST_FACTOR -> throw new ProblemException(HttpProblem.of(ProblemType.CONFLICT));
        };
    }

    private static NewPasskey toNew(MadePasskey made) {
        return new NewPasskey(text(made.name()), made.challenge(), made.browserData(), made.attestation());
    }

    private static PersonalText text(String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(HttpProblem.invalid("/name", "one line of text"));
        }
        return new PersonalText(name.strip());
    }

    private static Optional<PasskeyId> id(Visit visit) {
        return PasskeyId.read(visit.path().getOrDefault("id", ""));
    }

    private static SignedInPerson person(Visit visit) {
        return visit.session().orElseThrow().person();
    }
}
