package org.permanence.signin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.permanence.access.Principal;
import org.permanence.access.RoleAt;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.people.Account;
import org.permanence.signin.device.ClientRules;
import org.permanence.text.EnumWords;

/// What the audit log says of sign-ins and factors, alike for each kind of factor. The entries are notes: a person
/// can sign in to take calls while no disk accepts entries.
public final class SignInEntries {

    /// The object of a failed attempt with a login that no account has: what was typed may be a password.
    public static final String UNKNOWN_LOGIN = "unknown";

    private final AuditGate audit;

    public SignInEntries(AuditGate audit) {
        this.audit = audit;
    }

    /// A session has begun.
    ///
    /// @param code what the person proved
    public void signedIn(SignInAccount account, Session session, String code) {
        signedIn(
                new Principal.Person(
                        account.login().value(),
                        account.role().orElseThrow(),
                        session.device(),
                        session.id().value()),
                session,
                code);
    }

    void signedIn(Principal by, Session session, String code) {
        note(by, Action.SIGNED_IN, session(session.id()), Map.of("code", code));
    }

    /// An attempt has failed.
    ///
    /// @param by   the engine, or the person in whose session it was
    /// @param why  details of the entry
    /// @param many whether it was the hundredth in a row
    public void failed(Principal by, String login, Map<String, String> why, boolean many) {
        Map<String, String> details = new TreeMap<>(why);
        if (many) {
            details.put("failures", "many");
        }
        note(by, Action.SIGN_IN_FAILED, person(login), details);
    }

    /// Details of an attempt, or of an end, because of the place where a person asked.
    public static Map<String, String> because(ClientRules.Refusal refusal) {
        return Map.of("what", EnumWords.of(refusal));
    }

    /// A factor was proved again in a session.
    public void steppedUp(SignedInPerson signed, Session renewed, Map<String, String> details) {
        note(signed.as(signed.highestRole()), Action.STEPPED_UP, session(renewed.id()), details);
    }

    void signedOut(SignedInPerson signed, SessionId session, Map<String, String> details) {
        note(signed.as(signed.highestRole()), Action.SIGNED_OUT, session(session), details);
    }

    /// A person has accepted their invitation with factors, and has no session yet.
    ///
    /// @param device where the request came from
    public void accepted(Account accepted, String device, Instant now, Map<String, String> details) {
        String login = accepted.person().login().value();
        RoleAt.highest(accepted.rights(now))
                .ifPresent(role -> note(
                        new Principal.Person(login, role, device, Principal.NO_SESSION),
                        Action.FACTOR_ADDED,
                        person(login),
                        details));
    }

    void factorsRemoved(Account account) {
        note(
                Principal.ENGINE,
                Action.FACTOR_REMOVED,
                person(account.person().login().value()),
                Map.of());
    }

    private void note(Principal by, Action action, AuditObject object, Map<String, String> details) {
        audit.note(AuditRequest.ofOperation(by, action, Optional.empty(), object, details));
    }

    private static AuditObject person(String login) {
        return new AuditObject(AuditObject.Kind.PERSON, login);
    }

    private static AuditObject session(SessionId id) {
        return new AuditObject(AuditObject.Kind.SESSION, id.value());
    }
}
