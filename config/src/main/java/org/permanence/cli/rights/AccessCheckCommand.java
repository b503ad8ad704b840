package org.permanence.cli.rights;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Show whether a role may do a deed, and the row of the table that says so. Asks no engine.",
            "A deed about past calls is decided for calls of the last 24 hours."
        })
final class AccessCheckCommand implements Callable<Integer> {

    private static final Login ASKING = new Login("asking");

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

    @Option(
            names = "--outside-eea",
            description = "The person works outside the European Economic Area (default: inside).")
    private boolean isOutsideEea;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Instant now = Instant.now();
        var rights = new Rights(ASKING.value(), List.of(roleAt()), !isOutsideEea);
        var subject = new Subject(practice, team, isOwn ? Optional.of(ASKING) : Optional.empty(), Optional.of(now));
        return switch (Policy.decide(rights, deed, subject, now)) {
            case Decision.Allowed(var needs, var _) -> print(0, "allowed" + text(needs));
            case Decision.Refused(var why) -> print(1, "refused: " + why.text());
        };
    }

    private RoleAt roleAt() {
        try {
            return new RoleAt(role, place);
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(spec.commandLine(), "--at: " + impossible.getMessage(), impossible);
        }
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
