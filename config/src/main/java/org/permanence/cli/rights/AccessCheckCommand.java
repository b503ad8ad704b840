package org.permanence.cli.rights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Need;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.PolicyTable;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.cli.AccessOptions;
import org.permanence.cli.ConfigOption;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.text.EnumWords;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "check",
        description = {
            "Show whether a person or a role may do a deed, and the row of the table that says so.",
            "The roles of a person are read from a running engine. A role alone asks no engine.",
            "A deed about past calls is decided for calls of the last 24 hours."
        })
final class AccessCheckCommand implements Callable<Integer> {

    private static final Login ASKING = new Login("asking");

    /// Who asks: a person of the engine, or a role.
    private static final class WhoAsks {

        @Option(
                names = "--as",
                required = true,
                paramLabel = "LOGIN",
                description = "Person to check: you, or one whose account you see.")
        private Optional<Login> person = Optional.empty();

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable HeldRole role;
    }

    private static final class HeldRole {

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "Role to check, as in permanence rights.")
        private Role role = Role.ASSISTANT;

        @Option(
                names = "--at",
                required = true,
                paramLabel = "PLACE",
                description = "Place where the role is held: practice:NAME, team:NAME or installation.")
        private Place place = new Place.Installation();

        @Option(
                names = "--outside-eea",
                description = "The person works outside the European Economic Area (default: inside).")
        private boolean isOutsideEea;
    }

    @ArgGroup(multiplicity = "1")
    private WhoAsks whoAsks = new WhoAsks();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Option(
            names = "--deed",
            required = true,
            paramLabel = "DEED",
            description = "Deed to check, as in permanence rights.")
    private Deed deed = Deed.TAKE_CALLS;

    @Option(names = "--practice", paramLabel = "PRACTICE", description = "Practice whose data it is (default: none).")
    private Optional<PracticeId> practice = Optional.empty();

    @Option(
            names = "--team",
            paramLabel = "TEAM",
            description = "Team that took the call, or answers for the practice (default: none).")
    private Optional<TeamId> team = Optional.empty();

    @Option(names = "--own", description = "The data is about the person who asks (default: it is not).")
    private boolean isOwn;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Instant now = Instant.now();
        Login asking = whoAsks.person.orElse(ASKING);
        Rights rights = Optional.ofNullable(whoAsks.role).map(this::rightsOf).orElseGet(() -> readRights(asking, now));
        var subject = new Subject(practice, team, isOwn ? Optional.of(asking) : Optional.empty(), Optional.of(now));
        return switch (Policy.decide(rights, deed, subject, now)) {
            case Decision.Allowed(var needs, var _) -> print(0, "allowed" + text(needs));
            case Decision.Refused(var why) -> print(1, "refused: " + why.text());
        };
    }

    private Rights rightsOf(HeldRole held) {
        try {
            return new Rights(ASKING.value(), List.of(new RoleAt(held.role, held.place)), !held.isOutsideEea);
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(spec.commandLine(), "--at: " + impossible.getMessage(), impossible);
        }
    }

    /// What the engine says that the person holds now.
    private Rights readRights(Login person, Instant now) {
        JsonNode account = access.client(config.management()).get("/people/" + person);
        List<RoleAt> roles = new ArrayList<>();
        boolean isActive = account.path("state").asString().equals("active");
        for (JsonNode role : account.path("roles")) {
            boolean hasBegun = !Instant.parse(role.path("from").asString()).isAfter(now);
            boolean hasEnded = role.has("until")
                    && !Instant.parse(role.path("until").asString()).isAfter(now);
            if (isActive && hasBegun && !hasEnded) {
                roles.add(new RoleAt(
                        EnumWords.parse(Role.class, role.path("role").asString())
                                .orElseThrow(),
                        Place.parse(role.path("place").asString())));
            }
        }
        return new Rights(
                person.value(), roles, account.path("region").asString().equals("EEA"));
    }

    private int print(int exitCode, String answer) {
        spec.commandLine().getOut().println(answer);
        spec.commandLine().getOut().println(PolicyTable.row(deed));
        return exitCode;
    }

    private static String text(Set<Need> needs) {
        return needs.isEmpty()
                ? ""
                : needs.stream().sorted().map(Need::text).collect(Collectors.joining(", ", ": ", ""));
    }
}
