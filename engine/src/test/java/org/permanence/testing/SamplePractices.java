package org.permanence.testing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.permanence.assistant.Assistant;
import org.permanence.assistant.AssistantDirectory;
import org.permanence.assistant.Login;
import org.permanence.assistant.Skill;
import org.permanence.call.Line;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.ClosingPolicy;
import org.permanence.practice.EmergencyRules;
import org.permanence.practice.FairnessRules;
import org.permanence.practice.IntakeRules;
import org.permanence.practice.Language;
import org.permanence.practice.Languages;
import org.permanence.practice.MessageRules;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.OutboundHours;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.ReturningCallerRules;
import org.permanence.practice.TeamId;
import org.permanence.practice.TransferRules;
import org.permanence.privacy.PhoneNumber;
import org.permanence.triage.Route;
import org.permanence.triage.TimeWindow;

/// The fictitious practices and assistants of all tests.
public final class SamplePractices implements PracticeDirectory, AssistantDirectory {

    public static final TeamId TEAM = new TeamId("paris");
    /// A team without practices of its own: its assistants take overflow calls.
    public static final TeamId OTHER_TEAM = new TeamId("lyon");

    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /// Open from Monday to Friday, 8 to 12 and 14 to 19; French; two emergency lines; transfers to the doctor.
    public static final Practice LES_LILAS = practice("les-lilas", Language.FR, "garde", "cabinet");

    /// The same hours; English; one emergency line.
    public static final Practice PORT_ROYAL = practice("port-royal", Language.EN, "on-call");

    /// Serves both practices.
    public static final Assistant INES = assistant("ines", LES_LILAS, PORT_ROYAL);

    /// Serves both practices.
    public static final Assistant OMAR = assistant("omar", LES_LILAS, PORT_ROYAL);

    /// Serves Port-Royal only.
    public static final Assistant ZOE = assistant("zoe", PORT_ROYAL);

    /// In the other team; may serve Les Lilas.
    public static final Assistant NELL = assistant("nell", LES_LILAS).withTeam(OTHER_TEAM);

    private final Map<PhoneNumber, Practice> practices;
    private final Map<Login, Assistant> assistants;
    private final Set<Login> outOfService = new HashSet<>();

    private SamplePractices(Map<PhoneNumber, Practice> practices, Collection<Assistant> assistants) {
        this.practices = Map.copyOf(practices);
        this.assistants = assistants.stream().collect(Collectors.toUnmodifiableMap(Assistant::login, each -> each));
    }

    /// Both practices and all assistants above.
    public static SamplePractices standard() {
        return new SamplePractices(
                Map.of(Fixtures.LES_LILAS_DID, LES_LILAS, Fixtures.PORT_ROYAL_DID, PORT_ROYAL),
                List.of(INES, OMAR, ZOE));
    }

    /// The same practices, with callbacks.
    public SamplePractices withCallbacks() {
        Map<PhoneNumber, Practice> changed = new HashMap<>();
        practices.forEach((number, practice) -> changed.put(number, withCallbacks(practice)));
        return new SamplePractices(changed, assistants.values());
    }

    /// Both practices, with these assistants only.
    public static SamplePractices with(Assistant... assistants) {
        return new SamplePractices(standard().practices, Arrays.asList(assistants));
    }

    public static Assistant assistant(String login, Practice... served) {
        return assistant(login, Skill.FLUENT, served);
    }

    /// An assistant with this skill for each of these practices.
    public static Assistant assistant(String login, Skill skill, Practice... served) {
        return new Assistant(
                new Login(login),
                new Line(login),
                TEAM,
                Arrays.stream(served).collect(Collectors.toUnmodifiableMap(Practice::id, _ -> skill)),
                skill == Skill.WITHOUT_LANGUAGE ? Set.of() : Set.of(Language.values()),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
    }

    /// Les Lilas with this queue.
    ///
    /// @param limit how many routine callers may wait at once
    /// @param announceEvery how often a caller hears the position; zero: never
    public static Practice lesLilas(int limit, Duration maxWait, Duration announceEvery, FairnessRules fairness) {
        return LES_LILAS.withQueue(
                new QueueRules(limit, maxWait, announceEvery, Duration.ofSeconds(20), fairness, Optional.empty()));
    }

    /// The same practice with callbacks through the trunk: two attempts, ten minutes apart.
    public static Practice withCallbacks(Practice practice) {
        var rules = new CallbackRules(
                new Line("trunk"),
                Duration.ofSeconds(25),
                2,
                Duration.ofMinutes(10),
                Set.of("FR"),
                OutboundHours.DEFAULT);
        return practice.withReturningCallers(
                new ReturningCallerRules(Duration.ofMinutes(5), Duration.ofDays(30), Optional.of(rules)));
    }

    @Override
    public Optional<Practice> findByNumber(PhoneNumber did) {
        return Optional.ofNullable(practices.get(did));
    }

    @Override
    public Optional<Practice> find(PracticeId id) {
        return practices.values().stream()
                .filter(practice -> practice.id().equals(id))
                .findFirst();
    }

    @Override
    public Optional<PhoneNumber> numberOf(PracticeId id) {
        return practices.entrySet().stream()
                .filter(each -> each.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public Optional<Assistant> find(Login login) {
        return Optional.ofNullable(assistants.get(login));
    }

    @Override
    public Optional<Assistant> findInService(Login login) {
        return find(login).filter(assistant -> !outOfService.contains(login));
    }

    @Override
    public Collection<Assistant> inService() {
        return assistants.values().stream()
                .filter(assistant -> !outOfService.contains(assistant.login()))
                .toList();
    }

    @Override
    public List<TeamId> teams() {
        return List.of(TEAM, OTHER_TEAM);
    }

    /// From now on the assistant takes no new calls.
    public void endService(Assistant assistant) {
        outOfService.add(assistant.login());
    }

    private static Practice practice(String id, Language language, String... emergencyLines) {
        return new Practice(
                new PracticeId(id),
                TEAM,
                Languages.single(language),
                PARIS,
                onWorkdays(interval("08:00", "12:00"), interval("14:00", "19:00")),
                ClosingPolicy.SERVE_ALL_WAITING,
                new EmergencyRules(
                        Arrays.stream(emergencyLines).map(Line::new).toList(), Duration.ofSeconds(15), false),
                IntakeRules.withDefaults(new Route.Fallback()),
                Optional.empty(),
                new TransferRules(List.of(new Line("doctor")), Duration.ofSeconds(20), Set.of()),
                new QueueRules(
                        10,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        FairnessRules.ARRIVAL_ORDER,
                        Optional.empty()),
                RecordingRules.OFF,
                MessageRules.NONE,
                ReturningCallerRules.NONE,
                0);
    }

    public static TimeWindow interval(String start, String end) {
        return new TimeWindow(LocalTime.parse(start), LocalTime.parse(end));
    }

    private static OpeningHours onWorkdays(TimeWindow... intervals) {
        var weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        return new OpeningHours(Arrays.stream(DayOfWeek.values())
                .filter(day -> !weekend.contains(day))
                .collect(Collectors.toUnmodifiableMap(day -> day, _ -> List.of(intervals))));
    }
}
