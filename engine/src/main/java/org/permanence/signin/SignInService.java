package org.permanence.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;
import org.permanence.audit.AuditGate;
import org.permanence.people.Account;
import org.permanence.people.InvitationToken;
import org.permanence.people.PeopleService;
import org.permanence.seal.TotpSeed;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.ClientRules;
import org.permanence.text.EnumWords;

/// Accepts invitations, signs people in and out, proves factors again, and lists their sessions, each with its
/// entry in the audit log.
///
/// All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public final class SignInService {

    /// What the service needs.
    public record Services(
            PeopleService people,
            Enrolment enrolment,
            SignIn signIn,
            StepUp stepUp,
            FactorStore factors,
            Sessions sessions,
            SignedInPeople signedIn,
            AuditGate audit) {}

    /// The first step of accepting an invitation.
    ///
    /// @param seed to show once
    public record Invited(Login login, TotpSeed seed) {}

    private final Services services;
    private final SignInEntries entries;
    private final InstantSource clock;

    public SignInService(Services services, InstantSource clock) {
        this.services = services;
        this.entries = new SignInEntries(services.audit());
        this.clock = clock;
    }

    /// Begins to accept an invitation: makes the seed of the person's one-time codes. May be repeated.
    ///
    /// @throws org.permanence.people.PeopleException for a token that is unknown, used or too old
    public Invited begin(InvitationToken token) {
        Account account = services.people().invited(token);
        return new Invited(
                account.person().login(),
                services.enrolment().begin(account.person().id()));
    }

    /// Accepts an invitation with the factors that the person has chosen. The account becomes active once they are
    /// stored.
    ///
    /// @param code   the first code of the seed that was shown
    /// @param device where the request comes from
    /// @throws org.permanence.people.PeopleException for a token that is unknown, used or too old
    public Enrolment.Outcome accept(InvitationToken token, Password password, String code, String device) {
        Account account = services.people().invited(token);
        Enrolment.Outcome outcome = services.enrolment().finish(account.person().id(), password, code);
        if (outcome instanceof Enrolment.Outcome.Enrolled) {
            entries.accepted(services.people().accept(token, device), device, clock.instant(), Map.of());
        }
        return outcome;
    }

    /// Checks both factors and starts a session.
    public SignIn.Outcome signIn(SignIn.Attempt attempt) {
        services.people().refresh();
        SignIn.Outcome outcome = services.signIn().signIn(attempt);
        switch (outcome) {
            case SignIn.Outcome.SignedIn(var account, var started, var code, var _) ->
                entries.signedIn(account, started.session(), EnumWords.of(code));
            case SignIn.Outcome.NotSignedIn(var account, var many, var elsewhere) ->
                entries.failed(
                        Principal.ENGINE,
                        account.map(known -> known.login().value()).orElse(SignInEntries.UNKNOWN_LOGIN),
                        elsewhere ? SignInEntries.because(ClientRules.Refusal.SOURCE) : Map.of(),
                        many);
            case SignIn.Outcome.DeviceNeeded(var account) ->
                entries.failed(
                        Principal.ENGINE,
                        account.login().value(),
                        SignInEntries.because(ClientRules.Refusal.DEVICE),
                        false);
            case SignIn.Outcome.TooFast _, SignIn.Outcome.Busy _ -> {
                // Nothing was checked.
            }
        }
        return outcome;
    }

    /// As [SignedInPeople#find]. A session that is used from elsewhere ends: its token is not its person's alone.
    public Optional<SignedInPerson> find(SessionToken token, Client client) {
        Optional<SignedInPerson> found = services.signedIn().findAnywhere(token);
        Optional<ClientRules.Refusal> refusal =
                found.flatMap(signed -> services.signedIn().refusal(signed, client));
        refusal.ifPresent(why -> endElsewhere(found.get(), why));
        return refusal.isPresent() ? Optional.empty() : found;
    }

    private void endElsewhere(SignedInPerson signed, ClientRules.Refusal why) {
        if (services.sessions().end(signed.session().id())) {
            entries.signedOut(signed, signed.session().id(), SignInEntries.because(why));
        }
    }

    /// Checks a code in a session, covered or not: its last factor is then new.
    ///
    /// @param token of the session
    public StepUp.Outcome stepUp(SignedInPerson signed, SessionToken token, String code) {
        StepUp.Outcome outcome = services.stepUp().stepUp(signed.session(), token, signed.login(), code);
        switch (outcome) {
            case StepUp.Outcome.SteppedUp(var renewed) -> entries.steppedUp(signed, renewed.session(), Map.of());
            case StepUp.Outcome.Refused(var many) ->
                entries.failed(
                        signed.as(signed.highestRole()), signed.login().value(), Map.of("what", "step-up"), many);
            case StepUp.Outcome.TooFast _ -> {
                // Nothing was checked.
            }
        }
        return outcome;
    }

    /// Notes a request that the person caused, so that the session does not become idle.
    public void noteActivity(SignedInPerson signed) {
        services.signedIn().noteActivity(signed);
    }

    /// The running sessions of the person, newest first.
    public List<Session> ownSessions(SignedInPerson signed) {
        return services.sessions().running(signed.session().person());
    }

    /// Ends one of the person's own sessions.
    ///
    /// @return false if none of them has that id
    public boolean end(SignedInPerson signed, SessionId id) {
        boolean own = services.sessions().running(signed.session().person()).stream()
                .anyMatch(session -> session.id().equals(id));
        if (!own || !services.sessions().end(id)) {
            return false;
        }
        entries.signedOut(signed, id, Map.of());
        return true;
    }

    /// Ends the sessions of a person who has left or whose factors others took, and deletes their factors.
    public void removeFactors(Account account) {
        services.sessions().endAll(account.person().id());
        services.factors().deleteAll(account.person().id());
        entries.factorsRemoved(account);
    }
}
