package org.permanence.management;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Need;
import org.permanence.access.Policy;
import org.permanence.access.PolicyTable;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;
import org.permanence.text.Slug;

/// Decides by the table of rights whether a request is done. A fresh factor and a second person are not asked for:
/// both need people who have signed in.
final class Authorization {

    /// Needs that no request can meet: the engine knows of no such permission.
    private static final Set<Need> NEVER_MET = Set.of(Need.CONTRACT, Need.PRACTICE_CONSENT);

    private final InstantSource clock;

    /// The answer to a request.
    sealed interface Ruling {

        /// The request is done.
        ///
        /// @param needs what limits the answer
        /// @param scope the practice whose rows it may touch; empty if it is about none
        record Permitted(Set<Need> needs, Optional<PracticeScope> scope) implements Ruling {}

        /// The request is not done.
        ///
        /// @param practice the practice that it is about; it may not exist
        /// @param why one word
        /// @param text the same in words
        record Refused(
                Principal.Person person,
                Purpose purpose,
                Deed deed,
                Optional<PracticeId> practice,
                String why,
                String text)
                implements Ruling {

            Reply reply() {
                return Reply.problem(
                        403,
                        "role " + EnumWords.of(person.role()) + ": " + text + " (expected: " + PolicyTable.row(deed)
                                + ")");
            }

            /// The entry as the log takes it.
            ///
            /// @param known the practice of the entry; empty if the installation has no such practice
            AuditRequest entry(Optional<PracticeId> known) {
                return new AuditRequest(
                        person,
                        known,
                        Action.ACCESS_REFUSED,
                        new AuditObject(AuditObject.Kind.REQUEST, EnumWords.of(deed)),
                        purpose,
                        new TreeMap<>(Map.of("why", why)),
                        Optional.empty());
            }
        }
    }

    Authorization(InstantSource clock) {
        this.clock = clock;
    }

    /// Decides on a request of this route.
    ///
    /// @throws IllegalArgumentException if the person, the role, the purpose, or a name in the request is missing
    /// or unreadable
    Ruling rule(ApiRoute.Match match, ApiRequest request) {
        Deed deed = match.route().deed();
        Principal.Person person = AccessRequests.person(request);
        Purpose purpose = AccessRequests.purpose(request);
        Subject subject = subject(match, request);
        Rights rights = BelievedRights.of(person, subject);
        return switch (Policy.decide(rights, deed, subject, clock.instant())) {
            case Decision.Refused(var why) ->
                new Ruling.Refused(person, purpose, deed, subject.practice(), EnumWords.of(why), why.text());
            case Decision.Allowed(Set<Need> needs, var _) ->
                needs.stream()
                        .filter(NEVER_MET::contains)
                        .findFirst()
                        .<Ruling>map(unmet -> new Ruling.Refused(
                                person, purpose, deed, subject.practice(), EnumWords.of(unmet), unmet.text()))
                        .orElseGet(() ->
                                new Ruling.Permitted(needs, Policy.scope(rights, deed, subject, clock.instant())));
        };
    }

    private Subject subject(ApiRoute.Match match, ApiRequest request) {
        return switch (match.route().about()) {
            case FIGURES, ACCOUNTS, INSTALLATION -> Subject.installation();
            case PRACTICE ->
                BelievedRights.ofPractice(new PracticeId(match.object().orElseThrow()));
            case PRACTICE_PARAMETER -> BelievedRights.ofPractice(new PracticeId(request.requiredParameter("practice")));
            case PRACTICE_OR_INSTALLATION ->
                request.parameter("practice")
                        .map(name -> BelievedRights.ofPractice(new PracticeId(name)))
                        .orElseGet(Subject::installation);
            case TEAMS -> BelievedRights.ofTeam();
            case ASSISTANT -> BelievedRights.ofAssistant(match.object().map(Login::new));
            // The call of another assistant is refused by the recording itself, like an unknown one.
            case CALL -> BelievedRights.ofAssistant(ownLogin(request));
            case ROTA -> BelievedRights.ofSharedRota();
        };
    }

    private static Optional<Login> ownLogin(ApiRequest request) {
        return Optional.of(AccessRequests.person(request).name())
                .filter(Slug::isSlug)
                .map(Login::new);
    }
}
