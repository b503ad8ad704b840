package org.permanence.management;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Need;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.Subject;
import org.permanence.access.Why;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.breakglass.BreakGlassRights;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.signin.Session;
import org.permanence.signin.SessionToken;
import org.permanence.signin.SignedInPeople;
import org.permanence.signin.SignedInPerson;
import org.permanence.text.EnumWords;

/// Decides by the table of rights whether the person who has signed in may make a request: by the rights of their
/// account, otherwise by those of an open break-glass access. [RecordsApi] asks for a second person.
public final class Authorization {

    /// Needs that no request can meet: the engine knows of no such permission.
    private static final Set<Need> NEVER_MET = Set.of(Need.CONTRACT, Need.PRACTICE_CONSENT);

    /// What belongs to a live call, which a person goes on with while their session is covered.
    private static final Set<Deed> WHILE_COVERED = Set.of(Deed.SET_STATE, Deed.TRANSFER_CALL, Deed.PAUSE_RECORDING);

    private final SignedInPeople people;
    private final RequestSubjects subjects;
    private final BreakGlassRights breakGlass;
    private final InstantSource clock;

    public Authorization(
            SignedInPeople people, Organization organization, BreakGlassRights breakGlass, InstantSource clock) {
        this.people = people;
        this.subjects = new RequestSubjects(organization, clock);
        this.breakGlass = breakGlass;
        this.clock = clock;
    }

    /// Decides on a request of a route that needs a person.
    ///
    /// @param token of the person's session; empty if the request has none
    /// @throws IllegalArgumentException if the purpose or a name in the request is missing or unreadable
    /// @throws org.permanence.queue.StoreUnavailableException during an outage of the database
    Ruling rule(ApiRoute.Match match, ApiRequest request, Optional<SessionToken> token) {
        Optional<SignedInPerson> found = token.flatMap(sent -> people.find(sent, SignInApi.CLIENT));
        if (found.isEmpty()) {
            return new Ruling.NotSignedIn(Reply.notSignedIn());
        }
        SignedInPerson signedIn = found.get();
        boolean isCovered = signedIn.session().stateAt(clock.instant()) == Session.State.COVERED;
        if (isCovered && !WHILE_COVERED.contains(match.route().deed())) {
            return new Ruling.NotSignedIn(
                    Reply.problem(401, "idle for more than ten minutes (expected: permanence step-up)"));
        }
        people.noteActivity(signedIn);
        return switch (match.route().about()) {
            // The accounts decide themselves, in the role that may make the change.
            case ACCOUNTS ->
                signedIn.isMachine()
                        ? Asked.of(match, request, signedIn, Optional.empty()).refused(Why.NOT_LISTED)
                        : new Ruling.Permitted(Permission.of(signedIn.as(signedIn.highestRole()), signedIn.region()));
            case TEAMS -> ruleOnTeams(match, request, signedIn);
            default -> ruleOnSubjects(match, request, signedIn);
        };
    }

    private Ruling ruleOnSubjects(ApiRoute.Match match, ApiRequest request, SignedInPerson signedIn) {
        Rights rights = signedIn.rights();
        var asked = Asked.of(match, request, signedIn, subjects.practice(match, request));
        List<Subject> about = subjects.of(match, request, rights);
        return switch (Policy.decide(rights, asked.deed(), about, clock.instant())) {
            case Decision.Refused(var why) -> ruleUnderBreakGlass(asked, about).orElseGet(() -> asked.refused(why));
            case Decision.Allowed allowed -> fulfil(asked, allowed, scope(rights, asked.deed(), about), Map.of());
        };
    }

    /// Decides by what open break-glass access gives besides the rights of the account; empty if it gives nothing.
    private Optional<Ruling> ruleUnderBreakGlass(Asked asked, List<Subject> about) {
        Instant now = clock.instant();
        for (BreakGlassRights.Opened opened : breakGlass.opened(asked.signedIn().rights(), asked.deed(), now)) {
            if (Policy.decide(opened.rights(), asked.deed(), about, now) instanceof Decision.Allowed allowed) {
                Asked under = asked.under(opened.id());
                return Optional.of(
                        BreakGlassRights.PURPOSES.contains(AccessRequests.purpose(asked.request()))
                                ? fulfil(under, allowed, scope(opened.rights(), asked.deed(), about), Map.of())
                                : under.refused(under.person(allowed.role()), Need.PURPOSE, Ruling.notForCare()));
            }
        }
        return Optional.empty();
    }

