package org.permanence.management;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.permanence.access.Place;
import org.permanence.access.Rights;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.oncall.RotaId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.text.Slug;

/// What a request is about, as the table of rights takes it. One request may be about several subjects: a practice
/// whose calls two teams take is a subject with each of them. The person may do it if they may for one of them.
final class RequestSubjects {

    private final Organization organization;
    private final InstantSource clock;

    RequestSubjects(Organization organization, InstantSource clock) {
        this.organization = organization;
        this.clock = clock;
    }

    /// The practice of a request; empty if it names none.
    ///
    /// @throws IllegalArgumentException if the request must name one and does not, or it is unreadable
    Optional<PracticeId> practice(ApiRoute.Match match, ApiRequest request) {
        return switch (match.route().about()) {
            case PRACTICE -> match.object().map(PracticeId::new);
            case PRACTICE_PARAMETER -> Optional.of(new PracticeId(request.requiredParameter("practice")));
            case PRACTICE_OR_INSTALLATION -> request.parameter("practice").map(PracticeId::new);
            default -> Optional.empty();
        };
    }

    /// The subjects of a request; at least one.
    ///
    /// @param asker the rights of the account of the person who asks
    /// @throws IllegalArgumentException as [#practice], and if another name of the request is unreadable
    List<Subject> of(ApiRoute.Match match, ApiRequest request, Rights asker) {
        return switch (match.route().about()) {
            case PRACTICE, PRACTICE_PARAMETER, PRACTICE_OR_INSTALLATION ->
                practice(match, request).map(this::ofPractice).orElseGet(() -> List.of(Subject.installation()));
            case ASSISTANT -> List.of(ofAssistant(new Login(match.object().orElseThrow())));
            // The recording itself refuses the call of another assistant, like an unknown one.
            case CALL, SELF -> List.of(Subject.ofPerson(new Login(asker.login())));
            case OWN_PRACTICES -> ofOwnPractices(asker);
            case ROTA -> ofRota(match, request);
            case ENGINE, SIGN_IN, ACCOUNTS, INSTALLATION, TEAMS -> List.of(Subject.installation());
        };
    }

    Set<TeamId> teams() {
        return organization.teams();
    }

    /// A team, alone and with each practice whose calls it takes.
    List<Subject> ofTeam(TeamId team) {
        Subject alone = Subject.ofTeam(team);
        return Stream.concat(
                        Stream.of(alone),
                        organization.practicesOf(team).stream()
                                .map(practice -> alone.withPractice(Optional.of(practice))))
                .toList();
    }

    private List<Subject> ofPractice(PracticeId practice) {
        Subject alone = Subject.ofPractice(practice);
        return Stream.concat(
                        Stream.of(alone),
                        organization.teamsOf(practice).stream().map(team -> alone.withTeam(Optional.of(team))))
                .toList();
    }

    private static List<Subject> ofOwnPractices(Rights asker) {
        List<Subject> subjects = asker.roles().stream()
                .map(RoleAt::place)
                .filter(Place.OfPractice.class::isInstance)
                .map(Place::subject)
                .distinct()
                .toList();
        return subjects.isEmpty() ? List.of(Subject.installation()) : subjects;
    }

    private Subject ofAssistant(Login assistant) {
        return Subject.ofPerson(assistant).withTeam(organization.teamOf(assistant));
    }

    /// An unknown rota is no practice's, so only the installation is left.
    private List<Subject> ofRota(ApiRoute.Match match, ApiRequest request) {
        Instant now = clock.instant();
        List<Subject> subjects = rota(match, request, now).stream()
                .flatMap(rota -> organization.practicesOf(rota).stream())
                .flatMap(practice -> ofPractice(practice).stream())
                .toList();
        return subjects.isEmpty() ? List.of(Subject.installation()) : subjects;
    }

    private Optional<RotaId> rota(ApiRoute.Match match, ApiRequest request, Instant now) {
        Optional<String> name = match.object().filter(Slug::isSlug);
        return switch (request.segment(1)) {
            case "practices" -> name.map(RotaId::ofPractice);
            case "groups" -> name.map(RotaId::ofGroup);
            default -> match.object().flatMap(override -> organization.rotaOf(override, now));
        };
    }
}
