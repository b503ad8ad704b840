package org.permanence.signin.passkey;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.access.Principal;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.people.InvitationToken;
import org.permanence.people.PeopleService;
import org.permanence.people.Person;
import org.permanence.people.PersonId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.PersonNames;
import org.permanence.signin.FactorStore;
import org.permanence.signin.SignInEntries;
import org.permanence.signin.SignedInPerson;
import org.permanence.text.EnumWords;

/// A person adds, lists, names and removes their own passkeys. An invited person accepts the invitation with their
/// first. To add or remove one needs a factor that was proved in the last five minutes: an unattended session must
/// not become a lasting access.
///
/// All methods throw [org.permanence.queue.StoreUnavailableException] during an outage.
public final class OwnPasskeys {

    /// How many passkeys a person can have.
    public static final int MAX_PASSKEYS = 20;

    /// What an authenticator makes a passkey for.
    ///
    /// @param userHandle how it knows the person, in base64url
    /// @param existing   the authenticators' ids of the passkeys that the person has: none makes a second one
    public record Making(String challenge, String userHandle, Login login, List<String> existing) {

        public Making {
            existing = List.copyOf(existing);
        }
    }

    /// A passkey as its person sees it.
    public record Named(Passkey passkey, PersonalText name) {}

    /// What became of a change.
    public enum Outcome {
        DONE,
        /// What was made is refused; the audit log has the reason.
        REFUSED,
        /// The last proved factor is older than five minutes.
        NOT_FRESH,
        /// The person has [#MAX_PASSKEYS] already.
        TOO_MANY,
        /// The person has no such passkey.
        UNKNOWN,
        /// It is the last factor of the person.
        LAST_FACTOR
    }

    /// What the operations need.
    public record Parts(
            PeopleService people,
            PasskeyStore store,
            PasskeyChallenges challenges,
            PasskeyCheck check,
            FactorStore factors,
            PersonNames names,
            AuditGate audit) {}

    private static final Map<String, String> WHAT = Map.of("what", "passkey");

    private final Parts parts;
    private final SignInEntries entries;
    private final InstantSource clock;

    public OwnPasskeys(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.entries = new SignInEntries(parts.audit());
        this.clock = clock;
    }

    /// The first step of accepting an invitation. May be repeated.
    ///
    /// @throws org.permanence.people.PeopleException for a token that is unknown, used or too old
    public Making begin(InvitationToken token) {
        Person person = parts.people().invited(token).person();
        return making(person.id(), person.login(), List.of());
    }

    /// Accepts an invitation with a passkey as both factors. Earlier factors are deleted.
    ///
    /// @param device where the request comes from
    /// @return done or refused
    /// @throws org.permanence.people.PeopleException for a token that is unknown, used or too old
    public Outcome accept(InvitationToken token, NewPasskey made, String device) {
        Person person = parts.people().invited(token).person();
        String login = person.login().value();
        return switch (parts.check().checkNew(person.id(), made)) {
            case PasskeyVerifier.Verdict.Wrong<PasskeyCredential>(var fault) -> refused(Principal.ENGINE, login, fault);
            case PasskeyVerifier.Verdict.Right<PasskeyCredential>(var credential) -> {
                parts.factors().deleteAll(person.id());
                parts.store().save(passkey(person.id(), made.name(), credential));
                entries.accepted(parts.people().accept(token, device), device, clock.instant(), WHAT);
                yield Outcome.DONE;
            }
        };
    }

    /// The first step of adding a passkey; empty if the last proved factor is older than five minutes.
    public Optional<Making> begin(SignedInPerson signed) {
        if (!isFresh(signed)) {
            return Optional.empty();
        }
        PersonId person = signed.session().person();
        return Optional.of(making(
                person,
                signed.login(),
                parts.store().ofPerson(person).stream()
                        .map(passkey -> passkey.credential().id())
                        .toList()));
    }

    /// Adds a passkey to those of the person. It is in the audit log before it opens anything.
    public Outcome add(SignedInPerson signed, NewPasskey made) {
        if (!isFresh(signed)) {
            return Outcome.NOT_FRESH;
        }
        PersonId person = signed.session().person();
        if (parts.store().ofPerson(person).size() >= MAX_PASSKEYS) {
            return Outcome.TOO_MANY;
        }
        Principal by = signed.as(signed.highestRole());
        String login = signed.login().value();
        return switch (parts.check().checkNew(person, made)) {
            case PasskeyVerifier.Verdict.Wrong<PasskeyCredential>(var fault) -> refused(by, login, fault);
            case PasskeyVerifier.Verdict.Right<PasskeyCredential>(var credential) -> {
                var receipt = parts.audit().open(request(by, Action.FACTOR_ADDED, login));
                yield parts.audit().runAudited(receipt, () -> {
                    parts.store().save(passkey(person, made.name(), credential));
                    return Outcome.DONE;
                });
            }
        };
    }

    /// The passkeys of the person, oldest first.
    public List<Named> list(SignedInPerson signed) {
        return parts.store().ofPerson(signed.session().person()).stream()
                .map(passkey -> new Named(
                        passkey,
                        parts.names()
                                .open(passkey.person().value(), passkey.name())
                                .orElseGet(() -> new PersonalText(""))))
                .toList();
    }

    /// Gives a passkey another name.
    ///
    /// @return false if the person has no such passkey
    public boolean rename(SignedInPerson signed, PasskeyId passkey, PersonalText name) {
        PersonId person = signed.session().person();
        return parts.store().rename(person, passkey, parts.names().seal(person.value(), name));
    }

    /// Removes a passkey, unless it is the last factor of the person. It is in the audit log before.
    public Outcome remove(SignedInPerson signed, PasskeyId passkey) {
        if (!isFresh(signed)) {
            return Outcome.NOT_FRESH;
        }
        var receipt = parts.audit()
                .open(request(
                        signed.as(signed.highestRole()),
                        Action.FACTOR_REMOVED,
                        signed.login().value()));
        PasskeyStore.Removal removal = parts.audit()
                .runAudited(
                        receipt,
                        () -> parts.store().remove(signed.session().person(), passkey),
                        ended -> ended == PasskeyStore.Removal.REMOVED
                                ? AuditGate.Outcome.SUCCEEDED
                                : AuditGate.Outcome.REFUSED);
        return switch (removal) {
            case REMOVED -> Outcome.DONE;
            case UNKNOWN -> Outcome.UNKNOWN;
            case LAST_FACTOR -> Outcome.LAST_FACTOR;
        };
    }

    private boolean isFresh(SignedInPerson signed) {
        return signed.session().isFresh(clock.instant());
    }

    private Making making(PersonId person, Login login, List<String> existing) {
        return new Making(
                parts.challenges().give(new PasskeyChallenges.Purpose.NewPasskey(person)),
                PasskeyCheck.userHandle(person),
                login,
                existing);
    }

    private Passkey passkey(PersonId person, PersonalText name, PasskeyCredential credential) {
        Instant now = clock.instant();
        return new Passkey(
                PasskeyId.next(clock),
                person,
                parts.names().seal(person.value(), name),
                credential,
                now,
                Optional.empty());
    }

    private Outcome refused(Principal by, String login, PasskeyFault fault) {
        entries.failed(by, login, Map.of("what", "new-passkey", "passkey", EnumWords.of(fault)), false);
        return Outcome.REFUSED;
    }

    private static AuditRequest request(Principal by, Action action, String login) {
        return AuditRequest.ofOperation(
                by, action, Optional.empty(), new AuditObject(AuditObject.Kind.PERSON, login), WHAT);
    }
}