    private Optional<PracticeScope> scope(Rights rights, Deed deed, List<Subject> about) {
        return about.stream()
                .flatMap(subject -> Policy.scope(rights, deed, subject, clock.instant()).stream())
                .findFirst();
    }

    private Ruling ruleOnTeams(ApiRoute.Match match, ApiRequest request, SignedInPerson signedIn) {
        Instant now = clock.instant();
        var asked = Asked.of(match, request, signedIn, Optional.empty());
        Decision best = new Decision.Refused(Why.NO_CELL);
        Map<TeamId, Set<Need>> teams = new HashMap<>();
        for (TeamId team : subjects.teams()) {
            Decision decision = Policy.decide(signedIn.rights(), asked.deed(), subjects.ofTeam(team), now);
            if (decision instanceof Decision.Allowed(var needs, var _)) {
                teams.put(team, needs);
            }
            best = Policy.better(best, decision);
        }
        return switch (best) {
            case Decision.Refused(var why) -> asked.refused(why);
            case Decision.Allowed allowed -> fulfil(asked, allowed, Optional.empty(), teams);
        };
    }

    /// Permits what is allowed, unless the person must add something.
    private Ruling fulfil(
            Asked asked, Decision.Allowed allowed, Optional<PracticeScope> scope, Map<TeamId, Set<Need>> teams) {
        Principal.Person person = asked.person(allowed.role());
        for (Need need : NEVER_MET) {
            if (allowed.needs().contains(need)) {
                return asked.refused(person, need, Ruling.refusal(person, asked.deed(), need));
            }
        }
        if (allowed.needs().contains(Need.STREAM_ONLY) && !asked.isStream()) {
            return asked.refused(person, Need.STREAM_ONLY, Ruling.streamOnly());
        }
        List<Need> lacking = allowed.needs().stream()
                .filter(need -> isLacking(need, asked))
                .sorted()
                .toList();
        return lacking.isEmpty()
                ? new Ruling.Permitted(new Permission(
                        person, allowed.needs(), scope, teams, asked.signedIn().region()))
                : asked.refused(person, lacking.getFirst(), Ruling.lacking(lacking));
    }

    private boolean isLacking(Need need, Asked asked) {
        return switch (need) {
            case PURPOSE -> asked.request().parameter("purpose").isEmpty();
            case STEP_UP -> !asked.signedIn().session().isFresh(clock.instant());
            default -> false;
        };
    }

    /// A request of a person.
    ///
    /// @param breakGlass the access under which it is decided; empty: by the rights of the account
    private record Asked(
            ApiRoute.Match match,
            ApiRequest request,
            SignedInPerson signedIn,
            Optional<PracticeId> practice,
            Optional<BreakGlassId> breakGlass) {

        static Asked of(
                ApiRoute.Match match, ApiRequest request, SignedInPerson signedIn, Optional<PracticeId> practice) {
            return new Asked(match, request, signedIn, practice, Optional.empty());
        }

        Asked under(BreakGlassId access) {
            return new Asked(match, request, signedIn, practice, Optional.of(access));
        }

        /// The person as the audit log names them.
        Principal.Person person(Role role) {
            Principal.Person person = signedIn.as(role);
            return breakGlass.map(access -> person.under(access.value())).orElse(person);
        }

        Deed deed() {
            return match.route().deed();
        }

        /// Whether the sound is asked for to be heard, and not as a file.
        boolean isStream() {
            return request.segment(2).equals("stream");
        }

        /// The refusal of the table. What the person may do elsewhere only is answered as if it did not exist.
        Ruling refused(Why why) {
            Principal.Person person = signedIn.as(signedIn.highestRole());
            Reply reply = why == Why.ELSEWHERE
                    ? unknown().orElseGet(() -> Ruling.refusal(person, deed(), why))
                    : Ruling.refusal(person, deed(), why);
            return new Ruling.Refused(
                    person, AccessRequests.purpose(request), deed(), practice, EnumWords.of(why), reply);
        }

        Ruling refused(Principal.Person person, Need need, Reply reply) {
            return new Ruling.Refused(
                    person, AccessRequests.purpose(request), deed(), practice, EnumWords.of(need), reply);
        }

        private Optional<Reply> unknown() {
            if (match.route().about() != ApiRoute.About.ROTA) {
                return practice.map(Reply::unknownPractice);
            }
            return Optional.of(
                    match.route().deed() == Deed.CANCEL_ON_CALL
                            ? OnCallApi.unknownOverride(match.object().orElseThrow())
                            : OnCallApi.unknownRota());
        }
    }
}
